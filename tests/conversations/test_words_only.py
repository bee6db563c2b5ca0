"""A picture, a file or a recording is never dropped in silence: where it is not read it is not taken."""

import pytest

from handlers.frame.registry import Brings, Registry
from handlers.tasks import TASKS
from services.access.roles import PERMISSIONS
from tests.conversations.case_play import card_of
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought, reported
from tests.conversations.test_approvals import limited

WORDS = "a picture, a file or a recording would be lost"
DOCUMENTS = {
    *("/keys", "/catalog", "/products", "/scores"),
    *("keys.text", "catalog.file", "product.sku", "product.value", "scores.args"),
}
ANYTHING = {"case.words", "case.talk", "case.said"}


def test_what_may_be_brought_is_said_by_the_step_that_reads_it() -> None:
    """Whoever reads files says so where the step is registered; nobody else gets any."""
    registry = Registry(TASKS, PERMISSIONS)
    steps = {f"/{name}": route for name, route in registry.commands.items()} | registry.answers
    brings = {name: route.brings for name, route in steps.items()}
    assert {name for name, what in brings.items() if what is Brings.DOCUMENT} == DOCUMENTS
    assert {name for name, what in brings.items() if what is Brings.ANYTHING} == ANYTHING


async def test_a_reason_is_asked_for_again(play: Play) -> None:
    """An album with words, then a recording: each is told once, and the question stays open."""
    town, desk = play.town, play.desk
    await limited(play)
    card = await play.say(town.sam, "/buy gta v 2", desk)
    await play.tap(town.sam, "Confirm", desk, card)
    await play.tap(town.sam, "Give a reason", desk, card)
    question = play.shown(desk)
    for caption in ("as this picture shows", ""):
        town.sam.sends_photo(caption, desk, reply_to=question, album="a1")
    await play.stage.quiet()
    assert WORDS in play.shown(desk).text
    assert [m.text for m in desk.messages].count(play.shown(desk).text) == 1
    town.sam.sends_voice(desk, reply_to=question)
    await play.stage.quiet()
    assert WORDS in play.shown(desk).text
    town.sam.says("a customer waits", desk, question)
    await play.stage.quiet()
    assert any("a customer waits" in m.text for m in town.managers.messages)
    assert not any("picture shows" in m.text for m in town.managers.messages)


async def test_keys_are_taken_from_words_and_documents_and_from_no_picture(play: Play) -> None:
    """Its caption holds keys: it is deleted, and nothing is added until they come as words."""
    town = play.town
    await play.say(town.max, "/keys add GTA V")
    photo = town.max.sends_photo("5 EUR\nAAAA-BBBB-CC11\nAAAA-BBBB-CC22")
    await play.stage.quiet()
    assert photo.deleted
    assert "from words or from a document" in play.shown(town.max.private).text
    said = await play.say(town.max, "5 EUR\nAAAA-BBBB-CC11\nAAAA-BBBB-CC22")
    assert "Confirm" in said.labels()
    await play.say(town.max, "/cancel")
    photo = town.max.sends_photo("/keys add GTA V\nAAAA-BBBB-CC33")
    await play.stage.quiet()
    assert photo.deleted
    assert "from words or from a document" in play.shown(town.max.private).text


@begins(reported)
@pytest.mark.parametrize("kind", ["photo", "file"])
async def test_neither_a_reason_nor_an_answer_kept_ready_is_a_caption(
    play: Play, kind: str
) -> None:
    """Closing a case and writing a ready answer want words alone; a customer's picture is taken as ever."""
    town, desk = play.town, play.desk
    _, card = play.begun(reported)

    async def answers(caption: str) -> str:
        question = play.shown(desk)
        if kind == "photo":
            town.sam.sends_photo(caption, desk, reply_to=question)
        else:
            town.sam.sends_file("a.txt", b"a", caption, desk, reply_to=question)
        await play.stage.quiet()
        return play.shown(desk).text

    await play.tap(town.sam, "Close", desk, card)
    assert WORDS in await answers("used, see the picture")
    assert card.labels() != []
    await play.say(town.sam, "/templates", desk)
    await play.tap(town.sam, "New", desk)
    await play.answer(town.sam, "Photo", desk)
    assert WORDS in await answers("Hi {name}")
    assert card_of(play) is card


async def test_a_file_that_a_command_does_not_read_is_named(play: Play) -> None:
    """Each answers as ever, and says besides that the file was not read and how one is sent."""
    olga = play.town.olga

    async def sent(caption: str, content: bytes = b"a") -> list[str]:
        before = len(olga.private.messages)
        olga.sends_file("a.csv", content, caption)
        await play.stage.quiet()
        return [m.text for m in olga.private.messages[before:] if m.sender is None]

    for caption, goes in (
        ("/products gta", "/products new"),
        ("/catalog gta", "/catalog import"),
        ("/catalog add", "/catalog import"),
        ("/keys GTA V", "/keys add GTA V"),
        ("/keys add no such thing", "/keys add GTA V"),
    ):
        said = await sent(caption)
        assert len(said) == 2, caption
        assert said[1].startswith("I have not read the file") and f"with {goes} below" in said[1]
    table = b"product,provider,external id,currency\nNew,codegames,563,KZT"
    assert not any("not read" in each for each in await sent("/catalog import", table))


@begins(one_bought)
async def test_a_forwarded_picture_says_who_is_meant(play: Play) -> None:
    """Of what is forwarded only its writer counts, so nothing is lost."""
    town = play.town
    card = play.begun(one_bought)
    await play.tap(town.sam, "Send to customer", play.desk, card)
    photo = town.cara.sends_photo("look")
    await play.stage.quiet()
    town.sam.forwards(photo, play.desk)
    await play.stage.quiet()
    assert WORDS not in play.shown(play.desk).text
    assert "Cara" in play.shown(play.desk).text
