"""Money as the bot writes it for any reader, typed back: the same amount, or refused, and never another."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.words import formats
from providers.iso_codes import currencies
from services.money import Money
from services.typed_money import (
    BadMoneyError,
    amount_typed,
    money_first,
    money_typed,
    places_of,
    plainly,
)

LANGUAGES = (
    *(
        "en",
        "en-IN",
        "de",
        "de-CH",
        "fr",
        "es",
        "pl",
        "sv",
        "pt",
        "ru",
        "bg",
        "tr",
        "he",
        "ar",
        "ar-EG",
    ),
    *("fa", "hi", "bn", "mr", "my", "ja", "zh", "ko", "kk", "lt", "gsw", "uz"),
)
AMOUNTS = st.decimals(0, 10**9, places=4) | st.integers(0, 10**9).map(Decimal)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1000", "1000 EUR"),
        ("1 000", "1000 EUR"),
        ("1\u00a0000,5 EUR", "1000.5 EUR"),
        ("1\u202f234\u202f567,89 €", "1234567.89 EUR"),
        ("1’000.50 chf", "1000.50 CHF"),
        ("1.000,50", "1000.50 EUR"),
        ("EUR 1,000.50", "1000.50 EUR"),
        ("US$1,234,567", "1234567 USD"),
        ("1.000.000 KZT", "1000000 KZT"),
        ("12,34,567.89 INR", "1234567.89 INR"),
        ("١٬٠٠٠٫٥٠ EUR", "1000.50 EUR"),
        ("0,500 KWD", "0.500 KWD"),
        ("1234.567 KWD", "1234.567 KWD"),
        ("1.0000 JPY", "1 JPY"),
        ("12.50", "12.50 EUR"),
    ],
)
def test_what_has_one_meaning_is_read(typed: str, amount: str) -> None:
    """By whichever marks the thousands are parted; without a currency it is the one that is meant."""
    money = money_typed(typed, "EUR")
    assert f"{money.amount} {money.currency}" == amount


@pytest.mark.parametrize(
    ("typed", "whole", "parts"),
    [
        ("1,000 EUR", "1000", "1.00"),
        ("1.000 EUR", "1000", "1.00"),
        ("25,500 KZT", "25500", "25.50"),
        ("1.000 JPY", "1000", "1"),
        ("12.345 KWD", "12345", "12.3450"),
        ("१,००० EUR", "1000", "1.00"),
    ],
)
def test_what_has_two_meanings_is_refused_with_both(typed: str, whole: str, parts: str) -> None:
    """And each of the two is read as what it is offered for."""
    with pytest.raises(BadMoneyError) as caught:
        money_typed(typed)
    facts = caught.value.facts
    assert (facts["problem"], facts["whole"], facts["parts"]) == ("two-ways", whole, parts)
    code = typed[-3:]
    assert (amount_typed(whole, code), amount_typed(parts, code)) == (
        Decimal(whole),
        Decimal(parts),
    )


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("1000.5 JPY", "too-fine"),
        ("5,5 KRW", "too-fine"),
        ("9.9999 EUR", "too-fine"),
        ("5", "no-currency"),
        ("$5", "currency"),
        ("5 EUX", "currency"),
        ("5 EUR EUR", "currency"),
        ("EUR 5 EUR", "amount"),
        *((each, "amount") for each in ("", "EUR", "-5 EUR", "1e5 EUR", "1 00 EUR", "1,00,0 EUR")),
        *((each, "amount") for each in ("½ EUR", "1,000 000 EUR", "1-2 EUR", f"{'9' * 30} EUR")),
    ],
)
def test_what_is_no_amount_is_refused(typed: str, problem: str) -> None:
    """Each by what is wrong with it."""
    with pytest.raises(BadMoneyError) as caught:
        money_typed(typed)
    assert caught.value.facts["problem"] == problem


@pytest.mark.parametrize(
    ("typed", "money"),
    [
        ("500 EUR a day", "500 EUR"),
        ("EUR 500 a day", "EUR 500"),
        ("€500 a day", "€500"),
        ("500€ a day", "500€"),
        ("1 000,50 EUR an order", "1 000,50 EUR"),
        ("€1 000 an order", "€1 000"),
        ("1 000 000EUR a day", "1 000 000EUR"),
        ("EUR a day", "EUR"),
        ("", ""),
    ],
)
def test_money_at_the_beginning_of_words_is_found(typed: str, money: str) -> None:
    """With its currency, on whichever side that stands."""
    words = typed.split()
    assert " ".join(words[: money_first(words)]) == money


@given(AMOUNTS, st.sampled_from(sorted(currencies())), st.sampled_from(LANGUAGES))
@example(Decimal(1000), "EUR", "en")
@example(Decimal(1000), "JPY", "de")
@example(Decimal("1.234"), "KWD", "fr")
def test_what_the_bot_writes_is_never_read_as_another_amount(
    amount: Decimal, currency: str, language: str
) -> None:
    """In whatever language, with its sign or without; in the form of files it is always read."""
    amount = round(amount, places_of(currency))
    shown = formats.money(Money(amount, currency), language)
    for text in (shown, shown.replace(formats.NO_BREAK, " ")):
        try:
            assert money_typed(text) == Money(amount, currency)
        except BadMoneyError:
            assert language != "en" or amount >= 1000 or not text.startswith("€")
    assert amount_typed(plainly(amount), currency) == amount


@given(st.integers(1, 10**9), st.integers(0, 999), st.sampled_from(".,"))
@example(1000, 0, ",")
@example(1, 0, ".")
def test_three_digits_behind_a_mark_are_a_fraction_in_thousandths_only(
    whole: int, behind: int, mark: str
) -> None:
    """Elsewhere, and behind three digits at most, they may be thousands too: refused, with both."""
    text = f"{whole}{mark}{behind:03d}"
    for currency in ("EUR", "JPY", "KWD"):
        if currency == "KWD" and whole >= 1000:
            assert amount_typed(text, currency) == whole + Decimal(behind).scaleb(-3)
            continue
        with pytest.raises(BadMoneyError) as caught:
            amount_typed(text, currency)
        facts = caught.value.facts
        assert facts["problem"] == "two-ways"
        assert amount_typed(str(facts["whole"]), currency) == whole * 1000 + behind
        assert int(amount_typed(str(facts["parts"]), currency)) == whole


@given(st.integers(1, 999), st.integers(0, 999))
@example(500, 100)
@example(1, 0)
def test_two_amounts_beside_each_other_are_not_read_as_one(one: int, other: int) -> None:
    """A number does not begin with a nought, and programs write a blank that does not break."""
    text, together = f"{one} {other:03d}", one * 1000 + other
    assert amount_typed(text.replace(" ", formats.NO_BREAK), "EUR") == together
    assert amount_typed(f"{text}.50", "EUR") == together + Decimal("0.5")
    if other < 100:
        assert amount_typed(text, "EUR") == together
        return
    with pytest.raises(BadMoneyError) as caught:
        amount_typed(text, "EUR")
    facts = caught.value.facts
    assert (facts["problem"], facts["whole"], facts["parts"]) == (
        *("two-amounts", str(together)),
        str(one),
    )


@given(st.text(alphabet="0123456789., '’\u00a0٫٬EUR€-", max_size=14))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    """And what is read has the digits that were typed, in their order."""
    try:
        money = money_typed(text, "EUR")
    except BadMoneyError:
        return
    digits = "".join(each for each in text if each.isdecimal()).lstrip("0")
    assert digits.startswith(format(money.amount, "f").replace(".", "").lstrip("0"))
