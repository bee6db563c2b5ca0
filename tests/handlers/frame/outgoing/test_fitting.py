"""The guard before Telegram: any card whatever passes the strict stand-in, and says what is missing."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from handlers.frame.callback import Tap
from handlers.frame.cards import (
    AnyButton,
    Attached,
    Button,
    Card,
    CopyButton,
    UrlButton,
)
from handlers.frame.outgoing.fitting import MOST_BUTTONS, file_name, fit
from handlers.words.lengths import units
from handlers.words.markup import Html, bold, code, join, link, plain, spoiler
from handlers.words.texts import Library, Texts
from sandbox.telegram import Rates, World
from sandbox.telegram.formatting import caption, message_text
from sandbox.telegram.markup import inline_markup
from tests.clock import ManualClock

WORLD = World(rates=Rates.unlimited(), clock=lambda: datetime(2026, 11, 20, tzinfo=UTC))
LIBRARY = Library.load(ManualClock(datetime(2026, 11, 20, tzinfo=UTC)), strict=True)
T: Texts = LIBRARY.texts("en", "UTC")
PERSON = 2**52 - 1

anything = st.text(st.characters() | st.sampled_from("👩‍👧é<&>\n\ud800\x00"), max_size=80)
long_words = anything | st.builds(lambda one, times: one * times, anything, st.integers(1, 200))
pieces = st.builds(
    lambda wrap, text: wrap(text),
    st.sampled_from([bold, code, spoiler, lambda text: link(text, f"https://a.bc/{text}")]),
    long_words,
)
texts = st.lists(pieces | long_words, max_size=12).map(join)
args = st.lists(anything | st.integers(0, 2**52), max_size=4)
buttons: st.SearchStrategy[AnyButton] = (
    st.builds(lambda label, some: Button(label, Tap("verb"), *some), anything, args)
    | st.builds(CopyButton, anything, long_words)
    | st.builds(UrlButton, anything, anything | st.just("https://t.me/desk?start=x"))
)
rows = st.lists(st.lists(buttons, max_size=12), max_size=8) | st.integers(0, 300).map(
    lambda count: [[Button(str(at), Tap("open"), at)] for at in range(count)]
)
files = st.none() | st.builds(Attached, anything, st.binary(max_size=3))
cards = st.builds(Card, texts, rows, file=files)


def telegram_takes(card: Card) -> str:
    """Hand the fitted card to the strict stand-in; gives the words a person reads."""
    fitted = fit(T, card, PERSON)
    if fitted.markup is not None:
        inline_markup("reply_markup", fitted.markup.model_dump(exclude_none=True))
    params = {"text": fitted.text, "caption": fitted.text, "parse_mode": "HTML"}
    if card.file is not None:
        return caption(WORLD, params, too_long="too long").text
    return message_text(WORLD, params, too_long="too long").text


@given(cards)
def test_telegram_takes_any_card(card: Card) -> None:
    """Whatever text, buttons and file: neither refused for its length nor for anything in it."""
    telegram_takes(card)


def shown(rows: Sequence[Sequence[AnyButton]], text: str = "x") -> tuple[str, list[list[str]]]:
    """The words and the labels of a card with these buttons."""
    fitted = fit(T, Card(Html(text), rows), PERSON)
    assert fitted.markup is not None
    return plain(fitted.text), [[b.text for b in row] for row in fitted.markup.inline_keyboard]


def test_a_long_card_says_how_many_lines_are_missing() -> None:
    """What is shown and what is said to be missing are all the lines there were."""
    card = Card(join([f"{at}. a line of some forty characters or so" for at in range(200)]))
    with structlog.testing.capture_logs() as logs:
        words = telegram_takes(card)
    *lines, note = words.split("\n")
    assert note == f"… and {200 - len(lines)} more lines, cut here: they do not fit into a message."
    assert len(lines) > 80
    assert [(each["log_level"], each["lines"]) for each in logs] == [("error", 200 - len(lines))]


def test_too_many_buttons_leave_the_ways_back() -> None:
    """The first ones and the last two rows stay; the text counts those that are missing."""
    rows = [[Button(f"b{at}", Tap("open"), at)] for at in range(170)]
    text, labels = shown([*rows, [Button("Next", Tap("page"), 2)], [Button("Back", Tap("menu"))]])
    assert sum(map(len, labels)) == MOST_BUTTONS
    assert labels[-2:] == [["Next"], ["Back"]]
    assert text == "x\n72 more buttons do not fit here."


def test_a_button_that_cannot_carry_its_arguments_is_left_out_and_counted() -> None:
    """One that would be too long for Telegram takes no other with it."""
    text, labels = shown(
        [[Button("A", Tap("a")), Button("B", Tap("b"), "ключ" * 12)], [CopyButton("C", "")]]
    )
    assert labels == [["A"]]
    assert text == "x\n2 more buttons do not fit here."


def test_a_long_row_becomes_several() -> None:
    """A phone shows eight in a row at most."""
    _, labels = shown([[Button(str(at), Tap("a"), at) for at in range(20)]])
    assert [len(row) for row in labels] == [8, 8, 4]


def test_a_long_label_ends_in_an_ellipsis() -> None:
    """Its beginning is enough to know it by."""
    _, [[label]] = shown([[Button("Grand Theft Auto " * 9, Tap("a"))]])
    assert 55 < units(label) <= 64
    assert label.endswith("…")


def test_an_empty_card_says_that_there_is_nothing() -> None:
    """Telegram refuses a text without words, of which nobody would hear then."""
    assert telegram_takes(Card(Html("<b> </b>\n"))) == "There is nothing to show here."


def test_a_caption_is_shorter_than_a_message() -> None:
    """A file's text has room for 1,024, and is cut as truthfully."""
    words = telegram_takes(Card(join(["y" * 99] * 20), file=Attached("a.txt", b"x")))
    assert words.endswith("more lines, cut here: they do not fit into a message.")
    assert units(words) <= 1024


@pytest.mark.parametrize(
    ("name", "fitting"),
    [
        ("sales.csv", "sales.csv"),
        ("../GTA V: 5/6\n.txt", "_GTA V_ 5_6_.txt"),
        ("а" * 300 + ".csv", "а" * 59 + "…" + ".csv"),
        ("", "file"),
        (".txt", "file.txt"),
    ],
)
def test_a_file_has_a_name_that_every_system_takes(name: str, fitting: str) -> None:
    """Slashes, control characters and endless names come from product names."""
    assert file_name(name) == fitting
