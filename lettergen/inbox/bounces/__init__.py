"""Bounces: which recipients a mail system says were not reached, and why.

By RFC 3464 where the system follows it, else by its wording.
"""

from lettergen.inbox.bounces.notices import Bounce, find_bounce

__all__ = ["Bounce", "find_bounce"]
