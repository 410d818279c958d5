"""Every command once: where it is defined and the one line that the overview shows.

The overview is printed, and completed by the shell, from this table alone: the commands' own modules bring
the database, the typefaces and the mail libraries along, for which nobody wants to wait to read `--help`.
"""

from typing import NamedTuple


class Entry(NamedTuple):
    """A command: its module, and the first line of its help."""

    module: str
    help: str


#: The groups of the overview, in the order of a letter's way.
GROUPS: dict[str, dict[str, Entry]] = {
    "Begin": {
        "init": Entry(
            "lettergen.cli.init",
            "Write a new campaign into FOLDER: a letter, a list of recipients and settings to change.",
        ),
        "check": Entry(
            "lettergen.cli.check", "Read everything and report every fault with its file, row and column."
        ),
        "preview": Entry(
            "lettergen.cli.preview",
            "Typeset the letter to one recipient, named by its KEY, and say where it is.",
        ),
        "typeset": Entry(
            "lettergen.cli.typeset",
            "Turn the Word file FILE into a PDF, without merging: the way to try a letterhead.",
        ),
    },
    "Send": {
        "login": Entry(
            "lettergen.cli.login", "Sign in to Microsoft or Google mail with OAuth2, and keep the token."
        ),
        "send": Entry(
            "lettergen.cli.send", "Email the campaign's letters and lay the postal ones ready to print."
        ),
        "agree": Entry(
            "lettergen.cli.agree",
            "Record that the signatory NAME (or an organisation) agreed to the newest proof.",
        ),
        "print": Entry(
            "lettergen.cli.print_",
            "Make the next postal batch: one PDF to print, each letter from a front side on, and its list.",
        ),
    },
    "Hear back": {
        "inbox": Entry("lettergen.cli.inbox", "Fetch what came back and show what needs a person."),
        "log": Entry(
            "lettergen.cli.log",
            "Show what happened: all of it, or to the letters of one recipient, named by its KEY.",
        ),
        "report": Entry(
            "lettergen.cli.report",
            "Show how far each letter came: emailed, bounced, printed, posted, returned, replied, overdue.",
        ),
    },
}

#: All commands by name, in the same order.
COMMANDS: dict[str, Entry] = {name: entry for group in GROUPS.values() for name, entry in group.items()}
