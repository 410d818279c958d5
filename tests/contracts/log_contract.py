"""What every implementation of `ports.Log` must do.

A new store subclasses `LogContract` and supplies `open_log`: a function without arguments that opens the
one database of the test, each time as another process would.
"""

from tests.contracts.log_attempts import AttemptsContract
from tests.contracts.log_finding import FindingContract
from tests.contracts.log_messages import MessagesContract
from tests.contracts.log_post import PostContract
from tests.contracts.log_preparing import PreparingContract


class LogContract(PreparingContract, AttemptsContract, PostContract, MessagesContract, FindingContract):
    """All the tests; `log` is open and empty."""
