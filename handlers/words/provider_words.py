"""Providers in words: what they are called, and what is the matter with one."""

from datetime import datetime

from handlers.words.texts import Texts


def provider_name(t: Texts, provider: str) -> str:
    """What people call a provider."""
    known = f"provider-{provider}"
    return t.plain(known) if t.has(known) else provider


def short_trouble(t: Texts, kind: str, since: datetime | None = None) -> str:
    """What is the matter with a provider, in the few words of a line; ``since`` it is down."""
    if since is not None:
        return t.plain("short-trouble-down", since=t.lately(since))
    words = f"short-trouble-{kind}"
    return t.plain(words if t.has(words) else "short-trouble-error")
