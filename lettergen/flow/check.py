"""What `lettergen check` looks at beyond reading the files."""

from collections.abc import Callable, Sequence
from typing import Protocol

from lettergen.errors import LettergenError
from lettergen.flow.campaign import Campaign
from lettergen.flow.prepare import page_warnings
from lettergen.flow.press import Press
from lettergen.model.ports import Log
from lettergen.model.sendings import Channel
from lettergen.settings import Settings


class Checkable(Protocol):
    """A server that can be tried without sending or fetching."""

    def check(self) -> None:
        """Sign in and leave again."""


def check_pages(press: Press) -> list[str]:
    """Typeset the letters most likely to show trouble and give their warnings, each once.

    These are, for each channel, the first letter and the one with the longest address.
    """
    warnings: dict[str, None] = {}
    for channel in Channel:
        going = [one for one in press.campaign.recipients if channel in one.channels]
        longest = max(going, key=lambda one: len(one.address.lines) if one.address else 0, default=None)
        for recipient in {one.key: one for one in (*going[:1], longest) if one}.values():
            made = press.letter(recipient, channel)
            warnings.update(dict.fromkeys(page_warnings(press.campaign, recipient, channel, made)))
    return list(warnings)


def check_signing(campaign: Campaign) -> None:
    """Read the key that emails are signed with, if any are.

    Raises:
        InputError: If that does not work.
    """
    _ = campaign.signer


def known_trouble(campaign: Campaign, log: Log) -> list[str]:
    """Name the recipients whose address is dead or who asked to be left alone."""
    dead, leave_alone = log.dead_addresses(), log.do_not_contact()
    found = []
    for one in campaign.recipients:
        address = one.email.lower()
        where = f"{campaign.settings.campaign.recipients}, row {one.row}"
        if one.contact in leave_alone:
            found.append(f"{where}: {one.name} asked not to be written to: {leave_alone[one.contact]}")
        elif address in dead:
            found.append(f"{where}: the address {one.email} is dead: {dead[address]}")
    return found


def check_servers(
    sender: Callable[[], Checkable], mailboxes: Callable[[], Sequence[Checkable]], settings: Settings
) -> list[str]:
    """Sign in to the mail servers that are set and give what went wrong; sends and fetches nothing."""
    senders = [sender()] if settings.smtp.host or settings.smtp.provider != "plain" else []
    problems = []
    for table, servers in (("smtp", senders), ("imap", mailboxes())):
        if not servers:
            problems.append(f"lettergen.toml, [{table}]: no server is set.")
        for one in servers:
            try:
                one.check()
            except LettergenError as error:
                problems.append(str(error))
    return problems
