"""Statements that stand ready for the driver: what runs with every letter and every message.

SQLAlchemy's own way to run a statement takes longer than SQLite takes to do it. So SQLAlchemy writes such a
statement once for each kind of database, and the driver runs it.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Connection, Dialect, Insert, Select, Update
from sqlalchemy.sql.compiler import SQLCompiler

Values = Mapping[str, Any]


class Ready:
    """A statement whose values are bound, and whose rows are read, as SQLAlchemy would.

    It is for the connection of a transaction of ours; faults are the driver's own.
    """

    def __init__(self, statement: Insert | Update | Select[Any], columns: Sequence[str] = ()) -> None:
        """Take the statement.

        Args:
            statement: Nothing in it may hang on a value, as IN with a list does.
            columns: For INSERT, those that get values.
        """
        self._statement = statement
        self._columns = columns
        self._written: dict[str, _Written] = {}

    def run(self, connection: Connection, *rows: Values) -> int:
        """Run it, once for each row of values; give how many rows of the table it touched."""
        written = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        if len(rows) == 1:
            cursor.execute(written.sql, written.bound(rows[0]))
        else:
            cursor.executemany(written.sql, [written.bound(one) for one in rows])
        touched: int = cursor.rowcount
        cursor.close()
        return touched

    def find(self, connection: Connection, values: Values) -> Any:
        """Run it; give the row that it returns, its columns as attributes, or None if it returns none."""
        written = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        cursor.execute(written.sql, written.bound(values))
        found = cursor.fetchone()
        cursor.close()
        return None if found is None else written.read(found)

    def find_all(self, connection: Connection, values: Values) -> list[Any]:
        """Run it; give the rows that it returns, each as `find` does."""
        written = self._for(connection.dialect)
        cursor = connection.connection.cursor()
        cursor.execute(written.sql, written.bound(values))
        found = [written.read(one) for one in cursor.fetchall()]
        cursor.close()
        return found

    def _for(self, dialect: Dialect) -> "_Written":
        written = self._written.get(dialect.name)
        if written is None:
            written = self._written[dialect.name] = _write(self._statement, self._columns, dialect)
        return written


@dataclass(frozen=True, slots=True)
class _Written:
    """A statement as one kind of database takes it.

    `takes` gives the values for it, one after the other; `names` are theirs, empty where they have none but
    their order. `reads` turns a row's columns, in order, into ours.
    """

    sql: str
    names: Sequence[str]
    takes: Sequence[Callable[[Values], Any]]
    row: Callable[..., Any]
    reads: Sequence[Callable[[Any], Any]]

    def bound(self, values: Values) -> Any:
        taken = [take(values) for take in self.takes]
        return dict(zip(self.names, taken, strict=True)) if self.names else taken

    def read(self, found: Sequence[Any]) -> Any:
        return self.row(*(read(one) for read, one in zip(self.reads, found, strict=True)))


def _write(statement: Insert | Update | Select[Any], columns: Sequence[str], dialect: Dialect) -> _Written:
    compiled = statement.compile(dialect=dialect, column_keys=list(columns) or None)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError(f"{statement} is no statement with values")
    order = compiled.positiontup
    names = list(compiled.params) if order is None else order
    returned = statement.exported_columns
    return _Written(
        sql=str(compiled),
        names=names if order is None else (),
        takes=[_taking(compiled.binds[name], name, dialect) for name in names],
        row=namedtuple("Row", [one.name for one in returned]),  # noqa: PYI024 (its fields are the statement's)
        reads=[
            one.type.dialect_impl(dialect).result_processor(dialect, None) or _as_it_is for one in returned
        ],
    )


def _taking(bind: BindParameter[Any], name: str, dialect: Dialect) -> Callable[[Values], Any]:
    """Give what finds the value of a name and turns it into the driver's."""
    convert = bind.type.dialect_impl(dialect).bind_processor(dialect)
    if not bind.required:
        # It stands in the statement itself.
        value = bind.value if convert is None else convert(bind.value)
        return lambda _values: value
    if convert is None:
        return itemgetter(name)
    return lambda values: convert(values[name])


def _as_it_is(value: Any) -> Any:
    return value
