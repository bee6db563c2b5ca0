"""/backup: how it stands, one made now; what is told of the nightly ones."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.redact import Redactor
from handlers.system import backup as backup_handlers
from services.backups.restoring import Restorer
from services.vault import Vault
from storage.database import Database
from tests.conversations.conftest import none_leaked, promised
from tests.conversations.own_keys_play import put_in
from tests.conversations.play import Play
from tests.conversations.test_claims import REFUSED, link_of
from tests.furnished import Furnished

PASSPHRASE = "correct horse battery staple"


@pytest.fixture
async def nightly(
    furnished: Furnished, log: io.StringIO, redactor: Redactor, request: pytest.FixtureRequest
) -> AsyncIterator[Play]:
    """A desk that makes a backup every night and sends it, sealed, to the managers' chat."""
    made = await furnished.stage(
        redactor=redactor,
        settings={
            "KEYDESK_BACKUP_AT": "03:30",
            "KEYDESK_BACKUP_KEEP": "2",
            "KEYDESK_BACKUP_PASSPHRASE": PASSPHRASE,
        },
        prepared=lambda town: {"KEYDESK_BACKUP_CHAT": str(town.managers.id)},
    )
    play = Play(made)
    yield play
    await play.at_end(promised(request))
    await made.stop()
    none_leaked(made, log)
    assert PASSPHRASE not in log.getvalue()


async def next_night(play: Play) -> None:
    """A day goes by; the desk does what is due, as its loop would within a minute."""
    play.clock.forward_to(play.clock() + timedelta(days=1))
    await play.stage.app.house.backups.run_due()
    await play.stage.quiet()


@pytest.mark.steps("/backup", "tap backup.make")
async def test_an_owner_makes_one_by_a_button(play: Play) -> None:
    """Before: none, and what would make one every night. After: when, which file, how large."""
    olga = play.town.olga
    card = await play.say(olga, "/backup")
    assert "None has been made yet." in card.text
    assert "KEYDESK_BACKUP_AT makes one every night" in card.text
    await play.tap(olga, "Make one now")
    [made] = (play.stage.data_dir / "backups").glob("keydesk-*.zip")
    assert "Last made today" in card.text
    assert made.name in card.text and " 0.1 MB" in card.text
    made.unlink()
    assert "not in its place any more" in (await play.say(olga, "/backup")).text


async def test_only_an_owner_may(play: Play) -> None:
    """A manager is told what it takes."""
    said = await play.say(play.town.max, "/backup", play.desk)
    assert "make and restore backups" in said.text


async def test_one_that_fails_is_told_on_the_card(play: Play) -> None:
    """The folder is a file: what is the matter, and the button again."""
    olga = play.town.olga
    (play.stage.data_dir / "backups").write_text("no folder")
    card = await play.say(olga, "/backup")
    await play.tap(olga, "Make one now")
    assert "No backup was made. No backup could be written into" in card.text
    assert "Make one now" in card.labels()


@pytest.mark.steps("notice backup-file")
async def test_the_nightly_one_goes_to_its_chat_sealed(nightly: Play, tmp_path: Path) -> None:
    """The file there is restored, with the passphrase, to a desk with the same orders."""
    town = nightly.town
    card = await nightly.buy()
    await next_night(nightly)
    sent = nightly.shown(town.managers)
    assert "sealed. keydesk restore opens it" in sent.text
    assert sent.document is not None
    file = tmp_path / sent.document.name
    file.write_bytes(sent.document.content)
    said = await nightly.say(town.olga, "/backup")
    assert "Made every night at 03:30 (UTC); the newest 2 are kept." in said.text
    assert "A sealed copy of each is sent" in said.text

    secrets = (nightly.stage.data_dir / "secret.keys").read_text().split()
    other = Database(f"sqlite+aiosqlite:///{tmp_path / 'other' / 'desk.db'}")
    other.occupy()
    done = await Restorer(other, nightly.clock, Vault(secrets)).restore(
        file, lambda: PASSPHRASE, replace=False
    )
    await other.close()
    assert done.open_orders == (nightly.order_number(card),)


@pytest.mark.steps("notice links-closed", "notice perhaps-handed", "notice own-stock-aside")
async def test_links_of_before_a_restore_open_nothing(play: Play) -> None:
    """Used since the backup or not: the link is refused, and the order's chat is told which it was."""
    ready = play.order_number(await play.buy())
    card = await play.buy()
    number, token = play.order_number(card), await link_of(play)
    await put_in(play)
    made = await play.stage.app.house.backups.make()
    await play.stage.app.stop()
    secrets = (play.stage.data_dir / "secret.keys").read_text().split()
    desk = Database(f"sqlite+aiosqlite:///{play.stage.data_dir / 'keydesk.db'}")
    done = await Restorer(desk, play.clock, Vault(secrets), [play.town.olga.id]).restore(
        made.path, lambda: PASSPHRASE, replace=True
    )
    await desk.close()
    assert done.links == 1
    await play.restart()
    await play.due()
    told = [m.text for m in play.desk.messages if "I came back from a backup" in m.text]
    assert len(told) == 2
    aside = play.shown(play.town.olga.private).text
    assert "its 2 keys may have been sold" in aside and "Sell what is put aside" in aside
    assert "A claim link that was open then works no more" in told[0] and number in told[0]
    assert "The keys of an order were ready then and nobody’s." in told[1] and ready in told[1]
    assert REFUSED in (await play.start(play.town.cara, token)).text


@pytest.mark.steps("notice backup-failed")
async def test_a_nightly_one_that_fails_is_told_to_the_owner(nightly: Play) -> None:
    """In private: what is the matter, and that it is tried again."""
    (nightly.stage.data_dir / "backups").write_text("no folder")
    await next_night(nightly)
    told = nightly.shown(nightly.town.olga.private)
    assert "Tonight’s backup was not made." in told.text
    assert "I try again in an hour" in told.text
    card = await nightly.say(nightly.town.olga, "/backup")
    assert "The last try, today" in card.text


async def test_what_cannot_be_sent_is_said(nightly: Play) -> None:
    """A sealed copy beyond Telegram's limit, or gone: the chat is told that and where it is."""
    town, house = nightly.town, nightly.stage.app.house
    made = await house.backups.make()
    assert made.sealed is not None
    with made.sealed.open("ab") as stream:
        stream.truncate(backup_handlers.MOST_BYTES + 1)
    await nightly.stage.quiet()
    said = nightly.shown(town.managers).text
    assert "has 50.0 MB and a bot may send 50 MB, so it is not here" in said
    made = await house.backups.make()
    assert made.sealed is not None
    made.sealed.unlink()
    await nightly.stage.quiet()
    assert "so I cannot send it" in nightly.shown(town.managers).text
