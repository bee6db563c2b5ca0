"""Secrets are found in every form that an encoder gives them."""

import html
import json
import re
import sys
import tracemalloc
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.redact import MASK, SHORTEST, Redactor
from services.unencoded import unencoded, unencoded_places

TOKEN = "7000000001:AAKeydeskTokenForTestsOnly0000000000"

ENCODERS: dict[str, Callable[[str], str]] = {
    "json": lambda text: json.dumps(text)[1:-1],
    "json in unicode": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "percent": lambda text: quote(text, safe=""),
    "percent but slashes": quote,
    "form": quote_plus,
    "repr": lambda text: repr(text)[1:-1],
    "repr of bytes": lambda text: repr(text.encode())[2:-1],
    "html": html.escape,
    "lower hex": lambda text: quote(text, safe="").replace("%2F", "%2f").replace("%3D", "%3d"),
}
# The mask itself is no secret; surrogates cannot be percent-encoded at all.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="*"), min_size=SHORTEST)
nasty = st.text("\\\"'/%&+ =:\n\tnuxA1é€😀", min_size=SHORTEST, max_size=12)
secrets = st.one_of(texts, nasty)
forms = st.lists(st.sampled_from(sorted(ENCODERS)), max_size=3)


@settings(max_examples=400)
@given(secret=secrets, before=texts, after=texts, encoders=forms)
def test_a_secret_is_masked_in_any_nesting_of_encodings(
    secret: str, before: str, after: str, encoders: list[str]
) -> None:
    """However often it was encoded and wherever it stands, the encoded secret is gone.

    A secret that is hardly more than escape sequences itself is known as it is only.
    """
    assume(len(unencoded(secret)) >= SHORTEST)
    encoded = secret
    for name in encoders:
        encoded = ENCODERS[name](encoded)
    redactor = Redactor()
    redactor.add(secret)
    redacted = redactor.redact(f"{before} {encoded} {after}")
    assert MASK in redacted
    assert encoded not in redacted.replace(MASK, "\x00")
    assert secret not in redacted.replace(MASK, "\x00")


@settings(max_examples=200)
@given(st.lists(st.text("abc", min_size=SHORTEST, max_size=7), min_size=1), st.text("abcd"))
def test_overlapping_secrets_leave_no_rest(known: list[str], text: str) -> None:
    """Secrets that overlap in a text are masked together."""
    redactor = Redactor()
    for secret in known:
        redactor.add(secret)
    covered = [False] * len(text)
    for secret in known:
        for start in range(len(text)):
            if text.startswith(secret, start):
                covered[start : start + len(secret)] = [True] * len(secret)
    rest = "".join(" " if gone else letter for letter, gone in zip(text, covered, strict=True))
    assert redactor.redact(text).split(MASK) == _split_at_blanks(rest)


def _split_at_blanks(text: str) -> list[str]:
    parts, blank = [""], False
    for letter in text:
        if letter == " ":
            if not blank:
                parts.append("")
            blank = True
        else:
            parts[-1] += letter
            blank = False
    return parts


@given(texts)
def test_a_text_without_secrets_stays_as_it_is(text: str) -> None:
    """Nothing is taken away from other people's words."""
    redactor = Redactor()
    redactor.add("a-password-nobody-writes/+")
    assert redactor.redact(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"https://api.example/bot{TOKEN}/getMe", "https://api.example/bot***/getMe"),
        (f"https://api.example/bot{TOKEN}", "https://api.example/bot***"),
        ("http://x/bot1:abc/getMe", "http://x/bot***/getMe"),
        (f"/file/bot{quote(TOKEN, safe='')}/a.csv", "/file/bot***/a.csv"),
        (f"/bot{quote(quote(TOKEN, safe=''), safe='')}/x", "/bot***/x"),
        (f"token={TOKEN}.", "token=***."),
        (json.dumps(f"line\n{TOKEN}"), '"line\\n***"'),
        ("at 12:30 order 123456:789 of /bottom", "at 12:30 order 123456:789 of /bottom"),
    ],
)
def test_bot_tokens_are_known_by_their_form(text: str, expected: str) -> None:
    """Tokens that nobody registered are masked too."""
    assert Redactor().redact(text) == expected


def test_only_the_last_keys_seen_are_looked_for() -> None:
    """What is remembered is bounded; a key seen again counts as new, settings' secrets last."""
    redactor = Redactor(remember=2)
    redactor.add("LASTING-1")
    for key in ("KEY-1", "KEY-2", "KEY-1", "KEY-3"):
        redactor.seen(key)
    assert redactor.redact("LASTING-1 KEY-1 KEY-2 KEY-3") == "*** *** KEY-2 ***"


def test_very_short_secrets_are_not_looked_for() -> None:
    """They would be found in every second word."""
    redactor = Redactor()
    redactor.add("abc")
    redactor.seen("")
    assert redactor.redact("abcdef") == "abcdef"


def test_many_odd_secrets_and_a_long_line_take_no_long_time() -> None:
    """No secret makes the search explode: these would outlast any patience if it tried all readings."""
    redactor = Redactor()
    redactor.add("\\" * 40 + "x")
    redactor.add("%25" * 20 + "&")
    redactor.add("%5C" * 20 + "&")
    redactor.add("\n " * 20 + "&")
    line = "\\" * 200_000 + "%25" * 20_000 + "&amp;" * 20_000 + "%5C" * 20_000 + "\n" + " " * 20_000
    assert redactor.redact(line)


@pytest.mark.parametrize("key", ["Ж" * 20_000, "a/b c\n" * 4_000, "\\x41%42&#67;" * 2_000])
def test_a_long_key_is_as_much_work_as_it_has_letters(key: str) -> None:
    """Less than a call a letter to take in, a hundred to find; a few thousand bytes are kept."""
    redactor, calls = Redactor(), 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    tracemalloc.start()
    sys.setprofile(count)
    redactor.seen(key)
    sys.setprofile(None)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (kept < 8_000, peak < 2_000_000, calls < len(key)) == (True, True, True)
    sys.setprofile(count)
    redacted = redactor.redact(f"lost {json.dumps(key)[1:-1]}")
    sys.setprofile(None)
    assert calls < 100 * len(key)
    assert redacted.startswith("lost ***")
    assert len(redacted) < 20


def test_a_long_key_is_masked_whole() -> None:
    """It is known by its beginning and masked to its end, as it is and encoded; a piece of it likewise."""
    key = "".join(f"<é{at}>" for at in range(1_000))
    redactor = Redactor()
    redactor.seen(key)
    assert redactor.redact(f"a {key} b") == "a *** b"
    for encode in ENCODERS.values():
        redacted = redactor.redact(f"a {encode(key)} {'b' * 9} {key[:3000]}")
        assert re.fullmatch(r"a (?:\\|<)*\*\*\* b{9} \*\*\*", redacted), redacted


def test_where_letters_stood() -> None:
    """Each letter of the one form has the place at which it began; at the end stands the text's length."""
    text = r"a%2541\\u00e9&amp;amp;+\"x\xc3\xa9"
    plain, places = unencoded_places(text)
    assert plain == unencoded(text) == 'aAé& "xé'
    assert list(places) == [0, 1, 6, 13, 22, 24, 25, 26, len(text)]
