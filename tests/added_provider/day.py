"""A day at the desk of the copy, with the corner shop among its providers; prints what the bot answers."""

import asyncio
import json
import sys

import providers
from bot import logs
from bot.demo.stage import Stage
from bot.demo.transcript import Transcript
from bot.telegram.rates import Rates
from sandbox.telegram import Rates as TelegramRates
from tests.conversations.play import Play


async def day(settings: dict[str, str]) -> None:
    """Put an offer into the catalog, look at stock, buy one, and ask how the providers are."""
    stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    logs.configure(level="error", redactor=stage.redactor)
    await stage.start(None, **settings)
    try:
        await stage.furnish(set())
        play, town = Play(stage), stage.town
        told = Transcript(town.world)
        told.catch_up()
        for person, words in (
            (town.max, '/catalog add "Corner Quest" | corner quest EUR'),
            (town.sam, "/stock corner quest"),
            (town.sam, "/buy corner quest 1"),
        ):
            told.says(person, play.desk, words)
            await play.say(person, words, play.desk)
            told.show_news()
        told.says(town.sam, play.desk, "[Confirm]")
        await play.tap(town.sam, "Confirm", play.desk)
        told.show_news()
        told.says(town.olga, town.managers, "/providers")
        await play.say(town.olga, "/providers", town.managers)
        told.show_news()
    finally:
        await stage.stop()


if __name__ == "__main__":
    sys.stdout.write(f"of {providers.__file__}\n")
    asyncio.run(day(json.loads(sys.argv[1])))
