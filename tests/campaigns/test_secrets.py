"""A whole day with everything that goes wrong, and then a hunt for every secret of it."""

import io
import logging
import secrets
from collections.abc import AsyncIterator, Iterator
from itertools import chain
from pathlib import Path

import pytest

from bot import logs
from bot.demo.stage import Stage
from bot.settings import Settings
from bot.telegram.rates import Rates
from sandbox.telegram import Rates as TelegramRates
from tests.campaigns import leaks
from tests.campaigns.day import whole_day
from tests.campaigns.hunter import Hunter, Secret
from tests.campaigns.process import Keydesk
from tests.conversations.play import Play

MORE_SECRETS = {  # nobody listens on port 9
    "KEYDESK_WEBHOOK_SECRET": secrets.token_urlsafe(24),
    "KEYDESK_HYPE__BASE_URL": "http://127.0.0.1:9",
    "KEYDESK_HYPE__IDENTIFIER": "partner",
    "KEYDESK_HYPE__SECRET": secrets.token_urlsafe(24),
    "KEYDESK_PAYSUPER__BASE_URL": "http://127.0.0.1:9",
    "KEYDESK_PAYSUPER__TOKEN": secrets.token_urlsafe(24),
    "KEYDESK_PAYSUPER__PROJECT_ID": "5dbac7bb120a810001a8fe80",
}


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """The demo's people and providers, everything allowed at full speed."""
    made = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    yield made
    await made.stop()


def log_twice(stage: Stage) -> io.StringIO:
    """All that is logged at the most talkative level, in both forms."""
    log = io.StringIO()
    logs.configure(level="debug", log_format="console", redactor=stage.redactor, stream=log)
    [console] = logging.getLogger().handlers
    logs.configure(level="debug", log_format="json", redactor=stage.redactor, stream=log)
    logging.getLogger().addHandler(console)
    return log


@pytest.mark.usefixtures("logging_kept")
async def test_no_secret_of_a_whole_day_is_anywhere(stage: Stage) -> None:
    """Not in the log at its most talkative, not in the database, not in what others may read."""
    log = log_twice(stage)
    await stage.start(None, **MORE_SECRETS)
    await stage.furnish({"codegames"})
    play = Play(stage)
    numbers, references = await whole_day(play)

    assert len(leaks.provider_tokens(play)) >= 2
    assert len(play.sold()) >= 6
    claims, keys = leaks.claim_tokens(play), leaks.bought_keys(play)
    assert len(claims) >= 4
    env = {
        **play.town.settings(),
        **MORE_SECRETS,
        "KEYDESK_DATA_DIR": str(stage.data_dir),
    }
    lasting = list(leaks.lasting_secrets(play, env))
    assert len(lasting) >= 8
    everything = Hunter([*lasting, *claims, *keys])
    places: Iterator[tuple[str, str | bytes]] = chain(
        leaks.files(play), leaks.rows(play), leaks.groups(play)
    )
    found = everything.found_in("the log", log.getvalue())
    found += [one for place, content in places for one in everything.found_in(place, content)]
    always = Hunter(lasting)
    for chat, text in leaks.private_messages(play):
        found += always.found_in(f"the chat of {chat.title}", text)
    found += list(strangers_keys(play, keys, claims))
    assert not found, "\n".join(found)

    # The hunt was where the secrets would have been: an order's number, which is none, is found.
    number = Hunter([Secret("order number", numbers[0])])
    for hunted in (leaks.files(play), leaks.rows(play), leaks.groups(play)):
        assert any(number.found_in(place, content) for place, content in hunted)
    assert any(number.found_in(chat.title, text) for chat, text in leaks.private_messages(play))
    assert {"keydesk.db", "keydesk.db-wal"} <= {name for name, _ in leaks.files(play)}
    tables = {place for place, _ in leaks.rows(play)}
    assert {"table audit", "table notices", "table dialogs", "table keys"} <= tables
    assert references
    # Both forms of the log are there; aiogram.event is heard of at debug only.
    for sign in (*references, "Traceback", "[aiogram.event]", '"logger": "aiogram.event"'):
        assert sign in log.getvalue()


@pytest.mark.parametrize("command", ["run", "doctor"])
async def test_a_start_that_fails_names_no_secret(
    stage: Stage, tmp_path: Path, command: str
) -> None:
    """A token Telegram does not know, a password the provider does not: told without showing them."""
    await stage.town.start(None)
    wrong = {
        **stage.town.settings(),
        **MORE_SECRETS,
        "KEYDESK_BOT_TOKEN": f"7000000001:AA{secrets.token_urlsafe(24)}",
        "KEYDESK_CODEGAMES__PASSWORD": secrets.token_urlsafe(24),
    }
    keydesk = Keydesk(tmp_path, wrong)
    try:
        await keydesk.start(command)
        assert await keydesk.ended() == 1, keydesk.log
    finally:
        await keydesk.clear()
        await stage.town.stop()
    loaded = Settings.load(keydesk.settings, tmp_path / "no.env")
    known = [Secret(f"setting {at}", text) for at, text in enumerate(loaded.secrets())]
    found = Hunter(known).found_in("what was printed", keydesk.log)
    assert not found, "\n".join(found)
    assert "KEYDESK_BOT_TOKEN" in keydesk.log


def strangers_keys(play: Play, keys: list[Secret], claims: list[Secret]) -> Iterator[str]:
    """A key is shown to whom it was handed, a claim to who made it, and to nobody else."""
    town = play.town
    makers, holders = Hunter(claims), Hunter(keys)
    for chat, text in leaks.private_messages(play):
        if chat is not town.sam.private:
            yield from makers.found_in(f"the chat of {chat.title}", text)
        if chat not in (town.sam.private, town.cara.private, town.carl.private):
            yield from holders.found_in(f"the chat of {chat.title}", text)
