"""What the program loads in its first moments, loaded once by the process that all others are forked from.

Each of them would else read all texts, all providers and, where its database is new, the library of
migrations by itself, which takes it most of a second.
"""

import gc
import importlib
import pkgutil

import bot.app
import bot.cli
import bot.doctor
import providers
import storage.schema
from handlers.words.texts import Library
from services.clock import system_clock

__all__ = ["bot", "storage"]

for found in pkgutil.walk_packages(providers.__path__, "providers."):
    importlib.import_module(found.name)
for name in ("anyio._backends._asyncio", "httpcore", "concurrent.futures.thread"):
    importlib.import_module(name)
Library.load(system_clock)  # what was parsed is kept by its text
gc.collect()
gc.freeze()
