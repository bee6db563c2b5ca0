"""open-api-games' error codes as errors of our tree (FACTS 3, "Errors").

The HTTP status of a failure is not documented, so the body says what happened, whatever the status.
"""

from collections.abc import Mapping

from providers.calls import Answer, ServerFaultError, UnreadableError
from providers.errors import NotAllowed, NotFound, Refused, Rejected

PROVIDER = "openapigames"

_CODES: Mapping[str, tuple[type[Refused], str]] = {
    "SIGN_NOT_FOUND": (NotAllowed, "sign"),
    "INVALID_SIGN": (NotAllowed, "sign"),
    "INVALID_CLIENT_ID": (NotAllowed, "client-id"),
    "INVALID_BODY": (Rejected, "invalid"),
    "UNKNOWN_ACCOUNT": (NotFound, ""),
}
_OWN_FAULT = "INTERNAL_ERROR"
# Another call of this platform says NO_ERRORS; its examples are not careful with names.
_NO_ERROR = ("NO_ERROR", "NO_ERRORS", "", None)


def refusal(endpoint: str, answer: Answer) -> Refused | None:
    """The error an answer stands for, None for a success.

    Raises ServerFaultError where the service failed, UnreadableError for what is neither: a code
    that is not documented among them.
    """
    body = answer.body
    if not isinstance(body, Mapping) or not isinstance(body.get("isSuccess"), bool):
        raise UnreadableError("neither success nor failure")
    code = body.get("error")
    if body["isSuccess"]:
        if code not in _NO_ERROR or not answer.success:
            raise UnreadableError("a success that is none")
        return None
    if code == _OWN_FAULT:
        raise ServerFaultError(_OWN_FAULT, code=_OWN_FAULT)
    if not isinstance(code, str) or code not in _CODES:
        raise UnreadableError("a failure without a documented code")
    kind, reason = _CODES[code]
    said = f"{endpoint}: status {answer.status}, {code}"
    return kind(PROVIDER, said, code=code, reason=reason)


def reject(endpoint: str, why: str, reason: str) -> Rejected:
    """The error for a request that is not even sent."""
    return Rejected(PROVIDER, f"{endpoint}: not sent, {why}", reason=reason)
