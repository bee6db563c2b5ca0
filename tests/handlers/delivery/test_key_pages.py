"""Keys of any length and any characters: each is on just one page, and arrives as it is."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.delivery.key_pages import (
    ROOM,
    can_be_copied,
    file_of,
    pages_of,
    shows_exactly,
    wants_file,
)
from handlers.words.lengths import units

keys = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).map(str.strip).filter(bool)
long_keys = st.builds(lambda key, times: (key * times).strip(), keys, st.integers(1, 300))
orders = st.lists(keys | long_keys, min_size=1, max_size=40)


@given(orders)
def test_each_key_is_on_one_page_in_its_order(some: list[str]) -> None:
    """None is left out, none is there twice, whatever their lengths."""
    pages = pages_of(enumerate(some, start=1))
    assert [key for page in pages for key in page.keys] == list(enumerate(some, start=1))


@given(orders)
def test_a_page_fits_into_a_message(some: list[str]) -> None:
    """Its keys have room together, and a message shows each as it is; others are files."""
    for page in pages_of(enumerate(some, start=1)):
        if page.is_file:
            assert len(page.keys) == 1
        else:
            assert len(page.keys) <= 8
            assert sum(units(key) + 1 for _, key in page.keys) <= ROOM
            assert all(shows_exactly(key) for _, key in page.keys)


@given(keys | long_keys)
def test_one_key_in_a_file_is_byte_for_byte_the_key(key: str) -> None:
    """Nothing is added to it, not even the end of a line."""
    assert file_of([(1, key)], 1).decode() == key


@given(orders.filter(lambda some: len(some) > 1))
def test_all_keys_are_in_the_file(some: list[str]) -> None:
    """Each is there as it is, also one that has lines of its own."""
    text = file_of(enumerate(some, start=1), len(some)).decode()
    assert all(key in text for key in some)


def test_what_a_message_would_change_is_no_text() -> None:
    """Tabs, control characters and marks of direction do not survive in a message; lines do."""
    for key in ("A\tB", "A\x00B", "A\u202eB", "A\rB"):
        assert not shows_exactly(key)
        assert not can_be_copied(key)
    assert shows_exactly("login\npassword")
    assert not can_be_copied("login\npassword")


def test_a_file_is_offered_for_many_keys_and_for_long_ones() -> None:
    """More than ten, or one that no button can copy."""
    assert not wants_file(["ABCDE"] * 10)
    assert wants_file(["ABCDE"] * 11)
    assert wants_file(["A" * 257])
    assert not wants_file(["A" * 256])
