"""Hooks: addresses at which other systems post what goes on, into a chat of the desk."""

from services.hooks.errors import BadBodyError, TooOftenError, UnknownHookError, UnknownTokenError
from services.hooks.heartbeats import Heartbeats
from services.hooks.receiving import Receiving, Taken
from services.hooks.service import EVERY, Hooks, HookView, Made

__all__ = [
    "EVERY",
    "BadBodyError",
    "Heartbeats",
    "HookView",
    "Hooks",
    "Made",
    "Receiving",
    "Taken",
    "TooOftenError",
    "UnknownHookError",
    "UnknownTokenError",
]
