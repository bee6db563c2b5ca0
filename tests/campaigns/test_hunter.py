"""The hunter of secrets finds what is there: otherwise finding nothing would prove nothing."""

import base64
import json
import logging
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.campaigns.hunter import Hunter, Secret

TEXT = 'aZ/9+"q\\é-_.~b%c:d'
HUNTER = Hunter([Secret("planted", TEXT)])

ENCODERS: dict[str, Callable[[str], str | bytes]] = {
    "as it is": lambda text: text,
    "in capitals": lambda text: text.encode().upper(),
    "percent": lambda text: quote(text, safe=""),
    "percent twice": lambda text: quote(quote(text, safe=""), safe=""),
    "percent, slashes kept": quote,
    "json": json.dumps,
    "json with letters kept": lambda text: json.dumps(text, ensure_ascii=False),
    "json in json": lambda text: json.dumps({"body": json.dumps({"key": text})}),
    "repr": repr,
    "hex": lambda text: text.encode().hex(),
    "UTF-16": lambda text: text.encode("utf-16-le"),
    "a log record": lambda text: logging.makeLogRecord({"msg": "%s", "args": (text,)}).getMessage(),
}


@pytest.mark.parametrize("encoder", ENCODERS)
def test_a_planted_secret_is_found_in_every_form(encoder: str) -> None:
    """Whatever encoder it went through; and the finding names it without showing it."""
    hay = ENCODERS[encoder](TEXT)
    content = b"\xff\x00" + (hay if isinstance(hay, bytes) else hay.encode()) + b"\x00"
    found = HUNTER.found_in("a file", content)
    assert found
    assert TEXT not in str(found)
    assert found[0].startswith("planted (")


@given(before=st.binary(max_size=8), after=st.binary(max_size=8), safe=st.booleans())
def test_a_secret_in_the_middle_of_base64_is_found(before: bytes, after: bytes, safe: bool) -> None:
    """As "login:password" in a header: the secret begins and ends anywhere in the letters."""
    encode = base64.urlsafe_b64encode if safe else base64.b64encode
    assert HUNTER.found_in("a header", encode(before + TEXT.encode() + after))


def test_the_stem_of_a_key_is_enough() -> None:
    """A key without the letters that its mask shows is a key found; the mask alone is none."""
    hunter = Hunter([Secret("key", "ABCDE-FGHJK-LMNP", stem="ABCDE-FGHJK-L")])
    assert hunter.found_in("a card", "ABCDE-FGHJK-L***")
    assert not hunter.found_in("a card", "Key: •••••MNP of ABCDE")


@given(st.binary(max_size=2000))
def test_nothing_is_found_where_nothing_is(content: bytes) -> None:
    """Chance does not make a finding."""
    assert HUNTER.found_in("noise", content) == []


def test_a_secret_too_short_to_be_told_from_chance_is_refused() -> None:
    """A hunt for three letters would be red for ever, or worse, be made blind."""
    with pytest.raises(AssertionError, match="too short"):
        Hunter([Secret("pin", "123")])
