"""``keydesk restore``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.screen import Screen, counted, finish, read_settings

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from bot.settings import Settings
    from providers.base import Sale
    from services.backups.restoring import Restored
    from services.backups.sold_since import Answer
    from services.vault import Vault
    from storage.database import Database

MOST = 200
"""Lines of sales; what there are more is counted."""


def restore(
    file: Annotated[Path, typer.Argument(help="The backup, sealed or not.")],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Take the place of a desk that is there; it is kept aside."),
    ] = False,
    secrets: Annotated[
        Path | None,
        typer.Option(help="The secrets that belong to it: a copy of that desk's secret.keys."),
    ] = None,
) -> None:
    """Put a backup in the place of the desk, and ask the providers what it does not know."""
    settings = read_settings()
    screen = Screen(settings)
    finish(_restore(settings, screen, file, secrets, replace=replace), screen)


async def _restore(
    settings: "Settings", screen: Screen, file: Path, secrets: Path | None, *, replace: bool
) -> None:
    from bot.secrets import take_in
    from services.backups.restoring import Restorer
    from services.clock import system_clock
    from storage.database import Database

    for given in (file, secrets):
        if given is not None and not given.is_file():
            what = "is a folder" if given.is_dir() else "is not there"
            if given.exists() and not given.is_dir():
                what = "is no plain file"
            screen.give_up(f"{given} {what}. Name a file.")
    if secrets is not None and settings.secret_keys:
        screen.give_up("KEYDESK_SECRET_KEYS is set: put the secrets there, behind the newest one.")
    db = Database(settings.database_url.get_secret_value())
    db.occupy()
    try:
        vault = _vault(settings, screen, secrets)
        restorer = Restorer(db, system_clock, vault, settings.owners)
        done = await restorer.restore(
            file,
            lambda: _passphrase(settings, screen),
            lambda: take_in(settings, secrets) if secrets is not None else None,
            replace=replace,
        )
        _tell(screen, done)
        await db.open()
        await _ask(settings, screen, db, done.manifest.made_at)
    finally:
        await db.close()


def _vault(settings: "Settings", screen: Screen, given: Path | None) -> "Vault":
    from bot.secrets import FILE_NAME, load
    from services.vault import Vault

    path = settings.data_dir / FILE_NAME
    present = settings.secret_keys or (load(path) if path.exists() else ())
    both = (*(load(given) if given is not None else ()), *present)
    if not both:
        screen.give_up(
            f"There are no secrets here, and without those of the desk no key can be read.\n"
            f"Put its secret.keys at {path}, or name a copy of it with --secrets."
        )
    plain = [each.get_secret_value() for each in both]
    for each in plain:
        screen.hide(each)
    return Vault(plain)


def _passphrase(settings: "Settings", screen: Screen) -> str:
    import sys

    if settings.backup_passphrase is not None:
        return settings.backup_passphrase.get_secret_value()
    if not sys.stdin.isatty():
        screen.give_up("This backup is sealed: set KEYDESK_BACKUP_PASSPHRASE to its passphrase.")
    passphrase = str(typer.prompt("Passphrase", hide_input=True))
    screen.hide(passphrase)
    return passphrase


def _tell(screen: Screen, done: "Restored") -> None:
    from services.clock import system_clock

    made = done.manifest.made_at
    counts = done.manifest.counts
    screen.say(
        f"Restored: the desk of {made:%Y-%m-%d %H:%M:%S} UTC, {_age(system_clock() - made)} ago, "
        f"with {counted(counts.get('orders', 0), 'order', 'orders')} "
        f"and {counted(counts.get('keys', 0), 'key', 'keys')}."
    )
    if done.kept is not None:
        screen.say(f"What was there before is kept: {done.kept}")
    if done.links:
        were = counted(
            done.links,
            "claim link that was open then works",
            "claim links that were open then work",
        )
        screen.say(
            f"{were} no more: its keys may have been handed over since. The chats are told\n"
            "at the next start; make new links where they are still wanted."
        )
    if done.aside:
        were = counted(done.aside, "key of own stock is", "keys of own stock are")
        screen.say(
            f"{were} put aside: what was in stock then may have been sold since, and no books but\n"
            "these can tell. Look at /keys, product by product, and put on sale again what was not."
        )
    if done.open_orders:
        named = ", ".join(done.open_orders[:20])
        more = len(done.open_orders) - 20
        were = counted(len(done.open_orders), "order was", "orders were")
        screen.say(
            f"{were} open then and may have gone on since; the keys may have been handed over.\n"
            "Look into the chat before you hand them over again:\n"
            f"  {named}{f' and {more} more' if more > 0 else ''}"
        )


async def _ask(settings: "Settings", screen: Screen, db: "Database", since: "datetime") -> None:
    from providers.registry import build
    from services.backups.sold_since import sold_since
    from services.clock import system_clock

    providers = build(settings.for_factories(), screen.hide)
    try:
        found = await sold_since(db, providers, system_clock, since)
    finally:
        await providers.close()
    for answer in found.answers:
        _tell_sales(screen, answer)
    for name in found.silent:
        screen.say(
            f"\n{name} has no books that can be asked. Compare its account with /orders, from "
            f"{since:%Y-%m-%d %H:%M} UTC on."
        )


def _tell_sales(screen: Screen, answer: "Answer") -> None:
    name = answer.provider
    if answer.trouble:
        screen.say(f"\n{name} could not be asked what it sold since ({answer.trouble}).")
        screen.say(f"Ask again later: /books {name}")
        return
    if not answer.unknown and not answer.denied:
        screen.say(f"\n{name} sold {answer.sales} since, and the desk knows of all of them.")
        return
    for sales, words in (
        (answer.unknown, "that this desk does not know of"),
        (answer.denied, "that this desk takes to be not charged"),
    ):
        if sales:
            screen.say(f"\n{name} has {counted(len(sales), 'sale', 'sales')} since {words}:")
            for sale in sales[:MOST]:
                screen.say(f"  {_line(sale)}")
            if len(sales) > MOST:
                screen.say(f"  and {len(sales) - MOST} more")
    screen.say(f"Their keys are in {name}'s account: /books {name} <reference> shows each sale.")


def _line(sale: "Sale") -> str:
    at = f"{sale.sold_at:%Y-%m-%d %H:%M} UTC" if sale.sold_at else "no time given"
    cost = f"{sale.cost or sale.sales_price or '?'} {sale.currency}"
    return f"{at}  {cost}  {sale.product}  reference {sale.reference}  {sale.status}".strip()


def _age(age: "timedelta") -> str:
    hours, minutes = divmod(max(int(age.total_seconds()) // 60, 0), 60)
    if hours >= 48:
        return f"{hours // 24} days"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
