"""``python -m bot`` is the same as ``keydesk``."""

from bot.cli import main

main()
