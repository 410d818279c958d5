"""A browser for tests: goes where it is told, and where it is sent from there. Run with BROWSER set to it."""

import os
import ssl
import sys
import urllib.request


def visit(url: str, ca_file: str) -> str:
    """Open a page of the authorization server and follow it back; gives the page at the end."""
    context = ssl.create_default_context(cafile=ca_file)
    with urllib.request.urlopen(url, context=context, timeout=30) as answer:
        return answer.read().decode()


if __name__ == "__main__":
    visit(sys.argv[1], os.environ["TEST_CA_FILE"])
