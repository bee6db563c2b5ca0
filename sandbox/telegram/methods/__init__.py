"""The methods of the Bot API that the sandbox knows, one file an area."""

from . import (
    callbacks,
    chats,
    commands,
    ephemeral,
    files,
    inline,
    messages,
    pins,
    profile,
    rich,
    updates,
)
from .registry import METHODS, Method

__all__ = [
    "METHODS",
    "Method",
    "callbacks",
    "chats",
    "commands",
    "ephemeral",
    "files",
    "inline",
    "messages",
    "pins",
    "profile",
    "rich",
    "updates",
]
