"""Where a secret of the stage could have gone, and which secrets there are."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from bot.secrets import FILE_NAME, secret_keys
from bot.settings import Settings
from sandbox.telegram import Chat
from sandbox.telegram.calls import Call
from tests.campaigns.hunter import Secret
from tests.conversations.play import Play


def lasting_secrets(play: Play, env: dict[str, str]) -> Iterator[Secret]:
    """What nobody may ever read anywhere."""
    settings = Settings.load(env, play.stage.data_dir / "no.env")
    for number, secret in enumerate(settings.secrets()):
        yield Secret(f"setting {number}", secret)
    for number, key in enumerate(secret_keys(settings)):
        yield Secret(f"Fernet key {number}", key.get_secret_value())
    yield Secret("bot token's secret half", play.town.world.token.partition(":")[2])
    for number, token in enumerate(provider_tokens(play)):
        yield Secret(f"provider token {number}", token)


def provider_tokens(play: Play) -> list[str]:
    """Every token that CodeGames was shown."""
    headers = (call.headers.get("Authorization", "") for call in play.town.codegames.calls)
    return list(dict.fromkeys(header.removeprefix("Bearer ") for header in headers if header))


def claim_tokens(play: Play) -> list[Secret]:
    """Every token that was in a claim link; a link that leads to an order holds its number only."""
    told = [word for text in all_texts(play) for word in text.split() if "?start=" in word]
    tokens = dict.fromkeys(word.partition("?start=")[2] for word in told)
    return [Secret(f"claim {at}", token) for at, token in enumerate(_but_orders(tokens))]


def _but_orders(payloads: Iterable[str]) -> list[str]:
    return [each for each in payloads if len(each) > 8 and not each.startswith("send-")]


def bought_keys(play: Play) -> list[Secret]:
    """Every key that was sold; all but the letters its mask may show."""
    keys = dict.fromkeys(play.sold())
    return [Secret(f"key {at}", key, stem=key[:-4]) for at, key in enumerate(keys)]


def all_texts(play: Play) -> list[str]:
    """The text of every message the bot has sent or edited."""
    return [str(call.params["text"]) for call in play.town.world.calls if "text" in call.params]


def files(play: Play) -> Iterator[tuple[str, bytes]]:
    """Every file the process has written, raw, but the one that is there to hold secrets."""
    for path in sorted(play.stage.data_dir.rglob("*")):
        if path.is_file() and path.name != FILE_NAME:
            yield path.name, path.read_bytes()


def rows(play: Play) -> Iterator[tuple[str, str]]:
    """Every row of every table; a value may be cut in two where it stands in the file."""
    with sqlite3.connect(play.stage.data_dir / "keydesk.db") as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in found.fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own name
                yield f"table {table}", "\n".join(map(_shown, row))


def groups(play: Play) -> Iterator[tuple[str, str]]:
    """All that the bot said, edited, answered or told Telegram, but for its private messages."""
    for call in play.town.world.calls:
        if _private_chat(play, call) is None:
            yield f"{call.method} in {call.params.get('chat_id')}", _shown(call.params)
    for chat in play.town.world.chats:
        if chat.is_group:
            for message in chat.messages:
                yield f"message in {chat.title}", message.text


def private_messages(play: Play) -> Iterator[tuple[Chat, str]]:
    """All that the bot said or edited in private chats."""
    for call in play.town.world.calls:
        chat = _private_chat(play, call)
        if chat is not None:
            yield chat, _shown(call.params)


def _private_chat(play: Play, call: Call) -> Chat | None:
    chat = play.town.world.chat(int(call.params.get("chat_id") or 0))
    return chat if chat is not None and not chat.is_group else None


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
