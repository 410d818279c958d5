"""`lettergen login`: sign in to a provider that takes no passwords."""

import sys
import threading
import webbrowser
from collections.abc import Sequence

import click

from lettergen.cli.group import main
from lettergen.cli.show import minute, say, show_json
from lettergen.errors import UsageError
from lettergen.flow.login import (
    Account,
    DevicePrompt,
    SignedIn,
    accounts_to_sign_in,
    sign_in,
    sign_out,
    status,
)
from lettergen.wiring import App


@main.command()
@click.option("--device", is_flag=True, help="Show a code to type in on any device, such as a telephone.")
@click.option("--status", "show_status", is_flag=True, help="Say who is signed in, and change nothing.")
@click.option("--sign-out", "leave", is_flag=True, help="Forget the tokens that are kept.")
@click.option("--json", "as_json", is_flag=True, help="Print who is signed in as JSON.")
@click.pass_obj
def login(app: App, *, device: bool, show_status: bool, leave: bool, as_json: bool) -> None:
    """Sign in to Microsoft or Google mail with OAuth2, and keep the token."""
    if device + show_status + leave > 1:
        raise UsageError("Choose one of --device, --status and --sign-out.")
    found = accounts_to_sign_in(app.settings)
    if leave:
        for account in found:
            sign_out(account)
            say(f"{account.user}: signed out of {account.registration.host}. The token is forgotten here.")
        return
    everyone = [
        status(account) if show_status else _sign_in(app, account, device=device) for account in found
    ]
    _show(everyone, as_json=as_json)
    if not show_status:
        say("Try it: lettergen check --connect")


def _sign_in(app: App, account: Account, *, device: bool) -> SignedIn:
    say(f"Signing in {account.user} at {account.registration.host}.")
    return sign_in(
        account,
        secret=_secret(account),
        open_url=_open_browser,
        show=_show_code if device else None,
        clock=app.clock,
    )


def _secret(account: Account) -> str:
    registration = account.registration
    if registration.client_secret or not registration.needs_secret:
        return registration.client_secret
    if not sys.stdin.isatty():
        raise UsageError(
            f"{registration.host} wants the app's client secret: set LETTERGEN_OAUTH_CLIENT_SECRET."
        )
    secret: str = click.prompt("The app's client secret (not shown)", hide_input=True, err=True)
    return secret.strip()


def _open_browser(url: str) -> None:
    say(f"Sign in with your browser. If none opens, go to\n{url}")
    # Some browsers come back only when they are closed; the sign-in has to be waited for meanwhile.
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _show_code(prompt: DevicePrompt) -> None:
    say(f"On any device, go to {prompt.url} and type in {prompt.code}\nWaiting … (Ctrl-C to give up)")


def _show(everyone: Sequence[SignedIn], *, as_json: bool) -> None:
    if as_json:
        show_json(
            [
                {
                    "user": one.user,
                    "server": one.server,
                    "signed_in": bool(one.where),
                    "kept_in": one.where,
                    "until": one.until,
                    "renews": one.renews,
                }
                for one in everyone
            ]
        )
        return
    for one in everyone:
        say(f"{one.user}: {_words(one)}")


def _words(one: SignedIn) -> str:
    if not one.where:
        return "not signed in. Run `lettergen login`."
    until = f", good until {minute(one.until)}" if one.until else ""
    then = " and then renewed by itself" if one.renews else "; it cannot be renewed"
    return f"signed in at {one.server}. The token is kept in {one.where}{until}{then if until else ''}."
