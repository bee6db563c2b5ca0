"""``keydesk rotate-secrets``."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.screen import Screen, counted, finish, read_settings

if TYPE_CHECKING:
    from bot.settings import Settings


def rotate_secrets(
    give_up_lost: Annotated[
        bool,
        typer.Option(
            "--give-up-lost",
            help="A secret is lost for good: go on without the keys that only it opens.",
        ),
    ] = False,
) -> None:
    """Seal everything anew under the newest secret; the desk may run meanwhile."""
    settings = read_settings()
    screen = Screen(settings)
    finish(_rotate(settings, screen, give_up_lost=give_up_lost), screen)


async def _rotate(settings: "Settings", screen: Screen, *, give_up_lost: bool) -> None:
    from bot.existing_database import opened, vault_of
    from bot.secrets import where_secrets_stand
    from services.audit import Audit
    from services.clock import system_clock
    from services.rotation import Rotation

    async with opened(settings, screen) as db:
        vault = vault_of(settings, screen)
        screen.say(f"Sealing everything under the newest secret, {vault.secret_ids[0]} …")
        rotation = Rotation(db, system_clock, vault, Audit(db, system_clock, vault))
        done = await rotation.run(
            lambda count: screen.progress(f"  {count:,} looked at"), give_up_lost=give_up_lost
        )
    screen.say(f"Done: {done.looked_at:,} looked at, {done.sealed_anew:,} sealed anew.")
    if done.lost:
        orders = counted(len(done.lost), "order", "orders")
        screen.say(f"Nobody can open the keys of {orders}: {_some(done.lost)}")
    if done.spare:
        places = where_secrets_stand(settings, done.spare)
        screen.say(f"No longer needed: {'; '.join(places)}.")
        screen.say(
            "Take it out and restart the desk. Keep it: backups from before now still need it."
        )


def _some(numbers: tuple[str, ...], most: int = 20) -> str:
    more = f" and {len(numbers) - most} more" if len(numbers) > most else ""
    return ", ".join(numbers[:most]) + more
