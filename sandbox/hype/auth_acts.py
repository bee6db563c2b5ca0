"""What sign-in and refresh answer (FACTS 5.1 and 5.2)."""

from collections.abc import Callable
from typing import Any

from sandbox.hype.errors import RefusalError
from sandbox.hype.quirks import Quirks
from sandbox.hype.tokens import Tokens

Params = dict[str, Any]

_NOT_AUTHENTICATED = {
    "accessToken": None,
    "refreshToken": None,
    "createdAt": None,
    "expiredAt": None,
    "isAuthenticated": False,
}


class AuthActs:
    """Giving out token pairs to the partner who knows identifier and secret."""

    def __init__(
        self, credentials: Callable[[], tuple[str, str]], tokens: Tokens, quirks: Quirks
    ) -> None:
        self._credentials = credentials
        self._tokens = tokens
        self._quirks = quirks

    def auth(self, params: Params) -> Any:
        """FACTS 5.1."""
        if (params["identifier"], params["secret"]) != self._credentials():
            return self._refuse(RefusalError(400, "Invalid credentials"))
        return self._tokens.issue().body()

    def refresh(self, params: Params) -> Any:
        """FACTS 5.2."""
        try:
            return self._tokens.renew(params["accessToken"], params["refreshToken"]).body()
        except RefusalError as refused:
            return self._refuse(refused)

    def _refuse(self, refused: RefusalError) -> Any:
        if self._quirks.refused_sign_in_is_200:
            return _NOT_AUTHENTICATED
        raise refused
