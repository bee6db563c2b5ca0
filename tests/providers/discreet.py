"""Proof that an error or a log keeps a secret, whoever prints it and however."""

import traceback
from collections.abc import Iterable


def everything_of(error: BaseException) -> str:
    """All that any logger could make of an error, the errors behind it included."""
    shown = []
    left: list[BaseException | None] = [error]
    seen: set[int] = set()
    while left:
        one = left.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        shown += [str(one), repr(one), repr(one.args), repr(vars(one))]
        left += [one.__cause__, one.__context__]
    return "\n".join([*shown, *traceback.format_exception(error)])


def assert_hides(text: str, secrets: Iterable[str]) -> None:
    """Fail if one of the secrets can be read in the text."""
    shown = [secret for secret in secrets if secret in text]
    assert not shown, f"shown: {shown}"
