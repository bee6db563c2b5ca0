"""The command ``keydesk demo``: the whole desk on this machine, with made-up people and providers.

This package is the only part of the running house that knows the sandbox; everything else is the
same code that serves a real business, pointed at stand-ins by its settings.
"""

import asyncio

from bot.demo.serve import serve
from bot.demo.tour import tour as play


def run(*, tour: bool, port: int) -> None:
    """Serve the web chat until Ctrl-C, or play the tour as a transcript and end."""
    try:
        asyncio.run(play() if tour else serve(port))
    except KeyboardInterrupt:
        return
