"""A deed in plain facts: who asked for what and where, each request of it, and what came of that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from services.actor import Actor
from services.errors import DeskError
from storage.work import WorkRow

KIND = "deed"
"""Work on a deed. Its subject is a fingerprint of what is to be done: the very same is under way once."""
ENDED = "deed-ended"
"""The notice of its end. Facts: those of the deed, ``refused`` where it was given up before it was begun,
``barred``: the permission that its person has no more, ``reference`` of a mistake of ours."""
STILL_WANTED = timedelta(minutes=15)
"""A deed that was kept from being begun is still done for so long, and one that was cut off done again."""


class Outcome(StrEnum):
    """What came of a step."""

    DONE = "done"
    FOUND_DONE = "found-done"  # the answer was lost, and looking showed that it is done
    NOT_DONE = "not-done"  # the answer was lost, and looking showed that it is not done
    AMBIGUOUS = "ambiguous"  # it is done, by an earlier try of ours or by somebody else
    UNKNOWN = "unknown"  # the answer is lost, and nothing was learnt
    REFUSED = "refused"  # the provider said no
    NOT_SENT = "not-sent"  # the provider was not reached


class DeedUnderWayError(DeskError):
    """The very same is being done just now. No facts."""

    code = "deed-under-way"


class NotKnownError(Exception):
    """What came of a request that an earlier process was cut off in cannot be learnt."""


class TooLateError(Exception):
    """No more of the deed is begun: it was confirmed too long ago."""


class NoRightError(TooLateError):
    """The same: who confirmed it may not do it any more."""


class Standing(StrEnum):
    """How a deed stands that was confirmed before."""

    UNDER_WAY = "under-way"
    ENDED = "ended"
    THIS = "this"  # by this very tap, which has come again: its process died before it was handled


@dataclass(frozen=True, slots=True)
class Deed:
    """What was confirmed. ``key`` is its own, ``about`` holds no secret.

    ``message_id`` is the message that its end is put in place of, ``tap`` the id of the tap that
    confirmed it. ``steps`` are its requests so far, each with ``id``, ``step``, ``what``, ``outcome`` (None:
    not known), ``error`` and ``counts``.
    """

    key: str
    actor: Actor
    name: str
    about: Mapping[str, str]
    message_id: int | None = None
    tap: str = ""
    steps: Sequence[Mapping[str, Any]] = ()

    def facts(self) -> dict[str, Any]:
        """As its row, and the notice of its end, have it."""
        return {
            "key": self.key,
            "deed": self.name,
            "about": dict(self.about),
            "user": self.actor.user_id,
            "person": self.actor.name,
            "thread": self.actor.thread_id,
            "message": self.message_id,
            "tap": self.tap,
            "steps": [dict(each) for each in self.steps],
        }

    @classmethod
    def of(cls, row: WorkRow) -> "Deed":
        """Read its row."""
        facts = row.facts
        actor = Actor(
            int(facts["user"]), row.chat_id or 0, str(facts["person"]), facts.get("thread")
        )
        return cls(
            str(facts["key"]),
            actor,
            str(facts["deed"]),
            facts["about"],
            facts.get("message"),
            str(facts.get("tap", "")),
            facts["steps"],
        )

    @property
    def is_open(self) -> bool:
        """Whether something was asked for of which nobody knows what came of it."""
        return any(step["outcome"] is None for step in self.steps)


def once_key(key: str, step_id: str = "") -> str:
    """Of the notice of a deed's end, or of that of a step that came when the deed had been told."""
    return f"deed:{key}:{step_id}" if step_id else f"deed:{key}"
