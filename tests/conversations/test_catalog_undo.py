"""Undo on /audit: a change of the catalog is taken back by who may change it, and by nobody else."""

import pytest

from services.actor import Actor
from tests.conversations.play import Play


@pytest.mark.steps("/audit", "tap catalog.undo", "tap catalog.undo-now")
async def test_a_change_is_undone_from_its_row_and_that_too(play: Play) -> None:
    """The question says what is put back; the undoing is a row that can be undone itself."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/catalog elden", desk)
    await play.tap(town.max, "Pause", desk)
    listed = await play.say(town.max, "/audit catalog", desk)
    assert "paused Elden Ring" in listed.text
    label = next(label for label in listed.labels() if label.endswith(": paused Elden Ring"))
    await play.tap(town.max, label, desk, listed)
    assert listed.text.startswith("Undo this? Max Manager paused Elden Ring (")
    assert "One thing is put back to what it was before." in listed.text
    await play.tap(town.max, "Confirm", desk, listed)
    assert listed.text.startswith("Undone: Max Manager paused Elden Ring (")
    assert "Elden Ring" in (await play.say(town.sam, "/stock elden", desk)).text
    await play.tap(town.max, "Back", desk, listed)
    assert "undid a change of Elden Ring: it was paused" in listed.text
    again = [label for label in listed.labels() if label.startswith("Undo")]
    assert again[0].endswith(": undid a change of Elden Ring: it was paused")
    await play.tap(town.max, again[0], desk, listed)
    await play.tap(town.max, "Confirm", desk, listed)
    assert "is paused" in (await play.say(town.sam, "/stock elden ring", desk)).text


async def test_what_was_changed_since_stands_and_it_is_said_by_whom(play: Play) -> None:
    """Of two changes of one field the older cannot be undone before the newer."""
    town, desk = play.town, play.desk
    for name in ("Elden Ring 2", "Elden Ring 3"):
        await play.say(town.max, "/catalog elden", desk)
        await play.tap(town.max, "Rename", desk)
        await play.say(town.max, name, desk, play.shown(desk))
    listed = await play.say(town.max, "/audit catalog", desk)
    newer, older = [label for label in listed.labels() if label.startswith("Undo")][:2]
    assert newer.endswith(": renamed Elden Ring 2 to Elden Ring 3")
    assert older.endswith(": renamed Elden Ring to Elden Ring 2")
    await play.tap(town.max, older, desk, listed)
    said = play.shown(desk).text
    assert said.startswith("Nothing was undone: Elden Ring 3 was changed since by Max Manager, ")
    assert said.endswith(". Undo what came later first, or change it by hand with /catalog.")


async def test_who_may_not_change_the_catalog_sees_no_undo(play: Play) -> None:
    """Nor does a button of before serve: who has lost the right meanwhile is refused."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/catalog elden", desk)
    await play.tap(town.max, "Pause", desk)
    listed = await play.say(town.max, "/audit catalog", desk)
    label = next(label for label in listed.labels() if label.startswith("Undo"))
    olga = Actor(town.olga.id, desk.id, town.olga.name)
    access = play.stage.app.house.services.access
    await access.set_switch(olga, "manager", "catalog.edit", allowed=False)
    refused = await play.tap(town.max, label, desk, listed)
    assert (await refused.answered()).text.startswith("You may not do this here.")
    listed = await play.say(town.max, "/audit catalog", desk)
    assert not [label for label in listed.labels() if label.startswith("Undo")]
