"""The running process: started, worked, and stopped without losing anything."""

import asyncio
import os
import signal
from contextlib import AsyncExitStack
from functools import partial

import structlog
from aiogram import Dispatcher

from bot import logs, proxies
from bot.database_watch import DatabaseWatch
from bot.house import House
from bot.loops import Loops
from bot.opening import opened
from bot.process import keep_what_is_there
from bot.proxy_trial import try_proxies
from bot.redact import Redactor
from bot.rounds import rounds, timekeeping
from bot.secrets import secret_keys, secrets_not_lost
from bot.sender import Sender
from bot.settings import Settings
from bot.telegram.budget import Budget
from bot.telegram.dropped import Dropped
from bot.telegram.key_guard import KeyGuard
from bot.telegram.membership import TelegramMembership
from bot.telegram.poller import Poller
from bot.telegram.rates import Rates
from bot.telegram.session import make_bot
from bot.web import Web
from bot.wiring import build_house
from bot.wiring_games import own_names
from handlers.frame.confirmation.deed_maker import DeedMaker
from handlers.frame.confirmation.pending_secrets import PendingSecrets
from handlers.frame.dialogs import Dialogs
from handlers.frame.frame import Frame
from handlers.frame.incoming.membership import follow_migration
from handlers.frame.incoming.pieces_said import PiecesSaid
from handlers.frame.incoming.router import build_router
from handlers.frame.incoming.taps import TAP_PATIENCE
from handlers.frame.incoming.too_late import say_too_late
from handlers.frame.outgoing.menu_commands import CommandLists
from handlers.frame.outgoing.refusals import Reason
from handlers.frame.registry import Registry
from handlers.orders.progress import OnCards
from handlers.tasks import TASKS
from handlers.words.texts import Library
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience
from services.access.roles import PERMISSIONS
from services.clock import Clock, system_clock
from storage.errors import TroubleError

WORK_SECONDS = 25.0
"""What a stop grants to work that is under way, while running steps end too. Then it is cut off and given
back, and the next process asks what became of it."""
KEEP_SECONDS = 12.0
"""What a stop grants to answers that cannot be written down. With the try that is under way then (ten
seconds for a lock) it is less than the poller grants to the steps that wait for them, so that these can
still say what became of it."""

log = structlog.get_logger(__name__)


class App:
    """Keydesk with these settings. Making it does no I/O; ``start`` and ``stop`` do it all."""

    def __init__(
        self,
        settings: Settings,
        redactor: Redactor,
        *,
        clock: Clock = system_clock,
        rates: Rates | None = None,
        patience: Patience | None = None,
        tap_patience: float = TAP_PATIENCE,
        proxies: Proxies = DIRECT,
        telegram_proxies: Proxies = DIRECT,
        rested: bool = False,
    ) -> None:
        """Wire everything; ``patience`` is how long providers may take, ``proxies`` the way to them,
        ``tap_patience`` the seconds until a tap is answered without words. ``rested``: the one before has
        stopped in order a moment ago, so that what comes round need not be looked at in the first moment.

        Raises RegistryError, SecretsError, OSError, ValueError.
        """
        for secret in settings.secrets():
            redactor.add(secret)
        keys = [key.get_secret_value() for key in secret_keys(settings)]
        for key in keys:
            redactor.add(key)
        self.house: House = build_house(settings, keys, clock, redactor, patience, proxies=proxies)
        services = self.house.services
        self.budget = Budget(rates or Rates.telegram(), clock=clock.steady)
        self.bot = make_bot(
            settings.bot_token.get_secret_value(),
            settings.telegram_api,
            budget=self.budget,
            on_migrated=self._migrated,
            on_unreachable=self._unreachable,
            proxies=telegram_proxies,
            guard=KeyGuard(services.known_keys),
        )
        services.access.ask_by(TelegramMembership(self.bot))
        registry = Registry(TASKS, PERMISSIONS, services.providers.with_capability)
        library = Library.load(clock)
        library.own = own_names(services.providers)
        lists = CommandLists(registry, library, services.access, services.people)
        dialogs = Dialogs(self.house.db, clock)
        secrets, said = PendingSecrets(clock), PiecesSaid(clock)
        self.frame = Frame(services, registry, library, dialogs, lists, secrets, said)
        # Without aiogram's own memory of states, which keeps a row for everybody who ever wrote.
        self.dispatcher = Dispatcher(disable_fsm=True)
        self.dispatcher.include_router(build_router(self.frame, tap_patience))
        self.house.fulfilment.told_by(OnCards(self.bot, self.frame))
        self.house.deed_work.made_by(DeedMaker(self.bot, self.frame))
        self._dropped = Dropped(self.bot, self.frame, services.strangers)
        self.poller = Poller(
            self.bot,
            self.dispatcher,
            self.house.inbox,
            judge=services.strangers,
            on_dropped=self._dropped,
            on_late=partial(say_too_late, self.frame, self.bot),
        )
        self.sender = Sender(self.bot, self.frame, services.outbox)
        self.database_watch = DatabaseWatch(
            self.house.db,
            self.bot,
            self.frame,
            settings.owners,
            on_over=self.house.desk_alerts.took_no_writes,
        )
        checks = {"database": self._writes, "polling": self._polls}
        self.web = Web(
            settings.listen,
            checks,
            self.house.launches,
            self.house.receiving,
            calendars=services.duty.feed,
        )
        services.hooks.served_at(lambda: self.web.address)
        self._loops = Loops()
        self._rested = rested
        self._polling: asyncio.Task[None] | None = None
        self._started = AsyncExitStack()

    async def start(self) -> None:
        """Open the database, settle what an earlier process left, and begin to listen.

        Raises bot.web.ListenError where KEYDESK_LISTEN cannot be used, OccupiedError where another
        desk is at work on the same file, WrongSecretsError.
        """
        async with AsyncExitStack() as started:
            started.push_async_callback(self.house.close)
            await opened(self.house)
            # Before anything is taken over: another Keydesk on this machine may be at work on it.
            await self.web.start()
            started.push_async_callback(self.web.stop)
            await self.house.starts.begin()
            started.push_async_callback(self.house.starts.end)
            await self.frame.dialogs.load()
            started.push_async_callback(self.bot.session.close)
            started.push_async_callback(self.budget.close)
            await self.house.services.outbox.recover()
            if self.house.db.is_sqlite:  # nobody else can be at work on the same file
                await self.house.worker.take_over()
            # After the loops, and after all that may still tell something, has ended.
            started.push_async_callback(self.sender.stop)
            started.push_async_callback(self._loops.stop)
            # The first round of this one is what all later ones are measured by.
            self._loops.start(timekeeping(self.house))
            self._loops.start(
                *rounds(
                    *(self.house, self.sender, self.poller, self.database_watch),
                    *(self._publish_lists, self.follow_rights, self.let_lapse, self.escalate),
                ),
                rested=self._rested,
            )
            self._polling = asyncio.create_task(self.poller.run(), name="polling")
            started.push_async_callback(self._dropped.stop)
            started.push_async_callback(self._end_what_runs)
            self._started = started.pop_all()
        log.info("started")

    async def wait(self) -> None:
        """Wait until polling ends. Raises bot.telegram.errors.PollingError if it cannot go on."""
        if self._polling is not None:
            await self._polling

    async def follow_rights(self) -> None:
        """Take in what other processes changed of rights; what waits for the word of who has none is gone."""
        lost = await self.house.rights.look()
        if lost:
            await self.house.services.approvals.expire()
        for user_id, groups in lost.items():
            log.info("all roles were taken away", user=user_id)
            self.frame.dialogs.forget_person(user_id)
            self.frame.pending_secrets.forget_person(user_id)
            await self.frame.lists.publish_person(self.bot, user_id)
            for chat_id in groups:
                await self.frame.lists.publish_member(self.bot, chat_id, user_id)

    async def let_lapse(self) -> None:
        """Let roles end that were given for a time, and with them what Telegram shows to those people."""
        for grant in await self.house.lapsing.run():
            await self.frame.lists.publish_person(self.bot, grant.user_id)
            if grant.chat_id < 0:
                await self.frame.lists.publish_member(self.bot, grant.chat_id, grant.user_id)

    async def escalate(self) -> None:
        """Let what nobody takes in hand go on, unless what people pressed meanwhile is still to be read."""
        if self.poller.caught_up:
            await self.house.escalating.run()

    async def stop(self) -> None:
        """Stop listening, let running handlers end, then close everything. Safe to call twice."""
        self.house.db.keeper.hurry(KEEP_SECONDS)
        await self._started.aclose()
        log.info("stopped")

    async def _end_what_runs(self) -> None:
        """Fetch and begin nothing more, and let steps and work end, each for as long as it is granted."""
        ends = self.poller.stop(), self.house.worker.stop(WORK_SECONDS)
        # Neither cuts the other off.
        for end in await asyncio.gather(*ends, return_exceptions=True):
            if isinstance(end, BaseException):
                raise end

    async def _writes(self) -> bool:
        await self.house.db.condition.proof()
        return True

    async def _polls(self) -> bool:
        return self.poller.works

    async def _publish_lists(self) -> None:
        await self.frame.lists.publish_defaults(self.bot)

    async def _migrated(self, old: int, new: int) -> None:
        await follow_migration(self.frame, self.bot, old, new)

    async def _unreachable(self, chat_id: int, reason: Reason) -> None:
        try:
            await self.house.services.people.unreachable(chat_id, reason)
        except TroubleError:  # the next message there will find it out again
            log.info("unreachable chat not written down", chat_id=chat_id, reason=reason)


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT. Raises what App and ``wait`` raise."""
    redactor = Redactor()
    logs.configure(level=settings.log_level, log_format=settings.log_format, redactor=redactor)
    for warning in settings.warnings():
        log.warning(warning)
    await secrets_not_lost(settings)
    for secret in proxies.passwords(os.environ):
        redactor.add(secret)
    to_providers = proxies.provider_proxies(settings, os.environ)
    to_telegram = proxies.telegram_proxies(settings, os.environ)
    app = App(settings, redactor, proxies=to_providers, telegram_proxies=to_telegram)
    await try_proxies((to_telegram, to_providers))
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, ended.set)
    asked = asyncio.create_task(ended.wait())
    starting = asyncio.create_task(app.start())
    await asyncio.wait({starting, asked}, return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():  # it may wait for its database for ever
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        return
    try:
        starting.result()
    except BaseException:
        asked.cancel()
        raise
    keep_what_is_there()
    polling = asyncio.create_task(app.wait())
    try:
        await asyncio.wait({polling, asked}, return_when=asyncio.FIRST_COMPLETED)
        if polling.done():
            polling.result()
    finally:
        asked.cancel()
        await app.stop()


def run(settings: Settings) -> None:
    """The command ``keydesk run``. Raises what ``serve`` raises."""
    asyncio.run(serve(settings))
