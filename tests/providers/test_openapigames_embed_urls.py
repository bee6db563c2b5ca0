"""Embed URLs: every placeholder is known, and every fault is told."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.administration import GameAccount, UrlProblem
from providers.errors import Rejected
from providers.openapigames import embed_urls
from tests.providers.games_desk import CONTENT, EMBED_URL, platform

GOOD = "https://games.example/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (EMBED_URL, ()),
        (GOOD, ()),
        (GOOD + "".join(f"{{{{{name}}}}}" for name in embed_urls.PLACEHOLDERS), ()),
        (GOOD + "{{GAME_SESION}}", (("unknown-placeholder", "{{GAME_SESION}}", "GAME_SESSION"),)),
        (GOOD + "{{ GAME_ID }}", (("unknown-placeholder", "{{ GAME_ID }}", "GAME_ID"),)),
        (GOOD + "{{game_id}}", (("unknown-placeholder", "{{game_id}}", "GAME_ID"),)),
        (GOOD + "{{}}", (("unknown-placeholder", "{{}}", ""),)),
        (GOOD + "{{ZZZ}}", (("unknown-placeholder", "{{ZZZ}}", ""),)),
        (GOOD + "{GAME_ID}", (("unbalanced", "{GAME_ID}", ""), ("unbalanced", "}", ""))),
        (GOOD + "{{GAME_ID", (("unbalanced", "{{GAME_ID", ""),)),
        (GOOD + "GAME_ID}}", (("unbalanced", "}}", ""),)),
        ("games.example", (("no-url", "games.example", ""),)),
        ("javascript:alert(1)", (("no-url", "javascript:alert(1)", ""),)),
        ("", (("no-url", "", ""),)),
    ],
)
def test_problems(url: str, expected: tuple[tuple[str, str, str], ...]) -> None:
    """Each fault is told with the part at fault and the word that may be meant."""
    assert embed_urls.problems(url) == tuple(UrlProblem(*each) for each in expected)


@given(
    st.lists(st.sampled_from([*embed_urls.PLACEHOLDERS, "a", "?b=", "&c=", "{", "}", "{{", "}}"]))
)
def test_what_has_no_problem_can_be_filled(parts: list[str]) -> None:
    """A URL without problems has no brace left once it is filled; one with problems is not filled."""
    wrapped = ["{{" + part + "}}" if part in embed_urls.PLACEHOLDERS else part for part in parts]
    url = GOOD + "".join(wrapped)
    if embed_urls.problems(url):
        assert {"{", "}", "{{", "}}"} & set(parts)
        return
    values = dict.fromkeys(embed_urls.PLACEHOLDERS, "x{{y}}&z=1")
    link = embed_urls.filled(url, values)
    assert "{" not in link and "}" not in link
    assert embed_urls.is_url(link)


@given(value=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_a_value_cannot_get_out_of_its_place(value: str) -> None:
    """Whatever a value holds, the query has the fields it had, and this one holds the value."""
    link = embed_urls.filled(EMBED_URL, {**embed_urls.SAMPLES, "GAME_ID": value})
    query = dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))
    assert query == {"s": "sample-session", "id": value, "c": "FUN"}


async def test_links() -> None:
    """Samples fill all placeholders; a missing value is refused; the id is the account's own."""
    async with platform() as (_, provider):
        url = GOOD + "?a={{ACCOUNT_ID}}&c={{CURRENCY_NAME}}&h={{HOME_URL}}"
        account = GameAccount("1001", replace(CONTENT, embed_url=url))
        samples = provider.sample_values(account)
        assert set(samples) == set(embed_urls.PLACEHOLDERS)
        link = provider.launch_link(account, {**samples, "ACCOUNT_ID": "666"})
        assert link == GOOD + "?a=1001&c=USD&h=https%3A%2F%2Flobby.example%2F"
        with pytest.raises(Rejected) as caught:
            provider.launch_link(account, {"CURRENCY_NAME": "EUR"})
        assert caught.value.reason == "no-value"
        with pytest.raises(Rejected):
            provider.launch_link(
                GameAccount("1", replace(CONTENT, embed_url=GOOD + "{{X}}")), samples
            )
