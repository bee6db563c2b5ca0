"""getMe, and what the bot says of itself."""

from typing import TYPE_CHECKING, Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.params import Params, string
from sandbox.telegram.payloads import bot_json

from .registry import METHODS

if TYPE_CHECKING:
    from sandbox.telegram.world import World

_CANNOT = (
    "can_connect_to_business has_main_web_app has_topics_enabled "
    "allows_users_to_create_topics can_manage_bots supports_guest_queries "
    "supports_join_request_queries"
)
_TEXTS = (
    ("Name", "name", 64, "names"),
    ("Description", "description", 512, "descriptions"),
    ("ShortDescription", "short_description", 120, "short_descriptions"),
)


@METHODS.add("getMe", {})
async def get_me(world: "World", params: Params) -> Any:
    """The bot as User."""
    return {
        **bot_json(world.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": world.inline_mode,
        **dict.fromkeys(_CANNOT.split(), False),
    }


def _add_text(title: str, field: str, longest: int, kept: str) -> None:
    @METHODS.add(f"setMy{title}", {field: string, "language_code": string})
    async def set_text(world: "World", params: Params) -> Any:
        text = params.get(field, "")
        if len(text) > longest:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        texts: dict[str, str] = getattr(world.profile, kept)
        texts[params.get("language_code", "")] = text
        return True

    @METHODS.add(f"getMy{title}", {"language_code": string})
    async def get_text(world: "World", params: Params) -> Any:
        texts: dict[str, str] = getattr(world.profile, kept)
        language = params.get("language_code", "")
        fallback = world.bot.name if field == "name" else ""
        return {field: texts.get(language) or texts.get("") or fallback}


for _text in _TEXTS:
    _add_text(*_text)
