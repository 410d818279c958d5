"""The log as matchers ask it: which letter is meant."""

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, select, union

from lettergen.log.part import Part, letter_id
from lettergen.log.ready import Ready
from lettergen.log.tables import attempts, forward_paths, letters, recipients, sendings
from lettergen.model.letters import forgive
from lettergen.model.sendings import Channel, Status


class SqlLetterFinder(Part):
    """Implements `ports.LetterFinder`."""

    def ref_by_message_id(self, message_id: str) -> str | None:
        """Give the letter an attempt's Message-ID belongs to."""
        with self._database.read() as connection:
            row = _BY_MESSAGE_ID.find(connection, {"id": message_id})
        return None if row is None else f"{row.prefix}-{row.code}"

    def ref_by_code(self, prefix: str, code: str) -> str | None:
        """Give the letter of that reference, if it was ever given away; look-alikes are forgiven."""
        ref = f"{prefix.upper()}-{forgive(code)}"
        with self._database.read() as connection:
            return None if letter_id(connection, ref) is None else ref

    def prefixes(self) -> frozenset[str]:
        """Give the prefixes of all letters in the log."""
        with self._database.read() as connection:
            return frozenset(connection.scalars(select(letters.c.prefix).distinct()))

    def refs_by_address(self, address: str) -> list[str]:
        """Give the letters that went to an address (lower case), newest first."""
        return self._refs(_BY_MAILBOX, address)

    def refs_by_domain(self, domain: str) -> list[str]:
        """Give the letters that went to addresses of a domain (lower case), newest first."""
        return self._refs(_BY_DOMAIN, domain)

    def address_of(self, ref: str) -> str:
        """Give the email address a letter went to, in lower case; empty if by post alone."""
        with self._database.read() as connection:
            sent = _last_attempt(letter_id(connection, ref), forward_paths.c.mailbox)
            return (
                connection.scalar(sent)
                or connection.scalar(_listed_address(letter_id(connection, ref)))
                or ""
            )

    def subject_of(self, ref: str) -> str:
        """Give the subject of the email that carried a letter; empty if there was none."""
        with self._database.read() as connection:
            return connection.scalar(_last_attempt(letter_id(connection, ref), attempts.c.subject)) or ""

    def _refs(self, asked: Ready, value: str) -> list[str]:
        with self._database.read() as connection:
            return [
                f"{row.prefix}-{row.code}" for row in asked.find_all(connection, {"value": value.lower()})
            ]


def _who_has(column: str) -> Ready:
    """Ask for letters whose recipient is listed with that value, or of which a mail server was told so."""
    value: BindParameter[str] = bindparam("value")
    gone = and_(sendings.c.status != Status.PREPARED, sendings.c.status != Status.WITHDRAWN)
    by_list = (
        select(sendings.c.letter_id)
        .join_from(sendings, recipients)
        .where(recipients.c[column] == value, gone)
    )
    by_wire = (
        select(sendings.c.letter_id)
        .join_from(sendings, attempts)
        .join(forward_paths)
        .where(forward_paths.c[column] == value)
    )
    return Ready(
        select(letters.c.prefix, letters.c.code)
        .where(letters.c.id.in_(union(by_list, by_wire)))
        .order_by(letters.c.id.desc())
    )


_BY_MAILBOX = _who_has("mailbox")
_BY_DOMAIN = _who_has("domain")
_BY_MESSAGE_ID = Ready(
    select(letters.c.prefix, letters.c.code)
    .join_from(attempts, sendings)
    .join(letters, letters.c.id == sendings.c.letter_id)
    .where(attempts.c.message_id == bindparam("id"))
    .limit(1)
)


def _last_attempt(letter: int | None, wanted: ColumnElement[str]) -> Select[str]:
    """Ask for something about a letter's last attempt and its main recipient."""
    return (
        select(wanted)
        .join_from(attempts, forward_paths)
        .join(sendings, sendings.c.id == attempts.c.sending_id)
        .where(sendings.c.letter_id == letter, forward_paths.c.position == 0)
        .order_by(attempts.c.id.desc())
        .limit(1)
    )


def _listed_address(letter: int | None) -> Select[str]:
    """Ask for the address on the list, if the letter is to go by email."""
    return (
        select(recipients.c.mailbox)
        .join_from(recipients, sendings)
        .where(sendings.c.letter_id == letter, sendings.c.channel == Channel.EMAIL)
    )
