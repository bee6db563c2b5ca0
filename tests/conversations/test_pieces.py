"""Keys by the piece: a link a key, so many sent, what is open and what comes back, each in one hand."""

import csv
import re

import pytest

from sandbox.telegram import Message, Person
from tests.conversations.play import Play
from tests.conversations.test_claims import REFUSED

LINK = re.compile(r"\?start=([\w-]{22})\b")


async def bulk(play: Play, count: int) -> Message:
    """Let Sam buy so many keys, and give the card."""
    play.town.codegames.set_stock("562", count)
    return await play.buy(count=count)


async def links_a_key(play: Play) -> list[Message]:
    """Let Sam press Claim link and One link a key; gives the page of links and the file."""
    await play.tap(play.town.sam, "Claim link", play.desk)
    await play.tap(play.town.sam, "One link a key", play.desk)
    return [m for m in play.town.sam.private.messages if m.sender is None][-2:]


def keys_shown(play: Play, person: Person) -> set[str]:
    """The keys that stand in a person's chat."""
    return {key for key in play.sold() if person.private in play.showing(key)}


@pytest.mark.steps(
    "tap order.claim", "tap order.link", "tap links.page", "start payload", "notice delivered"
)
async def test_a_link_a_key_hands_a_bulk_order_out_one_by_one(play: Play) -> None:
    """Pages and a file of links to Sam alone; each customer has one key; the card counts."""
    town, desk = play.town, play.desk
    card = await bulk(play, 12)
    await play.tap(town.sam, "Claim link", desk)
    asked = play.shown(desk)
    assert asked.labels() == ["All 12 in one link", "One link a key", "Other…"]
    page, file = await links_a_key(play)
    assert "12 links for K-" in play.shown(desk).text
    first = LINK.findall(page.text)
    send_on = [f"Send {at}" for at in range(1, 11)]
    assert (len(first), page.labels()) == (10, [*send_on, "Next", "Refresh", "Open links"])
    await play.tap(town.sam, "Next", message=page)
    tokens = [*first, *LINK.findall(page.text)]
    assert len(set(tokens)) == 12
    assert file.document is not None
    rows = list(csv.reader(file.document.content.decode("utf-8-sig").splitlines()))
    assert [LINK.findall(row[1])[0] for row in rows[1:]] == tokens
    said = "".join(m.text for m in desk.messages) + page.text + str(rows)
    assert not [key for key in play.sold() if key in said]
    assert not [token for token in tokens if token in "".join(m.text for m in desk.messages)]

    got = await play.start(town.cara, tokens[0])
    assert play.spoilers(got) == play.sold()[:1]
    assert "1 of 12 handed over · 11 open links" in card.text
    assert REFUSED in (await play.start(town.carl, tokens[0])).text
    await play.start(town.carl, tokens[1])
    assert keys_shown(play, town.cara) | keys_shown(play, town.carl) == set(play.sold()[:2])
    assert len(keys_shown(play, town.carl)) == 1
    await play.tap(town.sam, "Previous", message=page)
    assert LINK.findall(page.text) == tokens[2:10], "used ones are not offered any more"
    assert page.text.count("this link works no more") == 2
    assert page.labels() == [*send_on[2:], "Next", "Refresh", "Open links"]
    assert "Customers: Cara Customer" not in card.text
    assert "Cara Customer and Carl Customer" in card.text
    for at, token in enumerate(tokens[2:], 2):
        got = await play.start(town.cara, token)
        assert play.spoilers(got) == [play.sold()[at]]  # what this link is for, and no other
    assert "📬 Delivered." in card.text
    assert "12 of 12 handed over" in card.text
    assert len(keys_shown(play, town.cara)) == 11


@pytest.mark.steps("/mykeys", "tap key.open")
async def test_a_part_reads_like_an_order_of_its_own(play: Play) -> None:
    """Cara's list and what it opens are hers alone; Carl's part is Carl's."""
    town = play.town
    number = play.order_number(await bulk(play, 3))
    page, _ = await links_a_key(play)
    mine, his, _ = LINK.findall(page.text)
    await play.start(town.cara, mine)
    await play.start(town.carl, his)
    listed = await play.say(town.cara, "/mykeys")
    assert number in listed.text
    assert "×" not in listed.text
    await play.tap(town.cara, "🔑 GTA V")
    assert play.spoilers(play.shown(town.cara.private)) == play.sold()[:1]
    assert keys_shown(play, town.carl) == {play.sold()[1]}
    assert "I know no order" in (await play.say(town.stan, f"/key {number}")).text


@pytest.mark.steps("tap order.links", "tap order.unlink", "tap order.links-end", "tap order.revoke")
async def test_a_revoked_link_gives_its_key_back(play: Play) -> None:
    """From the order's card: one link, then all of them; what is free can be put into a link again."""
    town, desk = play.town, play.desk
    number = play.order_number(await bulk(play, 4))
    page, _ = await links_a_key(play)
    tokens = LINK.findall(page.text)
    card = await play.say(town.sam, f"/order {number}", desk)
    assert "0 of 4 handed over · 4 open links" in card.text
    assert card.labels()[0] == "Open links (4)"
    await play.tap(town.sam, "Open links (4)", desk)
    opened = play.shown(desk)
    assert opened.labels() == [*(f"Revoke {at}" for at in range(1, 5)), "Revoke all 4"]
    for _ in range(2):
        play.press(town.sam, "Revoke 2", desk, opened)
    await play.stage.quiet()
    assert opened.text.startswith(f"That link of {number} has worked no more since")
    assert "3 open links" in opened.text
    assert REFUSED in (await play.start(town.cara, tokens[1])).text
    again = await play.say(town.sam, f"/order {number}", desk)
    await play.tap(town.sam, "Claim link", desk, again)  # the one that came back
    fresh = LINK.findall(play.shown(town.sam.private).text)[0]
    await play.start(town.cara, fresh)
    assert keys_shown(play, town.cara) == {play.sold()[1]}
    await play.tap(town.sam, "Revoke all 3", desk, opened)
    assert "all 3 open links" in opened.text
    for _ in range(2):
        play.press(town.sam, "Confirm", desk, opened)
    await play.stage.quiet()
    assert f"No link of {number} is open any more" in opened.text
    for token in tokens:
        assert REFUSED in (await play.start(town.stan, token)).text
    assert "Send to customer" in (await play.say(town.sam, f"/order {number}", desk)).labels()


@pytest.mark.steps("tap order.link-count", "answer order.link-count")
async def test_some_keys_in_one_link(play: Play) -> None:
    """Another number than all, typed; more than there are is told with how many there are."""
    town, desk = play.town, play.desk
    await bulk(play, 5)
    await play.tap(town.sam, "Claim link", desk)
    await play.tap(town.sam, "Other…", desk)
    question = play.shown(desk)
    assert "Only 5 keys" in (await play.say(town.sam, "6", desk, question)).text
    asked = await play.answer(town.sam, "3", desk)
    assert asked.labels() == ["3 in one link", "One link a key"]
    await play.tap(town.sam, "3 in one link", desk)
    [token] = set(LINK.findall(play.shown(town.sam.private).text))
    await play.start(town.carl, token)
    assert keys_shown(play, town.carl) == set(play.sold()[:3])


@pytest.mark.steps("tap order.revoke", "tap order.links-end", "tap order.links")
async def test_a_revoke_ends_what_it_was_asked_of_and_no_link_made_since(play: Play) -> None:
    """Sam's button ends Sam's link, and a yes to all ends those that it was asked of."""
    town, desk = play.town, play.desk
    card = await bulk(play, 5)

    async def made(by: Person, count: int, way: str) -> None:
        await play.tap(by, "Claim link", desk, card)
        await play.tap(by, "Other…", desk)
        await play.answer(by, str(count), desk)
        await play.tap(by, way, desk)

    await made(town.sam, 1, "1 in one link")
    mine = play.shown(town.sam.private)
    await made(town.max, 2, "One link a key")
    assert "Refresh shows which are used by now" in town.max.private.messages[-2].text
    await play.tap(town.olga, "Open links (3)", desk, card)
    await play.tap(town.olga, "Revoke all 3", desk)
    asked = play.shown(desk)
    await play.tap(town.max, "Claim link", desk, card)
    await play.tap(town.max, "All 2 in one link", desk)
    await play.tap(town.sam, "Revoke link", None, mine)
    below = play.shown(desk)
    assert "Open links (3)" in below.labels()
    await play.tap(town.olga, "Confirm", desk, asked)
    assert "2 links for" in asked.text
    assert "Open links (1)" in below.labels()


@pytest.mark.steps(
    "tap order.send",
    "tap order.send-count",
    "tap order.send-other",
    "answer order.send-count",
    "answer order.customer",
    "tap order.send-now",
    "notice keys-for-customer",
)
async def test_so_many_keys_are_sent_to_each(play: Play) -> None:
    """Sam is asked how many, then to whom; the next customer gets others, and the rest can go at once."""
    town, desk = play.town, play.desk
    await play.start(town.carl)
    card = await bulk(play, 6)
    await play.tap(town.sam, "Send to customer", desk)
    asked = play.shown(desk)
    assert asked.labels() == ["1", "2", "5", "All 6", "Other…"]
    await play.tap(town.sam, "2", desk)
    said = await play.answer(town.sam, "@cara", desk)
    assert "Send 2 of the 6 keys" in said.text
    await play.tap(town.sam, "Confirm", desk, said)
    assert keys_shown(play, town.cara) == set(play.sold()[:2])
    assert "2 of 6 handed over" in card.text
    await play.tap(town.sam, "Send to customer", desk, card)
    await play.tap(town.sam, "Other…", desk)
    assert "Only 4 keys" in (await play.answer(town.sam, "99999", desk)).text
    await play.answer(town.sam, "3", desk)
    await play.gives(str(town.carl.id))
    assert keys_shown(play, town.carl) == set(play.sold()[2:5])
    await play.tap(town.sam, "Send to customer", desk, card)
    await play.gives(str(town.carl.id))
    assert keys_shown(play, town.carl) == set(play.sold()[2:])
    assert "📬 Delivered." in card.text
    assert "Send to customer" not in card.labels()


@pytest.mark.steps("tap order.send-now")
async def test_a_question_sends_once_however_often_it_is_answered(play: Play) -> None:
    """Three taps at once, and the other question of the same: two keys in all, and the rest is told; asked
    anew, or of somebody else, more is sent.
    """
    town, desk = play.town, play.desk
    await play.start(town.carl)
    card = await bulk(play, 6)
    asked = []
    for whom in ("@cara", "@cara", str(town.carl.id)):
        await play.tap(town.sam, "Send to customer", desk, card)
        await play.tap(town.sam, "2", desk)
        asked.append(await play.answer(town.sam, whom, desk))
    first, second, his = asked
    for _ in range(3):
        town.sam.taps("Confirm", desk, first)
    await play.stage.quiet()
    for question in (first, second):
        if question is second:
            await play.tap(town.sam, "Confirm", desk, second)
        assert (
            "Nothing more was sent: since this was asked, Sam Support has sent 2 keys"
            in question.text
        )
        assert question.labels() == ["Send to customer"]
    assert keys_shown(play, town.cara) == set(play.sold()[:2])
    await play.tap(town.sam, "Confirm", desk, his)
    assert keys_shown(play, town.carl) == set(play.sold()[2:4])
    await play.tap(town.sam, "Send to customer", desk, second)
    await play.tap(town.sam, "All 2", desk)
    await play.gives("@cara")
    assert len(keys_shown(play, town.cara)) == 4
    button = f"order.send-now::{play.order_number(card)}:{town.cara.id}"
    await play.forge(town.sam, button, his)  # as earlier versions made it
    assert "has sent 2 keys" in his.text


@pytest.mark.steps("notice not-delivered")
async def test_only_what_did_not_arrive_comes_back(play: Play) -> None:
    """Cara has one key and blocks the bot before two more come: she keeps hers, and the others are free."""
    town, desk = play.town, play.desk
    card = await bulk(play, 3)
    await play.tap(town.sam, "Send to customer", desk)
    await play.tap(town.sam, "1", desk)
    await play.gives("@cara")
    await play.tap(town.sam, "Send to customer", desk, card)
    await play.tap(town.sam, "All 2", desk)
    said = await play.answer(town.sam, "@cara", desk)
    town.cara.private.blocked = True  # and Telegram has not said so yet
    await play.tap(town.sam, "Confirm", desk, said)
    await play.stage.quiet()
    told = play.shown(desk)
    assert "could not be reached" in told.text
    assert "1 of 3 handed over" in told.text
    assert "Send to customer" in told.labels()
    town.cara.unblocks_bot()
    await play.stage.quiet()
    listed = await play.say(town.cara, "/mykeys")
    assert "×" not in listed.text
    assert keys_shown(play, town.cara) == {play.sold()[0]}


async def test_of_a_forged_number_nothing_is_given(play: Play) -> None:
    """None, more than there are, another way, another's link: answered kindly, and every key stays free."""
    town, desk = play.town, play.desk
    card = await bulk(play, 2)
    number = play.order_number(card)
    await play.tap(town.sam, "Claim link", desk)
    asked = play.shown(desk)
    for data in (f"{number}:0:one", f"{number}:3:each", f"{number}:1:both", f"{number}:-1:one"):
        await play.forge(town.sam, f"order.link::{data}", asked)
    await play.forge(town.sam, f"order.unlink::{number}:1", asked)
    await play.forge(town.stan, f"order.link::{number}:2:each", asked)
    assert not [m for m in town.sam.private.messages if "?start=" in m.text]
    found = await play.say(town.sam, f"/order {number}", desk)
    assert "handed over" not in found.text
    assert "Claim link" in found.labels()
