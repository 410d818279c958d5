"""IMAP: connect, fetch by UID, wait; hands over bytes. The mailbox is only ever read."""

from lettergen.inbox.mailbox.box import ImapMailbox
from lettergen.inbox.mailbox.sent import ImapSentFolder

__all__ = ["ImapMailbox", "ImapSentFolder"]
