"""The log as matchers ask it: which letter is meant."""

from sqlalchemy import ColumnElement, Select, select, union

from lettergen.log.part import Part, letter_id
from lettergen.log.tables import attempts, forward_paths, letters, recipients, sendings
from lettergen.model.letters import forgive
from lettergen.model.sendings import Channel, Status


class SqlLetterFinder(Part):
    """Implements `ports.LetterFinder`."""

    def ref_by_message_id(self, message_id: str) -> str | None:
        """Give the letter an attempt's Message-ID belongs to."""
        asked = (
            select(letters.c.prefix, letters.c.code)
            .join_from(attempts, sendings)
            .join(letters, letters.c.id == sendings.c.letter_id)
            .where(attempts.c.message_id == message_id)
            .limit(1)
        )
        with self._database.read() as connection:
            row = connection.execute(asked).one_or_none()
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
        mailbox = address.lower()
        return self._refs(recipients.c.mailbox == mailbox, forward_paths.c.mailbox == mailbox)

    def refs_by_domain(self, domain: str) -> list[str]:
        """Give the letters that went to addresses of a domain (lower case), newest first."""
        domain = domain.lower()
        return self._refs(recipients.c.domain == domain, forward_paths.c.domain == domain)

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

    def _refs(self, listed: ColumnElement[bool], told: ColumnElement[bool]) -> list[str]:
        """Give the letters whose recipient is listed so, or of which a mail server was told so."""
        gone = sendings.c.status.not_in((Status.PREPARED, Status.WITHDRAWN))
        by_list = select(sendings.c.letter_id).join_from(sendings, recipients).where(listed, gone)
        by_wire = select(sendings.c.letter_id).join_from(sendings, attempts).join(forward_paths).where(told)
        asked = (
            select(letters.c.prefix, letters.c.code)
            .where(letters.c.id.in_(union(by_list, by_wire)))
            .order_by(letters.c.id.desc())
        )
        with self._database.read() as connection:
            return [f"{prefix}-{code}" for prefix, code in connection.execute(asked)]


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
