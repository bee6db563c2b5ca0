"""The users of Telegram as it keeps them: people's accounts, and the bot's."""

from dataclasses import dataclass


class User:
    """An account. What somebody does with it is in ``Person``, which knows Telegram; this does not."""

    def __init__(self, user_id: int, name: str, username: str | None, language: str | None) -> None:
        self.id = user_id
        self.name = name
        self.first_name, _, self.last_name = name.partition(" ")
        self.username = username
        self.language = language
        self.is_bot = False
        """Whether it is another bot, as Telegram lets them be heard in groups."""
        self.hides_forwards = False
        """Whether forwarded messages of this person do not link to the account."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} {self.id}>"


@dataclass(frozen=True)
class Bot:
    """The bot whose Bot API is played here."""

    id: int
    username: str
    name: str
