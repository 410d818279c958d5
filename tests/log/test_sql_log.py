import pytest

from lettergen.log import SqlLog
from tests.contracts.log_contract import LogContract


class SqlContract(LogContract):
    @pytest.fixture
    def open_log(self, url, clock):
        logs = []

        def open_one():
            logs.append(SqlLog(url, clock=clock))
            return logs[-1]

        yield open_one
        for log in logs:
            log.close()


class TestSqlite(SqlContract):
    @pytest.fixture
    def url(self, sqlite_url):
        return sqlite_url


@pytest.mark.xdist_group("postgres")
class TestPostgres(SqlContract):
    @pytest.fixture
    def url(self, postgres_url):
        return postgres_url
