"""Signing in with OAuth2: tokens got, kept and renewed. Loaded only where a server wants it."""

from lettergen.emails.oauth.flows import DevicePrompt, by_browser, by_device
from lettergen.emails.oauth.sign_in import TokenSignIn
from lettergen.emails.oauth.store import Kept, TokenStore
from lettergen.emails.oauth.token import Token

__all__ = ["DevicePrompt", "Kept", "Token", "TokenSignIn", "TokenStore", "by_browser", "by_device"]
