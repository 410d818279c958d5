"""Addresses that must not, or cannot, be written to."""

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from lettergen.log.part import Change, Part, record_events
from lettergen.log.tables import suppressions


class SqlSuppressionLog(Part):
    """Implements `ports.SuppressionLog`."""

    def dead_addresses(self) -> dict[str, str]:
        """Give addresses that bounced for good, in lower case, with the reason."""
        return self._standing("dead")

    def do_not_contact(self) -> dict[str, str]:
        """Give recipient addresses that asked to be left alone, in lower case, with the reason."""
        return self._standing("do-not-contact")

    def suppress(self, address: str, kind: str, reason: str, actor: str) -> None:
        """Record an address as `dead` or `do-not-contact`; the first reason stays until it is lifted."""
        change = Change(self._clock.now(), actor, reason)
        row = {"address": address.lower(), "kind": kind, "at": change.at, "actor": actor, "reason": reason}
        with self._database.write() as connection:
            try:
                with connection.begin_nested():
                    connection.execute(insert(suppressions), row)
            except IntegrityError:
                return
            record_events(connection, change, [{"what": f"{address.lower()}: {kind}"}])

    def unsuppress(self, address: str, actor: str, reason: str) -> None:
        """Take an address off both lists."""
        change = Change(self._clock.now(), actor, reason)
        with self._database.write() as connection:
            lifted = connection.execute(
                update(suppressions)
                .where(suppressions.c.address == address.lower(), suppressions.c.lifted_at.is_(None))
                .values(lifted_at=change.at)
            )
            if lifted.rowcount:
                record_events(connection, change, [{"what": f"{address.lower()}: may be written to again"}])

    def _standing(self, kind: str) -> dict[str, str]:
        asked = (
            select(suppressions.c.address, suppressions.c.reason)
            .where(suppressions.c.kind == kind, suppressions.c.lifted_at.is_(None))
            .order_by(suppressions.c.address)
        )
        with self._database.read() as connection:
            return {row.address: row.reason for row in connection.execute(asked)}
