"""A change whose answer is lost is looked for, and made again only where it is not there."""

from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.errors import OutcomeUnknown, ProviderError, Rejected, Unavailable
from providers.lost_changes import repeat_after_looking

LOST = OutcomeUnknown("p", "lost")
NO = Rejected("p", "no")
DOWN = Unavailable("p", "down")


class World:
    """Answers by a script. ``acted`` says for each try whether it takes effect."""

    def __init__(self, tries: list[tuple[Exception | None, bool]], looks: list[Exception | None]):
        self._tries, self._looks = iter(tries), iter(looks)
        self.effects = 0
        self.tried = 0

    async def change(self) -> str:
        """Make the change."""
        error, acted = next(self._tries)
        self.tried += 1
        if acted:
            self.effects += 1
        if error is not None:
            raise error
        return "made"

    async def look(self) -> str | None:
        """Look whether there is an effect."""
        error = next(self._looks)
        if error is not None:
            raise error
        return "found" if self.effects else None


@pytest.mark.parametrize(
    ("tries", "looks", "end", "tried"),
    [
        ([(None, True)], [], "made", 1),
        ([(NO, False)], [], NO, 1),
        ([(DOWN, False)], [], DOWN, 1),
        ([(LOST, True)], [None], "found", 1),
        ([(LOST, False), (None, True)], [None], "made", 2),
        ([(LOST, True)], [DOWN], LOST, 1),
        ([(LOST, False), (LOST, True)], [None, None], "found", 2),
        ([(LOST, False), (LOST, False)], [None, None], LOST, 2),
        ([(LOST, False), (NO, False)], [None, None], NO, 2),
        ([(LOST, False), (NO, False)], [None, DOWN], LOST, 2),
        ([(LOST, False), (DOWN, False)], [None, None], LOST, 2),
    ],
)
async def test_settled(
    tries: list[tuple[Exception | None, bool]],
    looks: list[Exception | None],
    end: str | Exception,
    tried: int,
) -> None:
    """Each way it can go ends as the table says."""
    world = World(tries, looks)
    if isinstance(end, str):
        assert await repeat_after_looking(world.change, world.look) == end
    else:
        with pytest.raises(ProviderError) as caught:
            await repeat_after_looking(world.change, world.look)
        assert caught.value is end
    assert world.tried == tried


_ENDS = st.sampled_from([None, LOST, NO, DOWN])


@given(
    tries=st.lists(st.tuples(_ENDS, st.booleans()), min_size=3, max_size=3),
    looks=st.lists(st.sampled_from([None, DOWN]), min_size=3, max_size=3),
    again=st.integers(0, 2),
)
async def test_never_twice_while_looking_works(
    tries: list[tuple[Exception | None, bool]], looks: list[Exception | None], again: int
) -> None:
    """A provider that acts only where it says yes or nothing acts once at most, and no "no" lies."""
    honest = [(error, error is None or (acted and error is LOST)) for error, acted in tries]
    world = World(honest, looks)
    change: Callable[[], Awaitable[str]] = world.change
    try:
        end: object = await repeat_after_looking(change, world.look, again=again)
    except ProviderError as error:
        end = error
    assert world.effects <= 1
    assert world.tried <= again + 1
    if end in (NO, DOWN):
        assert world.effects == 0
    if isinstance(end, str):
        assert world.effects == 1
