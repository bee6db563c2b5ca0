"""Every command about the games: the app by a button, the rest as an answer, mistakes as usage."""

import json
from datetime import timedelta

import pytest

from sandbox.demo_world import DemoWorld
from sandbox.faults import Fault
from tests.conversations.play import Play
from tests.furnished import Furnished
from tests.one_day import one_day
from tests.providers.patience import QUICK

ASKED = (
    pytest.param(
        "player",
        "PZ1001",
        "👤 PZ1001 · puzzle",
        marks=pytest.mark.steps("/player", "tap player.app", "answer player.args"),
    ),
    pytest.param(
        "players",
        "PZ1001 PZ1002",
        "👥 puzzle: 2 players",
        marks=pytest.mark.steps("/players", "tap players.app", "answer players.args"),
    ),
    pytest.param(
        "idp",
        "PZ1001",
        "🔑 puzzle: sign-ins of one player",
        marks=pytest.mark.steps("/idp", "tap idp.app", "answer idp.args"),
    ),
    pytest.param(
        "authkey",
        "google-pz1001",
        "🗝 puzzle: one key found",
        marks=pytest.mark.steps("/authkey", "tap authkey.app", "answer authkey.args"),
    ),
    pytest.param(
        "token",
        "PZ1001 demo-token-1001",
        "✅ The token is valid: it is PZ1001’s.",
        marks=pytest.mark.steps("/token", "tap token.app", "answer token.args"),
    ),
    pytest.param(
        "transfer",
        "198704206255 Zw548q7zE",
        "✅ The transfer account is valid.",
        marks=pytest.mark.steps("/transfer", "tap transfer.app", "answer transfer.args"),
    ),
    pytest.param(
        "withdraw",
        "PZ1001",
        "⚠️ Withdraw PZ1001 from puzzle?",
        marks=pytest.mark.steps("/withdraw", "tap withdraw.app", "answer withdraw.args"),
    ),
    pytest.param(
        "coupon",
        "PZ1001 WELCOME",
        "Use the coupon •••••OME up for PZ1001 of puzzle?",
        marks=pytest.mark.steps("/coupon", "tap coupon.app", "answer coupon.args"),
    ),
    pytest.param(
        "payments",
        "PZ1001 gg",
        "💳 PZ1001 · puzzle · Google Play",
        marks=pytest.mark.steps("/payments", "tap payments.app", "answer payments.args"),
    ),
    pytest.param(
        "subscriptions",
        "PZ1001 GG com.example.puzzle",
        "🔁 PZ1001 · puzzle · Google Play",
        marks=pytest.mark.steps(
            "/subscriptions", "tap subscriptions.app", "answer subscriptions.args"
        ),
    ),
    pytest.param(
        "consume",
        "2026112010023124 the-token",
        "⚠️ Consume the payment 2026112010023124 of puzzle?",
        marks=pytest.mark.steps("/consume", "tap consume.app", "answer consume.args"),
    ),
    pytest.param(
        "rank",
        "1 PZ1001",
        "🏅 PZ1001 · puzzle · leaderboard 1",
        marks=pytest.mark.steps("/rank", "tap rank.app", "answer rank.args"),
    ),
    pytest.param(
        "top",
        "1",
        "🏆 puzzle · leaderboard 1",
        marks=pytest.mark.steps("/top", "tap top.app", "answer top.args"),
    ),
    pytest.param(
        "score",
        "1 PZ1001 5",
        "Write the score 5 for PZ1001 on leaderboard 1 of puzzle?",
        marks=pytest.mark.steps("/score", "tap score.app", "answer score.args"),
    ),
    pytest.param(
        "scores",
        "1,PZ1001,5",
        "Write one score in puzzle?",
        marks=pytest.mark.steps("/scores", "tap scores.app", "answer scores.args"),
    ),
)
TYPED = [(str(name), str(answer), str(shown)) for name, answer, shown in (c.values for c in ASKED)]


@one_day(("name", "answer", "shown"), ASKED)
async def test_the_app_is_a_button_and_the_rest_an_answer(
    play: Play, name: str, answer: str, shown: str
) -> None:
    """The command alone leads to the same place; an answer that does not fit may be mended."""
    olga, desk = play.town.olga, play.desk
    card = await play.say(olga, f"/{name}", desk)
    assert card.text == "In which app?"
    assert card.labels() == ["puzzle", "racing"]
    await play.tap(olga, "puzzle", desk)
    question = play.shown(desk)
    assert "puzzle" in question.text
    wrong = await play.say(olga, "x" * 501, desk, question)
    if name == "scores":
        assert wrong.text.startswith("I cannot read all of it, so nothing was written.")
    else:
        assert wrong.text.startswith("Usage: ")
        assert "\nExample: " in wrong.text
    card = await play.say(olga, answer, desk, question)
    assert card.text.startswith(shown)


async def test_what_was_typed_goes_with_the_button(play: Play) -> None:
    """Without the app its buttons come first, and nothing has to be typed again."""
    olga, desk = play.town.olga, play.desk
    for name, answer, shown in TYPED:
        card = await play.say(olga, f"/{name} {answer}", desk)
        assert card.text.startswith("In which app")
        await play.tap(olga, "puzzle", desk)
        assert play.shown(desk).text.startswith(shown)


async def test_the_app_may_be_typed_first(play: Play) -> None:
    """In one line, and the app in any case."""
    for name, answer, shown in TYPED:
        card = await play.say(play.town.olga, f"/{name} PUZZLE {answer}", play.desk)
        assert card.text.startswith(shown)


async def test_a_mistake_gets_the_usage_and_an_example(play: Play) -> None:
    """And nothing is asked of the provider."""
    for name in (name for name, *_ in TYPED if name not in {"authkey", "scores"}):
        card = await play.say(play.town.olga, f"/{name} puzzle / {'x' * 101}", play.desk)
        assert card.text.startswith(f"Usage: /{name} [app]")
        assert f"\nExample: /{name} puzzle" in card.text
    assert play.asked_of_gamebase() == []


@pytest.mark.parametrize("patience", [QUICK])
async def test_a_provider_in_trouble_is_named(play: Play) -> None:
    """Nothing stands there as if it had been done."""
    endpoints = {
        "player": "member",
        "players": "members",
        "idp": "auth_keys",
        "authkey": "user_ids",
        "withdraw": "member",
        "payments": "consumables",
        "top": "user_count",
        "score": "rank",
        "scores": "ranks",
    }
    faults = play.town.gamebase.faults
    # Coupons and payments ask a person first, and nobody else.
    for name, answer, _ in (typed for typed in TYPED if typed[0] not in {"coupon", "consume"}):
        faults.add(endpoints.get(name, name), Fault.refusal(-4090001), times=None)
        card = await play.say(play.town.olga, f"/{name} puzzle {answer}", play.desk)
        assert card.text.startswith("Gamebase is not available at the moment."), name
        assert card.text.endswith("Code -4090001"), name
        faults.clear()


@one_day(
    ("code", "said"),
    [
        (-4010004, "Gamebase does not accept our credentials for this app."),
        (-4040201, "This part of Gamebase is not switched on for this app."),
        (-4000007, "Gamebase does not serve this version of its interface any more."),
        (-4123456, "Gamebase found a fault in our request."),
    ],
)
async def test_result_codes_become_words_and_the_code_stands_at_the_end(
    play: Play, code: int, said: str
) -> None:
    """In italics, for whoever has to look it up."""
    play.town.gamebase.faults.add("members", Fault.refusal(code))
    card = await play.say(play.town.sam, "/players puzzle PZ1001", play.desk)
    assert card.text.startswith(said)
    assert card.text.endswith(f"Code {code}")
    [italic] = [each for each in card.entities if each.type == "italic"]
    assert card.text[italic.offset :] == f"Code {code}"


async def test_support_may_not_withdraw_consume_or_write(play: Play) -> None:
    """The command says who can; nothing is asked of the provider."""
    town, desk = play.town, play.desk
    for typed in (
        "/withdraw puzzle PZ1001",
        "/consume puzzle 1 t",
        "/score puzzle 1 PZ1001 5",
        "/scores puzzle 1,PZ1001,5",
    ):
        said = await play.say(town.sam, typed, desk)
        assert said.text.startswith("You may not do this here.")
    assert play.asked_of_gamebase() == []


async def test_one_app_needs_no_name(furnished: Furnished) -> None:
    """It is not asked for either; its name may be typed all the same."""

    def only_one(town: DemoWorld) -> dict[str, str]:
        racing = town.apps["racing"]
        only = {"racing": {"app_id": racing.app_id, "secret_key": racing.secret_key}}
        return {"KEYDESK_GAMEBASE__APPS": json.dumps(only)}

    stage = await furnished.stage(prepared=only_one)
    try:
        play = Play(stage)
        sam, desk = play.town.sam, play.desk
        for typed in ("RC2001", "racing RC2001"):
            card = await play.say(sam, f"/players {typed}", desk)
            assert card.text.startswith("👥 racing: one player")
        card = await play.say(sam, "/players", desk)
        assert "Which players of racing?" in card.text
        card = await play.say(sam, "/bans", desk)
        assert card.text.startswith("🔴 Bans · racing")
        card = await play.say(sam, "/player puzzle RC2001", desk)
        assert card.text.startswith("There is no app “puzzle” here.")
    finally:
        await stage.stop()
    assert stage.town.complaints == []


@pytest.mark.steps("tap confirm.cancel")
async def test_cancel_does_nothing_and_an_old_question_is_gone(play: Play) -> None:
    """After Cancel, an hour or another's tap nothing can be confirmed any more."""
    town, desk = play.town, play.desk
    card = await play.say(town.olga, "/withdraw puzzle PZ1001", desk)
    yes = card.button("Confirm")
    assert yes is not None
    assert yes.data is not None
    refused = await (await play.tap(town.max, "Confirm", desk)).answered()
    assert refused.text.startswith("This menu belongs to somebody else.")
    await play.tap(town.olga, "Cancel", desk)
    assert card.text == "All right, nothing was done."
    await play.forge(town.olga, yes.data, card)
    assert play.shown(desk).text.startswith("I do not hold this question any more.")
    card = await play.say(town.olga, "/withdraw puzzle PZ1001", desk)
    await play.later(timedelta(hours=1))
    await play.tap(town.olga, "Confirm", desk, card)
    assert play.shown(desk).text.startswith("I do not hold this question any more.")
    assert town.gamebase.withdrawals.all == []
