"""Gamebase's players over real HTTP: lists, keys, tokens, transfer accounts, withdrawal."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from pydantic import SecretStr

from providers.errors import NotAllowed, NotFound, Rejected
from providers.gamebase.provider import Gamebase
from providers.games import (
    ChecksTokens,
    ChecksTransfers,
    Identity,
    KnowsMembers,
    PlayerBrief,
    TokenVerdict,
    TransferVerdict,
    Withdraws,
)
from sandbox import gamebase
from sandbox.faults import Fault
from sandbox.gamebase import Quirks
from tests.providers.gamebase_calls import APP, NOON, PASSWORD, PLAYER, TRANSFER_ID


@pytest.fixture(autouse=True)
async def by_the_document(gb: gamebase.Gamebase) -> AsyncIterator[None]:
    """Whatever a test does, no request may go against the document."""
    yield
    assert gb.complaints == []


def test_capabilities(games: Gamebase) -> None:
    """It knows players in every way."""
    assert isinstance(games, KnowsMembers)
    assert isinstance(games, ChecksTokens)
    assert isinstance(games, ChecksTransfers)
    assert isinstance(games, Withdraws)


async def test_many_players(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """Players come in the order asked for, each once; who is not known is left out."""
    gb.member(APP, "B", "B", registered=NOON)
    gb.member(APP, "A", registered=NOON)
    found = await games.players("quest", ["A", "nobody", "B", "A"])
    assert found == (PlayerBrief("A", "Y", APP, NOON), PlayerBrief("B", "B", APP, NOON))
    assert gb.calls[-1].body == ["A", "nobody", "B"]


async def test_keys_of_players_and_back(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """The keys of a player lead back to the player."""
    gb.member(APP, "TWO", idps=["facebook", "payco"])
    found = await games.identities("quest", [PLAYER, "TWO", "nobody"])
    assert set(found) == {PLAYER, "TWO"}
    assert [one.idp for one in found["TWO"]] == ["facebook", "payco"]
    assert found[PLAYER] == (Identity("guest", f"guest-{PLAYER.lower()}", "gbid", None),)
    keys = [one.auth_key for logins in found.values() for one in logins]
    back = await games.players_by_key("quest", [*keys, "none"])
    assert back == {
        f"guest-{PLAYER.lower()}": PLAYER,
        "facebook-two": "TWO",
        "payco-two": "TWO",
    }


@pytest.mark.parametrize("ids", [[], [""], ["a\nb"], ["x" * 101], [f"u{n}" for n in range(301)]])
async def test_lists_that_are_none(gb: gamebase.Gamebase, games: Gamebase, ids: list[str]) -> None:
    """A list that is empty, too long or has no ids in it is refused before anything is sent."""
    with pytest.raises(Rejected):
        await games.players("quest", ids)
    with pytest.raises(Rejected):
        await games.identities("quest", ids)
    assert gb.calls == []


@pytest.mark.parametrize("quirks", [Quirks(), Quirks(token_reg_date_long=True)])
async def test_a_valid_token(gb: gamebase.Gamebase, games: Gamebase, quirks: Quirks) -> None:
    """A valid token tells its player, the way of the login, and a pending withdrawal inside."""
    gb.quirks = quirks
    gb.member(APP, "T", "T", registered=NOON, idps=["payco"])
    token = gb.tokens.issue(APP, "T", idp="payco")
    check = await games.check_token("quest", "T", SecretStr(token.text))
    assert (check.verdict, check.code) == (TokenVerdict.VALID, 0)
    assert (check.idp, check.idp_id) == ("payco", "payco-id-of-T")
    assert check.player is not None
    assert (check.player.user_id, check.player.registered_at) == ("T", NOON)
    assert check.player.withdrawal_due_at == NOON + timedelta(days=7)
    assert [one.idp for one in check.player.identities] == ["payco"]


async def test_tokens_that_are_not_valid(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A wrong, expired or banned player's token is an answer, with its code."""
    token = gb.tokens.issue(APP, PLAYER)
    gb.member(APP, "OTHER")

    async def verdict(user_id: str, text: str) -> tuple[TokenVerdict, int]:
        check = await games.check_token("quest", user_id, SecretStr(text))
        assert check.player is None
        return check.verdict, check.code

    assert await verdict(PLAYER, "other") == (TokenVerdict.WRONG, -4010203)
    assert await verdict("OTHER", token.text) == (TokenVerdict.WRONG, -4010203)
    assert await verdict("nobody", token.text) == (TokenVerdict.NO_LOGIN, -4010204)
    token.expired = True
    assert await verdict(PLAYER, token.text) == (TokenVerdict.EXPIRED, -4010208)
    token.expired = False
    gb.members[APP, PLAYER].valid = "B"
    assert await verdict(PLAYER, token.text) == (TokenVerdict.NO_LOGIN, -4010204)
    gb.faults.add("token", Fault.refusal(-4010004))
    with pytest.raises(NotAllowed):
        await verdict(PLAYER, token.text)


@pytest.mark.parametrize("token", ["", "a/b", "..", " ", "x" * 2001, "a\x00"])
async def test_texts_that_are_no_tokens(gb: gamebase.Gamebase, games: Gamebase, token: str) -> None:
    """What cannot be a part of an address is refused before it is sent."""
    with pytest.raises(Rejected):
        await games.check_token("quest", PLAYER, SecretStr(token))
    assert gb.calls == []


async def test_odd_tokens_arrive_whole(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A token of odd characters arrives as it is."""
    token = gb.tokens.issue(APP, PLAYER, token="a+b%2F=?&#ü~")
    check = await games.check_token("quest", PLAYER, SecretStr(token.text))
    assert check.verdict is TokenVerdict.VALID


async def test_transfer_accounts(gb: gamebase.Gamebase, games: Gamebase) -> None:
    """A transfer account tells its player or why not, and is there afterwards."""
    account = gb.transfers.issue(APP, PLAYER, TRANSFER_ID, PASSWORD)

    async def verdict(transfer_id: str, password: str) -> tuple[TransferVerdict, int]:
        check = await games.check_transfer("quest", transfer_id, SecretStr(password))
        assert (check.player is None) == (check.verdict is not TransferVerdict.VALID)
        return check.verdict, check.code

    for _ in range(2):
        assert await verdict(TRANSFER_ID, PASSWORD) == (TransferVerdict.VALID, 0)
    assert await verdict("1", PASSWORD) == (TransferVerdict.WRONG, -4040920)
    assert await verdict(TRANSFER_ID, "no") == (TransferVerdict.WRONG, -4000927)
    account.state = "used"
    assert await verdict(TRANSFER_ID, PASSWORD) == (TransferVerdict.USED, -4100402)
    account.state = "expired"
    assert await verdict(TRANSFER_ID, PASSWORD) == (TransferVerdict.EXPIRED, -4100403)
    account.state = "open"
    gb.members[APP, PLAYER].valid = "B"
    assert await verdict(TRANSFER_ID, PASSWORD) == (TransferVerdict.BLOCKED, -4000901)
    gb.members[APP, PLAYER].valid = "D"
    assert await verdict(TRANSFER_ID, PASSWORD) == (TransferVerdict.NO_PLAYER, -4100401)


@pytest.mark.parametrize("code", [-4040401, -4100401])
async def test_withdrawal(gb: gamebase.Gamebase, games: Gamebase, code: int) -> None:
    """A player is withdrawn once, in somebody's name; a second time there is nobody."""
    gb.quirks = Quirks(withdrawn_code=code)
    await games.withdraw("quest", PLAYER, "keydesk-12 ü&?")
    assert [(one.user_id, one.reg_user) for one in gb.withdrawals.all] == [
        (PLAYER, "keydesk-12 ü&?")
    ]
    assert (await games.player("quest", PLAYER)).status == "D"
    with pytest.raises(NotFound) as caught:
        await games.withdraw("quest", PLAYER, "keydesk-12")
    assert caught.value.code == code
    assert len(gb.withdrawals.all) == 1


@pytest.mark.parametrize("user_id", ["", "a/b", "..", "ban", "bans", "userIds", "transfer-account"])
async def test_words_of_other_addresses(
    gb: gamebase.Gamebase, games: Gamebase, user_id: str
) -> None:
    """What stands in the address of another call is no user id: nothing is deleted by a slip."""
    with pytest.raises(Rejected):
        await games.withdraw("quest", user_id, "keydesk-12")
    with pytest.raises(Rejected):
        await games.player("quest", user_id)
    assert gb.calls == []
