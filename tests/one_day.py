"""Cases that are played on one day, one after the other: a stage for each would cost more than the case."""

import functools
import inspect
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

Test = Callable[..., Awaitable[None]]


def one_day(
    names: str | Sequence[str], cases: Iterable[Any], ids: Sequence[str] | None = None
) -> Callable[[Test], Test]:
    """As ``pytest.mark.parametrize``, for cases that leave nothing behind which another one would meet.

    All are played, whatever comes of the others; the first that fails is raised, with the names of all.
    """
    wanted = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    listed = [
        dict(zip(wanted, values, strict=True)) for values in (_values(wanted, c) for c in cases)
    ]
    titles = list(ids) if ids is not None else [repr(tuple(case.values())) for case in listed]

    def decorated(test: Test) -> Test:
        @functools.wraps(test)
        async def played(**fixtures: Any) -> None:
            await all_played(
                [
                    (title, functools.partial(test, **fixtures, **case))
                    for title, case in zip(titles, listed, strict=True)
                ]
            )

        asked = inspect.signature(test)
        kept = [each for name, each in asked.parameters.items() if name not in wanted]
        played.__signature__ = asked.replace(parameters=kept)  # type: ignore[attr-defined]
        return played

    return decorated


async def all_played(cases: Sequence[tuple[str, Callable[[], Awaitable[None]]]]) -> None:
    """Play each; the first that fails is raised at the end, with the names of all that failed."""
    failed: dict[str, Exception] = {}
    for title, case in cases:
        try:
            await case()
        except Exception as error:  # noqa: BLE001 - it is raised at the end
            failed[title] = error
    if failed:
        first = next(iter(failed.values()))
        first.add_note(f"{len(failed)} of {len(cases)} cases: {'; '.join(failed)}")
        raise first


def _values(wanted: Sequence[str], case: Any) -> Sequence[Any]:
    values = getattr(case, "values", None)  # of pytest.param, which names a case
    if values is not None and not callable(values):
        return tuple(values)
    return (case,) if len(wanted) == 1 else tuple(case)
