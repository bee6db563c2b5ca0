"""What the bot says of itself: name, description and short description by language."""

from dataclasses import dataclass, field


@dataclass
class Profile:
    """Texts by language code; ``""`` is the one for every other language."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
