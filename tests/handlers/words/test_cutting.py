"""HTML cut to a length: what is left is valid, whole, and a beginning of what was there."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.words.cutting import cut, fits
from handlers.words.lengths import beginning, units
from handlers.words.lengths import cut as cut_plain
from handlers.words.markup import Html, bold, code, escape, join, link, plain, spoiler
from sandbox.telegram.entities import FormattedText, utf16_length, utf16_slice
from sandbox.telegram.html_parse import parse_html

words = st.text(
    st.characters(codec="utf-8", exclude_characters="\r") | st.sampled_from("👩‍👧é🏽ﬁ<&>\n"),
    max_size=60,
)
pieces = st.builds(
    lambda wrap, text: wrap(text),
    st.sampled_from([escape, bold, code, spoiler, lambda text: link(text, "https://a.bc/?x=1&y")]),
    words,
)
texts = st.lists(
    pieces | st.lists(pieces, max_size=4).map(lambda some: bold(join(some))), max_size=30
).map(join)


@given(texts, st.integers(20, 400))
def test_what_is_cut_is_valid_and_no_longer_than_asked(text: Html, room: int) -> None:
    """Telegram's own strict reader takes it; its length is the room and one for the ellipsis."""
    assert utf16_length(parse_html(cut(text, room).text).text) <= room + 1


@given(texts, st.integers(20, 400))
def test_secrets_and_links_are_there_whole_or_not_at_all(text: Html, room: int) -> None:
    """Each spoiler, code and link that is left is one that was there."""
    before, after = parse_html(text), parse_html(cut(text, room).text)

    def marked(parsed: FormattedText) -> list[str]:
        return [
            utf16_slice(parsed.text, each.offset, each.length)
            for each in parsed.entities
            if each.type in {"spoiler", "code", "text_link"}
        ]

    assert set(marked(after)) <= set(marked(before))


@given(texts, st.integers(20, 400))
def test_what_is_left_is_the_beginning(text: Html, room: int) -> None:
    """Nothing is reordered or made up, and the lines that are missing are counted."""
    result = cut(text, room)
    shown = plain(result.text).removesuffix("…").rstrip()
    assert plain(text).startswith(shown)
    rest = plain(text)[len(shown) :]
    assert result.lines == 0 or rest.strip()
    assert result.lines > 0 or not rest.strip()


@given(st.text(), st.integers(1, 50))
def test_plain_words_are_cut_between_two_characters(text: str, most: int) -> None:
    """No half of an emoji is left, and the length is what was asked, ellipsis included."""
    assert units(cut_plain(text, most)) <= most
    assert text.startswith(beginning(text, most))


def test_a_family_of_emoji_is_one_character() -> None:
    """Joined emoji, a skin colour and an accent are not parted from what they belong to."""
    for joined in ("👩‍👩‍👧", "👍🏽", "e\u0301"):
        assert beginning("ab" + joined, 2 + units(joined) - 1) == "ab"


def test_lines_are_kept_whole_where_there_are_lines() -> None:
    """Of a list of lines those that fit are there entirely, and the others are counted."""
    text = join([f"line {at}" for at in range(100)])
    result = cut(text, 55)
    assert result.text == join([f"line {at}" for at in range(8)])
    assert result.lines == 92


def test_one_endless_line_is_cut_inside() -> None:
    """A line that alone is too long is not dropped: its beginning is shown."""
    result = cut(join(["Title", "x" * 9000]), 100)
    assert plain(result.text) == "Title\n" + "x" * 94 + "…"
    assert result.lines == 1


def test_a_key_that_does_not_fit_is_left_out_whole() -> None:
    """Half a key is worse than none: it is not in what is left."""
    result = cut(join(["Title", spoiler("K" * 500), "end"]), 100)
    assert "K" not in result.text
    assert result.lines == 2


def test_tags_open_at_the_cut_are_closed() -> None:
    """A table that is cut between its rows stays a table."""
    text = Html("<b>t</b>\n<pre>" + "\n".join(f"row {at} &lt;" for at in range(50)) + "</pre>")
    result = cut(text, 60)
    assert result.text.endswith("&lt;</pre>")
    assert parse_html(result.text).entities[-1].type == "pre"


@given(texts)
def test_what_fits_is_known_without_cutting(text: Html) -> None:
    """A text fits exactly when what Telegram makes of it is short enough."""
    assert fits(text, 200) == (utf16_length(parse_html(text).text) <= 200)
