"""Telegram's HTML: what it means, where it is wrong, and that it survives a round trip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram import ApiError, Entity, FormattedText, parse_html, render_html
from sandbox.telegram.entities import utf16_length, utf16_slice

MEANINGS = [
    ("<b>bold</b>", Entity("bold", 0, 4)),
    ("<STRONG>bold</Strong>", Entity("bold", 0, 4)),
    ("<em>it</em>", Entity("italic", 0, 2)),
    ("<ins>u</ins>", Entity("underline", 0, 1)),
    ("<del>s</del>", Entity("strikethrough", 0, 1)),
    ('<span class="tg-spoiler">x</span>', Entity("spoiler", 0, 1)),
    ("<tg-spoiler>x</tg-spoiler>", Entity("spoiler", 0, 1)),
    ('<a href="https://example.com/a?b=1&amp;c=2">x</a>',
     Entity("text_link", 0, 1, url="https://example.com/a?b=1&c=2")),
    ('<a href="tg://user?id=42">x</a>', Entity("text_mention", 0, 1, user_id=42)),
    ("<code>x</code>", Entity("code", 0, 1)),
    ('<pre><code class="language-python">x</code></pre>', Entity("pre", 0, 1, language="python")),
    ("<blockquote>x</blockquote>", Entity("blockquote", 0, 1)),
    ("<blockquote expandable>x</blockquote>", Entity("expandable_blockquote", 0, 1)),
    ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
     Entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")),
    ('<tg-time unix="1700000000" format="wDT">x</tg-time>',
     Entity("date_time", 0, 1, unix_time=1700000000, date_time_format="wDT")),
]  # fmt: skip


def test_each_tag_makes_its_entity() -> None:
    """Every tag of the "HTML style" is understood, in any case of letters."""
    for source, entity in MEANINGS:
        assert parse_html(source).entities == (entity,)


def test_each_entity_is_rendered_so_that_it_parses_back() -> None:
    """The HTML made of a text means the same text."""
    for source, _ in MEANINGS:
        body = parse_html(source)
        assert parse_html(render_html(body)) == body


def test_what_a_person_writes_is_never_markup() -> None:
    """Texts and attributes are escaped, so a page can show the HTML as it is."""
    body = FormattedText(
        '<script>"&', (Entity("text_link", 0, 3, url='https://a.example/"><script>'),)
    )
    assert "<script>" not in render_html(body)
    assert parse_html(render_html(body)).text == body.text


NOWHERE: list[str] = ["javascript:alert(1)", "nowhere", "http://[", "ftp://a.example"]


def test_a_link_that_leads_nowhere_is_only_text() -> None:
    """Telegram drops such links without a word."""
    for link in NOWHERE:
        assert parse_html(f'<a href="{link}">x</a>') == FormattedText("x")


MISTAKES = [
    ("a<x>b", 'Unsupported start tag "x" at byte offset 1'),
    ("é<x>b", 'Unsupported start tag "x" at byte offset 2'),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("1 <", "Unclosed start tag at byte offset 2"),
    ("2 < 3 > 1", 'Unsupported start tag "" at byte offset 2'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<a href>x</a>",
     'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
    ("<a =1>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
    ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
    ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
]  # fmt: skip


def test_mistakes_are_named_as_telegram_names_them() -> None:
    """A wrong text is refused with the server's own words and the byte offset."""
    for source, text in MISTAKES:
        with pytest.raises(ApiError) as caught:
            parse_html(source)
        assert caught.value.code == 400
        assert caught.value.description == f"Bad Request: can't parse entities: {text}"


REFERENCES: list[tuple[str, str]] = [
    ("&lt;b&gt; &amp;amp; &quot;", '<b> &amp; "'),
    ("&#60;&#x3e;&#128273;", "<>🔑"),
    ("a & b &nbsp; &#0; &", "a & b &nbsp; &#0; &"),
    ("x &lt y", "x < y"),
]


def test_references_are_decoded_and_others_left() -> None:
    """Only four named references and the numeric ones mean anything."""
    for source, text in REFERENCES:
        assert parse_html(source).text == text


def test_offsets_count_utf16_units() -> None:
    """A character outside the basic plane counts twice."""
    body = parse_html("🔑🔑 <b>k🔑</b>")
    assert body.entities == (Entity("bold", 5, 3),)
    assert utf16_slice(body.text, 5, 3) == "k🔑"


def test_nothing_is_formatted_inside_code() -> None:
    """Code and pre hold no other entity; a quote around code stays."""
    body = parse_html("<blockquote><code>a<b>b</b></code></blockquote>")
    assert [e.type for e in body.entities] == ["blockquote", "code"]


words = st.text(st.sampled_from("ab <>&\"'\n🔑é"), min_size=1, max_size=6)
tags = st.sampled_from(["bold", "italic", "underline", "strikethrough", "spoiler"])


@st.composite
def bodies(draw: st.DrawFn) -> FormattedText:
    """Texts with entities that may nest and overlap in any way."""
    text = draw(words) + draw(words) + draw(words)
    cuts = [0]
    for char in text:
        cuts.append(cuts[-1] + utf16_length(char))
    entities = {}
    for kind in draw(st.lists(tags, unique=True, max_size=4)):
        start, end = sorted(draw(st.lists(st.sampled_from(cuts), min_size=2, max_size=2)))
        if start < end:
            entities[kind] = Entity(kind, start, end - start)
    return FormattedText(
        text, tuple(sorted(entities.values(), key=lambda e: (e.offset, -e.length)))
    )


def styles(body: FormattedText) -> list[set[str]]:
    """What each UTF-16 unit of the text looks like."""
    units = range(utf16_length(body.text))
    return [{e.type for e in body.entities if e.offset <= u < e.end} for u in units]


@given(bodies())
def test_rendering_and_parsing_gives_the_same_text_and_look(body: FormattedText) -> None:
    """Whatever a text holds and however its entities overlap, its HTML means the same."""
    again = parse_html(render_html(body))
    assert again.text == body.text
    assert styles(again) == styles(body)


@given(st.text(st.sampled_from("<>/&;ba =\"'#x1é🔑"), max_size=30))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    """The parser ends with a text whose entities lie within it, or with Telegram's refusal."""
    try:
        body = parse_html(source)
    except ApiError as error:
        assert error.description.startswith("Bad Request: can't parse entities: ")
    else:
        assert all(0 <= e.offset < e.end <= utf16_length(body.text) for e in body.entities)
