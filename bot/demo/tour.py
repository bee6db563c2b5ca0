"""The tour: a working day of the desk, played through real HTTP and printed as a transcript.

It is also a check: if the day does not end as it should, the process ends with exit status 1.
"""

import sys
from datetime import datetime, timedelta

from bot import logs
from bot.demo.stage import Stage, StageClock
from bot.demo.transcript import Transcript
from bot.telegram.rates import Rates
from sandbox.telegram import Chat, Message, Person
from sandbox.telegram import Rates as TelegramRates


async def tour() -> None:
    """Play the day. Ends the process with exit status 1 where it goes wrong."""
    clock = StageClock()
    stage = Stage(clock=clock, rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    logs.configure(level="error", redactor=stage.redactor)
    await stage.start()
    try:
        await stage.furnish()
        problems = await _Day(stage, clock).play()
    finally:
        await stage.stop()
    if problems:
        sys.exit("\nThe day did not end as it should:\n  " + "\n  ".join(problems))
    sys.stdout.write("\nThe day is over: one key bought, once; handed to one customer, once.\n")


class _Day:
    """What the people of the demo do, in order."""

    def __init__(self, stage: Stage, clock: StageClock) -> None:
        self._stage = stage
        self._clock = clock
        self._town = stage.town
        self._transcript = Transcript(stage.town.world)
        self._transcript.catch_up()

    async def play(self) -> list[str]:
        """Play it all and tell what is not as it should be."""
        await self._buy()
        link = await self._hand_over()
        await self._claim(link)
        await self._look_up()
        await self._maintenance()
        await self._numbers()
        await self._stranger()
        return self._problems()

    async def _buy(self) -> None:
        town = self._town
        self._transcript.heading("A supporter checks stock and buys a key")
        await self._say(town.sam, "/stock gtav", town.support_desk)
        card = next(m for m in reversed(town.support_desk.messages) if m.sender is None)
        other = next(label for label in card.labels() if "CodeGames" in label)
        await self._tap(town.sam, other, town.support_desk)
        await self._tap(town.sam, "1", town.support_desk)
        await self._tap(town.sam, "Confirm", town.support_desk)

    async def _hand_over(self) -> str:
        self._transcript.heading("The key is handed over by a claim link")
        await self._tap(self._town.sam, "Claim link", self._town.support_desk)
        message = next(m for m in reversed(self._town.sam.private.messages) if "?start=" in m.text)
        return next(word for word in message.text.split() if "?start=" in word)

    async def _claim(self, link: str) -> None:
        town = self._town
        token = link.partition("?start=")[2]
        self._transcript.heading("The customer opens it, and finds it again later")
        self._transcript.says(town.cara, town.cara.private, "(opens the claim link)")
        town.cara.starts(token)
        await self._news()
        await self._say(town.cara, "/mykeys")
        self._transcript.heading("Somebody else tries the same link")
        self._transcript.says(town.carl, town.carl.private, "(opens the claim link)")
        town.carl.starts(token)
        await self._news()

    async def _look_up(self) -> None:
        town = self._town
        self._transcript.heading("A player is looked up")
        player = town.players[0]
        await self._say(town.sam, f"/player puzzle {player.user_id}", town.support_desk)

    async def _maintenance(self) -> None:
        town = self._town
        self._transcript.heading("A maintenance begins and ends; the managers are told")
        now = self._clock()
        town.gamebase.begin_maintenance(
            town.apps["puzzle"].app_id,
            message="New levels are coming",
            begin=now,
            end=now + timedelta(hours=1),
            stores=["GG", "AS"],
        )
        await self._schedules_at(now + timedelta(minutes=1))
        await self._say(town.max, "/maintenance", town.managers)
        town.gamebase.end_maintenance(town.apps["puzzle"].app_id)
        await self._schedules_at(self._clock() + timedelta(minutes=1))

    async def _numbers(self) -> None:
        town = self._town
        self._transcript.heading("The numbers of the day")
        await self._say(town.max, "/sales today", town.managers)
        tomorrow = (self._clock() + timedelta(days=1)).replace(hour=9, minute=0, second=0)
        self._transcript.heading("Next morning at nine, by itself")
        await self._schedules_at(tomorrow)

    async def _stranger(self) -> None:
        self._transcript.heading("A stranger gets nothing")
        await self._say(self._town.stan, "/stock gta")

    def _problems(self) -> list[str]:
        town = self._town
        found = [f"a stand-in complains: {complaint}" for complaint in town.complaints]
        if town.codegames.charges != 1:
            found.append(f"{town.codegames.charges} charges instead of one")
        [key] = town.codegames.orders[0].keys if town.codegames.orders else [""]
        for chat in town.world.chats:
            shows = any(key in message.text for message in chat.messages)
            if shows != (chat is town.cara.private):
                found.append(f"the key {'shows' if shows else 'is missing'} in {chat.title}")
        told = "\n".join(message.text for message in town.managers.messages)
        found.extend(f"the managers were not told: {word}" for word in ("KZT",) if word not in told)
        return found

    async def _say(self, person: Person, text: str, chat: Chat | None = None) -> Message:
        self._transcript.says(person, chat or person.private, text)
        message = person.says(text, chat=chat)
        await self._news()
        return message

    async def _tap(self, person: Person, label: str, chat: Chat) -> None:
        self._transcript.says(person, chat, f"presses [{label}]")
        person.taps(label, chat=chat)
        await self._news()

    async def _schedules_at(self, moment: datetime) -> None:
        self._clock.forward_to(moment)
        await self._stage.app.house.schedules.run_due()
        await self._news()

    async def _news(self) -> None:
        await self._stage.quiet()
        self._transcript.show_news()
