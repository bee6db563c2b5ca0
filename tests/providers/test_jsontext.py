"""Numbers survive JSON digit for digit, and no text breaks the reader."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.jsontext import NotJsonError, decode, encode

money = st.decimals(allow_nan=False, allow_infinity=False, places=4) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | money,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(money)
def test_decimal_out(amount: Decimal) -> None:
    """A Decimal goes out as a plain number of exactly its value."""
    text = encode({"price": amount}).decode()
    number = text.removeprefix('{"price":').removesuffix("}")
    assert Decimal(number) == amount
    assert set(number) <= set("-0123456789.")


@given(values)
def test_round_trip(value: object) -> None:
    """What was written is read again."""
    assert decode(encode(value)) == value


@given(values)
def test_standard_json(value: object) -> None:
    """What is written is JSON for everyone else."""
    assert json.loads(encode(value), parse_float=Decimal) == value


@pytest.mark.parametrize("digits", ["956.30", "956.3", "0.10", "1234567890123456.78", "100", "0"])
def test_digits(digits: str) -> None:
    """Quoted digits are kept both ways, zeros at the end included."""
    read = decode(b'{"price": %s}' % digits.encode())
    assert isinstance(read, dict)
    assert encode(read) == b'{"price":%s}' % digits.encode()


@given(st.binary() | st.text().map(lambda text: text.encode()))
def test_any_bytes(content: bytes) -> None:
    """Any bytes are JSON or NotJsonError, which shows nothing of them."""
    try:
        decode(content)
    except NotJsonError as error:
        assert error.__context__ is None
        assert str(error) == "not a JSON text"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" ",
        b"NaN",
        b'{"price": Infinity}',
        b"[" * 200_000,
        b"9" * 5000,
        b"1e99999999999999999999",
        b"1e999999999",
        b"1e-999999999",
        b"0." + b"3" * 1000,
        b'{"broken": ',
        b"\xff\xfe\x00",
        b"<html></html>",
        b'"\xe9"',
    ],
)
def test_no_json(content: bytes) -> None:
    """What is no JSON is refused, however hard it tries."""
    with pytest.raises(NotJsonError):
        decode(content)


@pytest.mark.parametrize("value", [1.5, {"price": 956.3}, [b"x"], {1: 2}, object()])
def test_no_floats(value: object) -> None:
    """Floats and what JSON does not know are not sent."""
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize("word", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_no_nan(word: str) -> None:
    """A Decimal that is no number is not sent."""
    with pytest.raises(ValueError, match="not finite"):
        encode(Decimal(word))
