"""The error codes of open-api-games (FACTS 3) and the envelope of its answers."""

from typing import Any

DESCRIPTIONS = {
    "NO_ERROR": "",
    "SIGN_NOT_FOUND": "No signed header was sent",
    "INVALID_SIGN": "Invalid signature",
    "INVALID_BODY": "Invalid request body",
    "UNKNOWN_ACCOUNT": "Unknown account",
    "INVALID_CLIENT_ID": "Invalid client id",
    "INTERNAL_ERROR": "Internal error of the account management service",
}


class RefusalError(Exception):
    """A definite no: no account was made or changed."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def envelope(code: str, accounts: list[dict[str, Any]], detail: str = "") -> dict[str, Any]:
    """The body of every answer."""
    text = DESCRIPTIONS.get(code, code)
    return {
        "isSuccess": code == "NO_ERROR",
        "errorMessage": f"{text}: {detail}" if detail else text,
        "error": code,
        "accounts": accounts,
    }
