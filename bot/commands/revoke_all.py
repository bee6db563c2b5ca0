"""``keydesk revoke-all``: everything a person was given, taken away from the shell."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.screen import Screen, counted, finish, read_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from services.access.revoking import Taken
    from storage.database import Database


def revoke_all(
    user: Annotated[str, typer.Argument(help="The person's Telegram id; or @name, to look it up.")],
) -> None:
    """Take every role away from a person at once; the desk may run meanwhile."""
    settings = read_settings()
    screen = Screen(settings)
    finish(_revoke_all(settings, screen, user), screen)


async def _revoke_all(settings: "Settings", screen: Screen, user: str) -> None:
    from bot.existing_database import opened, vault_of
    from services.access.revoking import revoke_all
    from services.audit import Audit
    from services.clock import system_clock
    from services.people import People

    if user.startswith("@"):
        async with opened(settings, screen) as db:
            await _who_is(db, screen, user)
        return
    if not People.is_id(user):
        screen.give_up(f"{user} is no id of a person: a number such as 123456789.")
    user_id = int(user)
    if user_id in settings.owners:
        screen.give_up(
            f"{user_id} is an owner by KEYDESK_OWNERS, which no command takes away. Nothing was changed.\n"
            "Take the id out of that setting and restart the desk (keydesk run); then run this again for\n"
            "the roles that were granted."
        )
    async with opened(settings, screen) as db:
        audit = Audit(db, system_clock, vault_of(settings, screen))
        taken = await revoke_all(db, system_clock, audit, user_id)
    screen.say("\n".join(_said(taken, user_id)))


async def _who_is(db: "Database", screen: Screen, name: str) -> None:
    """Names change hands, and no Telegram is asked here: a person decides."""
    async with db.read() as tx:
        found = await tx.users.by_username(name.removeprefix("@"))
    if not found:
        screen.give_up(f"Nobody was ever seen as {name}. Nothing was changed.")
    lines = [f"  {row.id}  {row.name}, last seen {row.seen_at:%Y-%m-%d %H:%M} UTC" for row in found]
    screen.give_up(
        f"Nothing was changed: names change hands. Seen as {name}:\n"
        + "\n".join(lines)
        + f"\nIf that is who you mean: keydesk revoke-all {found[0].id}"
    )


def _said(taken: "Taken", user_id: int) -> list[str]:
    from services.access.revoking import where

    person = f"{taken.name} ({user_id})" if taken.name else str(user_id)
    lines = [f"Nobody has granted {person} a role."]
    if taken.grants:
        roles = [
            f"  {each.role}, {where(each, taken.titles) or 'in every chat'}"
            for each in taken.grants
        ]
        lines = [f"Taken away from {person}:", *roles]
    if taken.waiting:
        gone = counted(taken.waiting, "question or confirmation", "questions and confirmations")
        lines.append(f"{gone} of theirs will not be answered any more.")
    if taken.grants or taken.waiting:
        lines.append("A desk that runs obeys within two seconds; it is in the audit.")
        lines.append("What they had confirmed, and nobody has begun, is not done.")
    if taken.by_default:
        lines += [
            "These groups give a role to every member. Remove the person there, or change it with /setup:",
            *(f"  {taken.titles[chat_id]}" for chat_id in taken.by_default),
        ]
    if taken.links:
        lines += [
            "Claim links that they made are open still; stop them with Revoke link on the orders:",
            *(f"  {number}" for number in taken.links),
        ]
    if taken.hooks:
        lines += [
            "Hooks that they made go on posting; revoke with /hooks in the group whatever should not:",
            *(f"  {name}, {taken.titles.get(chat_id, chat_id)}" for name, chat_id in taken.hooks),
        ]
    if taken.calendars:
        lines += [
            "Their links to calendars of who is on duty end, unless every member may make one there:",
            *(f"  {taken.titles.get(chat_id, chat_id)}" for chat_id in taken.calendars),
        ]
    return lines
