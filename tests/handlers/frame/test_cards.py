import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.frame.callback import Tap, unpack
from handlers.frame.cards import AnyButton, Button, Card, CopyButton, UrlButton, in_columns
from handlers.words.markup import Html, bold, code, escape, join, link, plain, spoiler


def opener_of(card: Card, asker: int | None) -> int | None:
    """Whose menu the first button says it is."""
    markup = card.markup(asker)
    assert markup is not None
    pressed = unpack(markup.inline_keyboard[0][0].callback_data or "")
    assert pressed is not None
    return pressed.opener


def test_a_menu_belongs_to_who_asked() -> None:
    """Buttons carry the id of the person whose menu it is."""
    assert opener_of(Card(Html("x"), [[Button("Go", Tap("go"))]]), 42) == 42


def test_a_shared_card_belongs_to_nobody() -> None:
    """Anybody with the permission may press the buttons of a shared card."""
    assert opener_of(Card(Html("x"), [[Button("Go", Tap("go"))]], shared=True), 42) is None


def test_a_card_may_name_another_opener() -> None:
    """A card made for somebody else obeys that person."""
    assert opener_of(Card(Html("x"), [[Button("Go", Tap("go"))]], opener=7), None) == 7


def test_a_card_without_buttons_has_no_keyboard() -> None:
    """Empty rows do not reach Telegram, which refuses them."""
    assert Card(Html("x"), [[], []]).markup(1) is None


def test_each_kind_of_button_does_one_thing() -> None:
    """A button calls back, copies or opens an address, as Telegram wants exactly one."""
    rows: list[list[AnyButton]] = [
        [
            Button("A", Tap("a"), style="danger"),
            CopyButton("B", "key"),
            UrlButton("C", "https://x.y"),
        ]
    ]
    markup = Card(Html("x"), rows).markup(1)
    assert markup is not None
    first, second, third = markup.inline_keyboard[0]
    assert (first.callback_data, first.style) == ("a:1", "danger")
    assert second.copy_text is not None
    assert second.copy_text.text == "key"
    assert third.url == "https://x.y"


@given(st.text())
def test_no_argument_can_bring_markup(text: str) -> None:
    """Text in a piece of HTML stays text: there is no bracket in it, and it reads as it was."""
    assert not {"<", ">"} & set(escape(text))
    for piece in (bold(text), code(text), spoiler(text), join([text])):
        assert plain(piece) == text


def test_an_address_cannot_leave_its_quotes() -> None:
    """A quote in an address does not end the attribute."""
    assert link("<x>", 'https://a/?"b"') == '<a href="https://a/?&quot;b&quot;">&lt;x&gt;</a>'


def test_what_is_safe_is_not_escaped_twice() -> None:
    """Pieces go into each other."""
    assert bold(code("a<b")) == "<b><code>a&lt;b</code></b>"


def test_buttons_are_laid_out_in_columns() -> None:
    """Three buttons in two columns are two rows."""
    buttons = [Button(str(number), Tap("go"), number) for number in range(3)]
    assert in_columns(buttons) == [buttons[:2], buttons[2:]]


@pytest.mark.parametrize(
    ("labels", "columns", "rows"),
    [
        (["Today", "Week", "Month"], 3, 1),
        (["Today", "Yesterday", "Week"], 3, 2),
        (["A" * 25, "B"], 2, 2),
        ([], 3, 0),
    ],
)
def test_labels_that_would_break_get_more_room(labels: list[str], columns: int, rows: int) -> None:
    """A row has as many buttons as asked for only where each label fits into one line of a telephone."""
    assert len(in_columns([Button(label, Tap("go")) for label in labels], columns)) == rows
