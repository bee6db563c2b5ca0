"""/coupon: asked first, used up once, and honest about what is not known."""

import io

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play
from tests.conversations.test_games_secrets import YOURSELF, assert_nowhere, standing
from tests.conversations.test_games_withdraw import written
from tests.one_day import one_day

GIFT = "GIFT-7F3Q-X9ND"
MASKED = "•••••X9ND"


@pytest.mark.steps("/coupon", "tap coupon.do")
async def test_a_coupon_is_used_up_after_a_question(play: Play, log: io.StringIO) -> None:
    """What it gave is told; the code is on no button, in no row and not in the log."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, f"/coupon puzzle PZ1001 {GIFT}", desk)
    assert card.text.startswith(f"Use the coupon {MASKED} up for PZ1001 of puzzle?")
    assert "cannot be used once more" in card.text
    assert play.asked_of_gamebase() == []
    assert all(GIFT not in (button.data or "") for row in card.keyboard for button in row)
    await play.tap(town.sam, "Confirm", desk)
    assert card.text.splitlines() == [
        "🎟 A present: used up for PZ1001 of puzzle.",
        "• diamond × 500",
    ]
    assert len(town.gamebase.coupons.uses) == 1
    assert await written(play, "coupon.redeem") == ["intended", "done"]
    assert standing(desk, GIFT) == []
    await assert_nowhere(play, GIFT, log)


@pytest.mark.steps("/coupon", "tap coupon.app", "answer coupon.args", "tap coupon.do")
async def test_in_private_the_code_stands_as_it_was_typed(play: Play) -> None:
    """There nobody else reads along: by the command and by the answer, whole and not deleted."""
    olga = play.town.olga
    card = await play.say(olga, f"/coupon puzzle PZ1001 {GIFT}")
    assert card.text.startswith(f"Use the coupon {GIFT} up for PZ1001 of puzzle?")
    await play.say(olga, "/coupon")
    await play.tap(olga, "puzzle")
    card = await play.answer(olga, f"PZ1001 {GIFT}")
    assert card.text.startswith(f"Use the coupon {GIFT} up for PZ1001 of puzzle?")
    assert len(standing(olga.private, GIFT)) == 2
    await play.tap(olga, "Confirm")
    assert "A present: used up" in card.text


@one_day(
    ("typed", "hidden"),
    [
        (f"/coupon puzzle PZ1001 {GIFT}", True),
        (f"/coupon PZ1001 {GIFT}", True),
        (f"/coupon PZ1001 {GIFT} AS", True),
        (f"/coupon PZ1001 {GIFT} Steam or so", True),
        ("/coupon", False),
        ("/coupon puzzle", False),
        ("/coupon puzzle PZ1001", False),
        ("/coupon PZ1001", False),
    ],
)
async def test_what_is_typed_with_a_code_leaves_a_group(
    play: Play, typed: str, hidden: bool
) -> None:
    """Whatever else is wrong with it, and whoever typed it; without a code it stays."""
    town, desk = play.town, play.desk
    desk.add(town.stan)
    for person in (town.sam, town.stan):
        await play.say(person, typed, desk)
    assert standing(desk, typed) == ([] if hidden else [typed, typed])
    assert play.showing(GIFT) == []


@pytest.mark.steps("/coupon", "tap coupon.app", "answer coupon.args")
async def test_an_answer_with_a_code_leaves_a_group(play: Play) -> None:
    """A mistake in it too; where the bot may not, the person is asked to delete it."""
    sam, desk = play.town.sam, play.desk
    await play.say(sam, "/coupon", desk)
    await play.tap(sam, "puzzle", desk)
    asked = play.shown(desk)
    wrong = await play.say(sam, f"PZ1001 {GIFT} Steam", desk, asked)
    assert wrong.text.startswith("Usage: ")
    assert standing(desk, GIFT) == []
    desk.bot_can_delete = False
    card = await play.say(sam, f"PZ1001 {GIFT} GG", desk, asked)
    assert card.text.startswith(f"Use the coupon {MASKED} up for PZ1001 of puzzle?")
    texts = [message.text for message in desk.messages if message.sender is None]
    assert texts[-2].startswith(YOURSELF)
    assert play.showing(GIFT) == []


@pytest.mark.parametrize(("word", "seen"), [("ABC", "•••••C"), ("WELCOME", "•••••OME")])
async def test_of_a_short_code_a_group_sees_less(play: Play, word: str, seen: str) -> None:
    """Never more than half of it."""
    card = await play.say(play.town.sam, f"/coupon puzzle PZ1001 {word}", play.desk)
    assert card.text.startswith(f"Use the coupon {seen} up")


@pytest.mark.steps("/coupon", "tap coupon.app", "tap coupon.do")
async def test_the_store_goes_along_and_the_app_is_a_button(play: Play) -> None:
    """A code that was typed before the app is held, not carried."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/coupon PZ1001 APPLE-ONLY as", desk)
    assert card.text == "In which app should I look for PZ1001?"
    assert all("APPLE" not in (button.data or "") for row in card.keyboard for button in row)
    await play.tap(town.sam, "puzzle", desk)
    assert "Store: App Store" in card.text
    await play.tap(town.sam, "Confirm", desk)
    assert card.text.startswith("🎟 For App Store: used up")
    [use] = town.gamebase.coupons.uses
    assert (use.code, use.store) == ("APPLE-ONLY", "AS")


@one_day(
    ("typed", "said"),
    [
        (
            "PZ1001 NOPE",
            "This coupon is not valid, or not in this store. Nothing was used up. Code -1",
        ),
        ("PZ1001 APPLE-ONLY GG", "This coupon is not valid, or not in this store."),
        ("PZ1001 SUMMER", "This coupon is outside its period. Nothing was used up. Code -10000"),
        ("PZ1001 SOLD-OUT", "This coupon has reached its limit. Nothing was used up. Code -100011"),
        ("PZ9999 WELCOME", "puzzle has no player PZ9999."),
        ("PZ1001 WELCOME Steam", "Usage: /coupon [app] player code"),
    ],
)
async def test_a_coupon_that_is_not_good_is_told_why(play: Play, typed: str, said: str) -> None:
    """The code of the provider stands at the end; nothing was used up."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, f"/coupon puzzle {typed}", desk)
    if "Confirm" in card.labels():
        await play.tap(town.sam, "Confirm", desk)
    assert card.text.startswith(said)
    assert town.gamebase.coupons.uses == []


async def test_a_coupon_somebody_has_used_is_said_to_be(play: Play) -> None:
    """Without a lost try of ours there is no doubt."""
    town, desk = play.town, play.desk
    for _ in range(2):
        card = await play.say(town.sam, f"/coupon puzzle PZ1001 {GIFT}", desk)
        await play.tap(town.sam, "Confirm", desk)
    assert card.text == "This coupon is used up. Nothing was given. Code -100005"
    assert len(town.gamebase.coupons.uses) == 1


@pytest.mark.parametrize("fault", [Fault.lost_after(), Fault.refusal(-999999)])
async def test_after_a_lost_answer_the_doubt_is_said(play: Play, fault: Fault) -> None:
    """At once, before the next try, and after it; the coupon is never used up twice."""
    town, desk = play.town, play.desk
    town.gamebase.faults.add("coupon", fault)
    card = await play.say(town.sam, f"/coupon puzzle PZ1001 {GIFT}", desk)
    await play.tap(town.sam, "Confirm", desk)
    assert card.text.startswith("❓ There was no clear answer.")
    used = len(town.gamebase.coupons.uses)
    again = await play.say(town.sam, f"/coupon puzzle PZ1001 {GIFT}", desk)
    assert "⚠️ This was tried today" in again.text
    await play.tap(town.sam, "Confirm", desk)
    assert len(town.gamebase.coupons.uses) == 1
    if used:
        assert again.text.startswith("❓ The coupon is used up for PZ1001 of puzzle: by our try of")
    else:
        assert again.text.startswith("🎟 A present: used up for PZ1001 of puzzle.")


async def test_an_answer_lost_before_is_in_doubt_too(play: Play) -> None:
    """Nobody here can know that nothing was done, so nothing is repeated by itself."""
    town, desk = play.town, play.desk
    town.gamebase.faults.add("coupon", Fault.lost_before())
    card = await play.say(town.sam, f"/coupon puzzle PZ1001 {GIFT}", desk)
    await play.tap(town.sam, "Confirm", desk)
    assert card.text.startswith("❓ There was no clear answer.")
    assert sum(call.endpoint == "coupon" for call in town.gamebase.calls) <= 1
    assert town.gamebase.coupons.uses == []
