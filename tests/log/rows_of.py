"""Rows of a log as JSON, and back; for the tests that upgrade databases with rows in them."""

import base64
import json
import sys
from datetime import UTC, datetime

from sqlalchemy import MetaData, create_engine, func, insert, select, text


def write_rows(url):
    """Give all rows of a log, table by table, as JSON."""
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection)
        rows = {
            table.name: [
                {name: _to_json(value) for name, value in row.items()}
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in tables.sorted_tables
            if table.name != "alembic_version"
        }
    engine.dispose()
    return json.dumps(rows, indent=1, ensure_ascii=False)


def insert_rows(connection, rows):
    """Insert rows into the tables of whatever version the database has."""
    tables = MetaData()
    tables.reflect(connection)
    for name, some in json.loads(rows).items():
        values = [{column: _from_json(value) for column, value in row.items()} for row in some]
        if values:
            connection.execute(insert(tables.tables[name]), values)
    if connection.dialect.name == "postgresql":
        _set_sequences(connection, tables)


def _set_sequences(connection, tables):
    """Let PostgreSQL number new rows after those that were inserted with a number."""
    for table in tables.tables.values():
        if "id" in table.c:
            newest = connection.scalar(select(func.max(table.c.id))) or 0
            connection.execute(text(f"SELECT setval('{table.name}_id_seq', {newest + 1})"))


def _to_json(value):
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    return {"at": value.replace(tzinfo=UTC).isoformat()} if isinstance(value, datetime) else value


def _from_json(value):
    match value:
        case {"base64": data}:
            return base64.b64decode(data)
        case {"at": time}:
            return datetime.fromisoformat(time)
    return value


if __name__ == "__main__":
    sys.stdout.write(write_rows(sys.argv[1]) + "\n")
