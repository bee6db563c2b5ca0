"""Players (4.1, 4.3 to 4.10) and the games' status (4.2, 4.11)."""

from sandbox.demo_world import DemoWorld
from sandbox.telegram import Message
from tests.campaigns.faults.gamebase_words import (
    NO,
    Wish,
    confirm,
    ends,
    read_row,
    sam_says,
)
from tests.campaigns.faults.table import UNREADABLE, Column, Effect, in_each, in_kind
from tests.conversations.play import Play

TOKEN = "demo-token-1001"
PASSWORD = "Zw548q7zE"

_UNKNOWN = "puzzle – unknown: Gamebase "
_STATUS = in_each(
    f"{_UNKNOWN}is not available at the moment",
    dict.fromkeys(UNREADABLE, f"{_UNKNOWN}answers, but not in a way I can read"),
    {
        Column.REFUSED: f"{_UNKNOWN}found a fault in our request",
        Column.UNAUTHORISED: "unknown: Gamebase does not accept our credentials",
    },
)
_GONE = "⚫ PZ1001 of puzzle is withdrawn."
_STILL_THERE = (
    "❓ There was no clear answer, and PZ1001 of puzzle is still there. Look again in a minute, "
    "and try once more if nothing has changed."
)


async def withdrawn(play: Play) -> Message:
    """Olga withdraws a player."""
    await play.say(play.town.olga, "/withdraw puzzle PZ1001", play.desk)
    return await confirm(play, play.town.olga)


async def withdrawn_again(play: Play) -> None:
    """The same command once more."""
    await withdrawn(play)


def _withdrawals(town: DemoWorld) -> int:
    return len(town.gamebase.withdrawals.all)


PLAYERS = (
    read_row(
        "4.1",
        "token",
        sam_says(f"/token puzzle PZ1001 {TOKEN}", secret=TOKEN),
        "✅ The token is valid: it is PZ1001’s.",
    ),
    read_row("4.2", "launching", sam_says("/launching puzzle AOS GG 1.4.2"), "🟢 Starts normally."),
    read_row("4.3", "member", sam_says("/player puzzle PZ1001"), "Device: Pixel 8, Android 15"),
    read_row("4.4", "members", sam_says("/players puzzle PZ1001 PZ1002"), "👥 puzzle: 2 players"),
    read_row("4.5", "auth_keys", sam_says("/idp puzzle PZ1001"), "sign-ins of one player"),
    read_row("4.6", "user_ids", sam_says("/authkey racing google-rc2002"), "– RC2002"),
    read_row("4.7", "bans", sam_says("/bans puzzle"), "24, page 1 of 4."),
    read_row("4.8", "unbans", sam_says("/unbans racing month"), "🟢 Taken back"),
    read_row(
        "4.9",
        "transfer",
        sam_says(f"/transfer puzzle 198704206255 {PASSWORD}", secret=PASSWORD),
        "✅ The transfer account is valid.\nLooking at it has not used it up.",
    ),
    Wish(
        number="4.10",
        standin="gamebase",
        endpoint="withdraw",
        effect=Effect.SPENDS,
        walk=withdrawn,
        reads=in_each(
            _STILL_THERE,
            in_kind(
                _STILL_THERE,
                f"{_GONE} There was no clear answer; looking showed that it is done.",
                "",
                late=_STILL_THERE,
            ),
            NO,
        ),
        state=ends("player.withdraw"),
        remains=in_kind("unknown", "found-done", "refused", late="unknown"),
        again=withdrawn_again,
        told=in_kind(
            _GONE,
            "PZ1001 of puzzle is withdrawn already. Nothing was done.",
            _GONE,
            late="whose answer had been lost. Nothing was done now.",
        ),
        settles=in_kind("unknown done", "found-done", "refused done", late="unknown found-done"),
        effects=_withdrawals,
    ),
    read_row(
        "4.11",
        "maintenance",
        sam_says("/maintenance"),
        "🟢 puzzle – open\n🟢 racing – open",
        _STATUS,
    ),
)
