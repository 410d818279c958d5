"""What happened: `correspondence.db`."""

from lettergen.log.store import SqlLog

__all__ = ["SqlLog"]
