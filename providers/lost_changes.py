"""A change whose answer is lost: it is looked for before it is made again."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from providers.errors import OutcomeUnknown, ProviderError, Refused

T = TypeVar("T")


async def repeat_after_looking(
    change: Callable[[], Awaitable[T]],
    look: Callable[[], Awaitable[T | None]],
    *,
    again: int = 1,
) -> T:
    """Make a change; where its answer is lost, ``look`` for it, and make it ``again`` if need be.

    ``look`` gives what the change would have given if it has taken effect, None if it has not. Raises
    what a first try raises; once an answer is lost, a refusal of a later try where looking agrees
    with it, and OutcomeUnknown in all other cases. 0 for ``again`` looks and leaves it at that.
    """
    try:
        return await change()
    except OutcomeUnknown as error:
        lost = error
    refused: Refused | None = None
    for left in reversed(range(again + 1)):
        try:
            found = await look()
        except ProviderError:
            break
        if found is not None:
            return found
        if refused is not None:
            raise refused
        if left == 0:
            break
        try:
            return await change()
        except Refused as error:
            refused = error
        except ProviderError:
            pass  # looked for once more
    raise lost
