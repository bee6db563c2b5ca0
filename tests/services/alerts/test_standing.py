"""What lasts is told once: whatever is read and in whatever order, cards follow what is known to be so."""

from hypothesis import given
from hypothesis import strategies as st

from services.alerts.standing import Lasting, Standing, changes, number_in
from services.incidents import Signal

_KEYS = st.sampled_from("abcde")
_LOOKS = st.lists(
    st.tuples(st.dictionaries(_KEYS, st.sampled_from(["", "low", "out"])), st.sets(_KEYS)),
    max_size=8,
)


@given(_LOOKS)
def test_what_was_told_is_what_was_last_known(looks: list[tuple[dict[str, str], set[str]]]) -> None:
    """What could not be read stays as it was told, what lasts is told as it is, what is over is cleared."""
    held: dict[str, str] = {}
    for lasting, unread in looks:
        now = Standing(
            [Lasting(Signal("stock", key, "info", {}), said) for key, said in lasting.items()],
            unread.__contains__,
        )
        expected = {key: said for key, said in held.items() if key in unread} | lasting
        found = changes(held, now)
        assert all(held.get(each.key) != each.facts["said"] for each in found.told)
        for key in found.over:
            del held[key]
        held |= {each.key: str(each.facts["said"]) for each in found.told}
        assert held == expected
        again = changes(held, now)
        assert (again.told, again.over) == ((), ()), "the same look again tells nothing"


def test_numbers_are_found_in_keys() -> None:
    """A key of another kind, or of a version to come, has none."""
    assert number_in("order:7:12:late", 2) == 12
    assert number_in("order:7", 2) is None
    assert number_in("provider:7:hype", 2) is None
