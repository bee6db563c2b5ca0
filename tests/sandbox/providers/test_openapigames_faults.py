"""Faults and gates reach the one endpoint, or only what adds, changes or lists."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.faults import Fault, Params
from sandbox.openapigames import OpenApiGames, adds, changes, lists
from tests.sandbox.providers.openapigames_provider import ACCOUNT, EMBED, Provider, provider_of

ACTS: dict[str, tuple[Callable[[Params], bool], list[dict[str, Any]]]] = {
    "add": (adds, [ACCOUNT]),
    "change": (changes, [ACCOUNT | {"accountId": 1001}]),
    "list": (lists, []),
}


def stocked() -> OpenApiGames:
    """A platform with one account."""
    platform = OpenApiGames()
    platform.account(EMBED)
    return platform


@pytest.mark.parametrize("act", ACTS)
async def test_a_fault_can_be_laid_on_one_of_the_three_acts(act: str) -> None:
    """The others are not hit; a refusal has the document's envelope."""
    platform = stocked()
    when, _ = ACTS[act]
    platform.faults.add("accounts", Fault.refusal("INTERNAL_ERROR", "no luck"), when=when)
    async with provider_of(platform) as provider:
        answers = {name: await provider.write(*accounts) for name, (_, accounts) in ACTS.items()}
    assert answers[act] == {
        "isSuccess": False,
        "errorMessage": "Internal error of the account management service: no luck",
        "error": "INTERNAL_ERROR",
        "accounts": [],
    }
    assert [name for name, answer in answers.items() if not answer["isSuccess"]] == [act]
    assert [change.kind for change in platform.changes] == [
        name for name in ("add", "change") if name != act
    ]
    assert len(platform.faults) == 0
    assert platform.complaints == []


@pytest.mark.parametrize("act", ACTS)
async def test_a_gate_holds_the_act_it_is_set_on(act: str) -> None:
    """It has not happened then."""
    platform = stocked()
    when, accounts = ACTS[act]
    async with provider_of(platform) as provider:
        gate = platform.gate("accounts", when=when)
        writing = asyncio.create_task(provider.write(*accounts))
        assert (await gate.reached())["accounts"] == accounts
        assert platform.changes == []
        gate.release()
        assert (await writing)["error"] == "NO_ERROR"


@pytest.mark.parametrize("body", [{}, {"accounts": None}, {"accounts": [7, {}]}])
def test_what_is_not_readable_is_none_of_the_three(body: Params) -> None:
    """A fault for one of them leaves it alone."""
    assert not adds(body)
    assert not changes(body)
    assert not lists(body)


async def add_once(provider: Provider) -> str:
    """Look for the account by its link before every try to add it."""
    while True:
        found = [each for each in await provider.list() if each["gameEmbedUrl"] == EMBED + "&x=1"]
        if found:
            return str(found[0]["accountId"])
        try:
            return await provider.add(gameEmbedUrl=EMBED + "&x=1")
        except (httpx.TransportError, ValueError):
            continue


LOSSES = st.sampled_from(
    [
        Fault.html(),
        Fault.malformed(),
        Fault.truncated(),
        Fault.lost_before(),
        Fault.lost_after(),
        Fault.html(502, acted=False),
    ]
)


@settings(max_examples=25)
@given(losses=st.lists(LOSSES, max_size=6))
async def test_looking_before_repeating_adds_an_account_once(losses: list[Fault]) -> None:
    """Whatever is lost, and however often."""
    platform = stocked()
    for loss in losses:
        platform.faults.add("accounts", loss, when=adds)
    async with provider_of(platform) as provider:
        account_id = await add_once(provider)
    assert [each.account_id for each in platform.accounts] == ["1001", account_id]
    assert [each.kind for each in platform.changes] == ["add"]
    assert platform.complaints == []
