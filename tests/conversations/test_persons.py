"""Who is meant: a name is held against Telegram, and people are picked, forwarded and told by id."""

from datetime import timedelta

import pytest

from sandbox.faults import Fault
from services.actor import Actor
from tests.conversations.play import Play
from tests.conversations.scenes import begins

PICK = "👤 Choose a person"
CHANGED = "and is not any more: names change hands, and somebody else may have it now."


async def sending(play: Play) -> str:
    """Let Sam press Send to customer on a fresh order; gives its number."""
    number = play.order_number(await play.buy())
    await play.tap(play.town.sam, "Send to customer", play.desk)
    return number


@begins(sending)
@pytest.mark.steps("tap order.send", "answer order.customer", "tap order.send-now")
async def test_keys_are_sent_after_a_look_at_the_person(play: Play) -> None:
    """Name, @name, id and since when; nothing is handed over before Confirm."""
    town, desk = play.town, play.desk
    card = await play.answer(town.sam, "@cara", desk)
    question, person = card.text.splitlines()
    assert question.startswith("Send the key of GTA V (K-")
    assert question.endswith(") to Cara Customer?")
    assert person.startswith(f"👤 Cara Customer · @cara · id {town.cara.id} · known since ")
    assert play.showing(play.sold()[0]) == []
    await play.tap(town.sam, "Confirm", desk)
    assert play.showing(play.sold()[0]) == [town.cara.private]


@begins(sending)
@pytest.mark.steps("tap order.send-not")
async def test_nothing_is_sent_after_cancel(play: Play) -> None:
    """The order is still to be handed over."""
    town, desk = play.town, play.desk
    number = play.begun(sending)
    card = await play.answer(town.sam, "@cara", desk)
    await play.tap(town.sam, "Cancel", desk, card)
    assert card.text == f"{number} was sent to nobody."
    assert play.showing(play.sold()[0]) == []
    assert "Claim link" in (await play.say(town.sam, f"/order {number}", desk)).labels()


@begins(sending)
async def test_a_name_that_changed_hands_gets_no_key(play: Play) -> None:
    """Cara gave @cara up and a stranger took it: neither is guessed; her id still means her."""
    town, desk = play.town, play.desk
    question = play.shown(desk)
    town.world.person("Eve").takes_name("cara")
    said = await play.say(town.sam, "@cara", desk, question)
    assert f"@cara was the name of Cara Customer (id {town.cara.id}) {CHANGED}" in said.text
    said = await play.say(town.sam, "@cara", desk, question)
    assert said.text.startswith("I do not know “@cara”.")
    card = await play.say(town.sam, str(town.cara.id), desk, question)
    assert "to Cara Customer?" in card.text
    assert "@cara" not in card.text


async def test_the_new_owner_of_a_name_is_meant_once_met(play: Play) -> None:
    """And shown as who that is, so that a mistake is seen before Confirm."""
    town, desk = play.town, play.desk
    town.stan.takes_name("cara")
    await play.start(town.stan)
    await sending(play)
    card = await play.answer(town.sam, "@CARA", desk)
    assert "to Stan Stranger?" in card.text
    assert f"id {town.stan.id}" in card.text


@begins(sending)
async def test_without_telegrams_word_a_name_means_nobody(play: Play) -> None:
    """When it does not answer, nothing is done; an id needs no asking."""
    town, desk = play.town, play.desk
    question = play.shown(desk)
    for _ in range(20):
        town.world.faults.add("getChat", Fault.error(502, "Bad Gateway"))
    said = await play.say(town.sam, "@cara", desk, question)
    assert said.text.startswith(
        "Telegram does not answer at the moment, so I cannot tell who @cara is now. Nothing was done;"
    )
    card = await play.say(town.sam, str(town.cara.id), desk, question)
    assert "to Cara Customer?" in card.text
    town.world.faults.clear()


@pytest.mark.steps("/grant")
async def test_no_role_is_given_or_taken_by_a_name_that_changed_hands(play: Play) -> None:
    """Both ask Telegram; the list of /revoke names the person as met."""
    town, desk = play.town, play.desk
    town.sam.takes_name("sam_s")
    said = await play.say(town.olga, "/revoke support @sam", desk)
    assert f"@sam was the name of Sam Support (id {town.sam.id}) {CHANGED}" in said.text
    card = await play.say(town.olga, "/revoke support @sam_s", desk)
    assert "Take the role support in this chat away from Sam Support?" in card.text
    assert "· @sam_s ·" in card.text
    town.cara.takes_name("cc")
    said = await play.say(town.olga, "/grant support @cara", desk)
    assert CHANGED in said.text


@pytest.mark.steps("/grant", "answer grant.person", "tap grant.do")
async def test_a_person_is_picked_by_a_button(play: Play) -> None:
    """In the private chat; also somebody the bot has never met, who is told to be new."""
    town = play.town
    new = town.world.person("Nina New", username="nina")
    await play.say(town.olga, "/grant support")
    play.done.add("answer grant.person")
    town.olga.picks(PICK, new)
    await play.stage.quiet()
    met, card = [m for m in town.olga.private.messages if m.sender is None][-2:]
    assert met.text == f"👤 Nina New · @nina · id {new.id} · I have not met this person before"
    assert met.markup.raw == {"remove_keyboard": True}
    assert card.text.startswith("Make Nina New support in every chat?")
    await play.tap(town.olga, "Confirm")
    assert play.shown(town.olga.private).text == "Nina New is now support in every chat."
    with pytest.raises(LookupError):
        town.olga.picks(PICK, new)


@begins(sending)
@pytest.mark.steps("start payload", "tap order.send-now")
async def test_the_customer_of_a_groups_order_is_picked_in_the_private_chat(play: Play) -> None:
    """By the link in the group's question, with the rights that Sam has in that group."""
    town, desk = play.town, play.desk
    number = play.begun(sending)
    link = next(e.url for e in play.shown(desk).entities if e.url and "start=send-" in e.url)
    assert link.endswith(f"start=send-{number}")
    await play.start(town.sam, f"send-{number}")
    town.sam.picks(PICK, town.cara)
    await play.stage.quiet()
    card = play.shown(town.sam.private)
    assert "to Cara Customer?" in card.text
    await play.tap(town.sam, "Confirm")
    assert play.showing(play.sold()[0]) == [town.cara.private]
    said = await play.start(town.stan, f"send-{number}")
    assert said.text.startswith("You may not do this here.")


@pytest.mark.steps("/cancel")
async def test_cancel_takes_the_button_away(play: Play) -> None:
    """The person's own keyboard comes back."""
    town = play.town
    await play.say(town.olga, "/grant support")
    assert town.olga.keyboard(town.olga.private) is not None
    await play.say(town.olga, "/cancel")
    assert town.olga.keyboard(town.olga.private) is None


@begins(sending)
async def test_a_forwarded_message_tells_who_is_meant(play: Play) -> None:
    """In the group it answers the question though it is no reply; its words do nothing else."""
    town, desk = play.town, play.desk
    said = town.cara.says("/start where is my key?")
    await play.stage.quiet()
    town.sam.forwards(said, desk)
    await play.stage.quiet()
    card = play.shown(desk)
    assert "to Cara Customer?" in card.text
    await play.tap(town.sam, "Confirm", desk)
    assert play.showing(play.sold()[0]) == [town.cara.private]


@begins(sending)
async def test_a_forwarded_message_that_hides_its_writer_is_explained(play: Play) -> None:
    """So are those of channels and groups; the question stays open."""
    town, desk = play.town, play.desk
    hidden = town.cara.says("where is my key?")
    town.cara.hides_forwards = True
    await play.stage.quiet()
    town.sam.forwards(hidden, desk)
    await play.stage.quiet()
    assert play.shown(desk).text == (
        "Cara Customer does not let forwarded messages tell whose they are, so I cannot know the "
        "account. Send the id instead, or let the person write to me."
    )
    town.sam.forwards(desk.add_post(town.world.channel("News"), "Sale"), desk)
    await play.stage.quiet()
    assert play.shown(desk).text.startswith("No person is behind that")
    assert "to Cara Customer?" in (await play.answer(town.sam, "@cara", desk)).text


async def test_talk_that_is_forwarded_is_nobodys_business(play: Play) -> None:
    """Without such a question nothing is said to it, and a forwarded command is none."""
    town, desk = play.town, play.desk
    before = play.shown(desk)
    said = town.max.says("/stock gta v", play.town.managers)
    await play.stage.quiet()
    town.sam.forwards(said, desk)
    await play.stage.quiet()
    assert play.shown(desk) is before


async def test_since_when_somebody_is_known_is_told(play: Play) -> None:
    """The day of the first meeting, however often they were seen since."""
    town, desk = play.town, play.desk
    await play.start(town.cara)
    await play.later(timedelta(days=40))
    await play.say(town.cara, "/mykeys")
    await sending(play)
    card = await play.answer(town.sam, "@cara", desk)
    since = card.text.rpartition("known since ")[2]
    assert since.startswith(str((play.clock() - timedelta(days=40)).day))


@pytest.mark.steps("answer grant.pick", "tap grant.do")
async def test_who_gets_a_role_in_a_group_is_picked_in_the_private_chat(play: Play) -> None:
    """By the link in the group's question; it is confirmed in the group, by the rights there, and once."""
    town, desk = play.town, play.desk
    await play.start(town.max)
    await play.say(town.max, "/grant support 7d", desk)
    asked = play.shown(desk)
    link = next(e.url for e in asked.entities if e.url and "start=grant-" in e.url)
    payload = link.partition("start=")[2]
    late = "I am not asking for a person in that group any more."
    assert (await play.start(town.stan, payload)).text.startswith(late)
    await play.start(town.max, payload)
    play.done.add("answer grant.pick")
    town.max.picks(PICK, town.stan)
    await play.stage.quiet()
    assert play.shown(town.max.private).text == (
        "I have asked in “Support desk” whether it is meant so: please confirm it there."
    )
    assert "Make Stan Stranger support in this chat?" in play.shown(desk).text
    await play.tap(town.max, "Confirm", desk)
    assert "Stan Stranger is now support in this chat." in play.shown(desk).text
    assert (await play.start(town.max, payload)).text.startswith(late)
    await play.say(town.max, "/grant support", desk)
    await play.start(town.max, payload)
    access = play.stage.app.house.services.access
    await access.revoke(Actor(town.olga.id, desk.id, "Olga"), town.max.id, "manager")
    town.max.picks(PICK, town.cara)
    await play.stage.quiet()
    assert play.shown(town.max.private).text.startswith("You may not do this here.")
    assert access.roles_of(town.cara.id, desk.id) == ()


async def test_who_never_started_the_bot_is_not_said_to_have_lost_the_name(play: Play) -> None:
    """Telegram tells nothing of them: that is said, with the link to start by; then the name means them."""
    town, desk = play.town, play.desk
    name = str(town.stan.username)
    await play.stage.app.house.services.people.noted(town.stan.id, "Stan Stranger", name)
    await sending(play)
    question = play.shown(desk)
    said = await play.say(town.sam, f"@{name}", desk, question)
    assert f"I cannot check whether @{name} is still Stan Stranger" in said.text
    assert "https://t.me/" in said.text and CHANGED not in said.text
    await play.start(town.stan)
    card = await play.say(town.sam, f"@{name}", desk, question)
    assert "to Stan Stranger?" in card.text
