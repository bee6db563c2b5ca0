"""Bans as a card, and as the rows of a file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import pager, that_fit
from handlers.frame.turn import Turn
from handlers.games.ban_views import BanView, packed
from handlers.taps import BANS_CSV, BANS_PAGE, BANS_PLAYER
from handlers.words.csv_files import csv_file
from handlers.words.formats import local
from handlers.words.markup import Html, code, join, one_line
from handlers.words.periods import PERIODS, Days, days_text
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.games import Ban
from services.page import Page

_LONGEST = 150
_COLUMNS = (
    "player",
    "number",
    "type",
    "reason",
    "message",
    "template",
    "by",
    "through",
    "begins",
    "ends",
    "flags",
    "released",
    "release_reason",
    "released_by",
    "released_through",
)


def bans_card(turn: Turn, view: BanView, days: Days, found: Page[Ban], read_at: datetime) -> Card:
    """A page of them, with buttons for pages, periods, one player, and the file."""
    t = turn.t
    words = "bans-title" if view.kind == "bans" else "unbans-title"
    title = t.get(words, app=view.app, days=days_text(t, days))
    lines: list[Html] = [title]
    if view.player:
        lines.append(t.get("bans-of-player", player=code(view.player)))
    lines.append(t.get("bans-count", count=found.total, page=found.number, pages=found.pages))
    for block in that_fit([_block(t, ban, view) for ban in found.items]):
        lines += [Html(""), block]
    lines += [Html(""), *unread_lines(t, found.items), t.get("read-at", at=read_at)]
    return Card(join(lines), _rows(turn, view, found))


def csv_of(bans: Sequence[Ban], zone: ZoneInfo) -> bytes:
    """All of them as a file; moments are in the zone, with their offset."""
    return csv_file(_COLUMNS, (_row(ban, zone) for ban in bans))


def _block(t: Texts, ban: Ban, view: BanView) -> Html:
    lines = [
        t.get(
            "ban-line",
            player=code(ban.user_id),
            reason=one_line(ban.reason, _LONGEST) or t.plain("ban-no-reason"),
        )
    ]
    if ban.begins_at is not None and t.endless(ban.ends_at):
        lines.append(t.get("ban-endless", begins=ban.begins_at))
    elif ban.begins_at is not None and ban.ends_at is not None:
        lines.append(t.get("ban-span", begins=ban.begins_at, ends=ban.ends_at))
    elif ban.begins_at is not None:
        known = f"ban-since-{ban.type}"
        lines.append(t.get(known if t.has(known) else "ban-since", begins=ban.begins_at))
    elif t.endless(ban.ends_at):
        lines.append(t.get("ban-ends-never"))
    elif ban.ends_at is not None:
        lines.append(t.get("ban-ends", ends=ban.ends_at))
    if ban.by or ban.caller:
        lines.append(t.get("ban-by", who=_who(ban.by, ban.caller)))
    if ban.flags == "Leaderboard":
        lines.append(t.get("ban-scores-deleted"))
    if ban.released_at is not None:
        who = _who(ban.released_by, ban.release_caller) or t.plain("unknown")
        lines.append(t.get("ban-released", at=ban.released_at, who=who))
        if ban.release_reason:
            lines.append(t.get("ban-release-reason", reason=one_line(ban.release_reason, _LONGEST)))
    return join(lines)


def _who(name: str, caller: str) -> str:
    return f"{name} ({caller})" if name and caller else name or caller


def _rows(turn: Turn, view: BanView, found: Page[Ban]) -> list[list[AnyButton]]:
    t, args = turn.t, packed(turn, view)
    periods: list[AnyButton] = [
        Button(t.plain(f"period-{name}"), BANS_PAGE, *packed(turn, replace(view, wanted=name)), 1)
        for name in PERIODS
        if name != view.wanted
    ]
    whose = Button(t.plain("bans-button-player"), BANS_PLAYER, *args)
    if view.player:
        everybody = packed(turn, replace(view, player=""))
        whose = Button(t.plain("bans-button-everybody"), BANS_PAGE, *everybody, 1)
    other = replace(view, kind="unbans" if view.kind == "bans" else "bans")
    last: list[AnyButton] = [
        Button(t.plain(f"bans-button-{other.kind}"), BANS_PAGE, *packed(turn, other), 1)
    ]
    if found.total:
        last.append(Button(t.plain("bans-button-csv"), BANS_CSV, *args))
    last.append(Button(t.plain("button-refresh"), BANS_PAGE, *args, found.number))
    return [pager(t, BANS_PAGE, found, *args), *in_columns(periods, 2), [whose], last]


def _row(ban: Ban, zone: ZoneInfo) -> list[str]:
    def moment(at: datetime | None) -> str:
        return local(at, zone).isoformat(timespec="seconds") if at else ""

    return [
        ban.user_id,
        "" if ban.seq is None else str(ban.seq),
        ban.type,
        ban.reason,
        ban.message,
        ban.template,
        ban.by,
        ban.caller,
        moment(ban.begins_at),
        moment(ban.ends_at),
        ban.flags,
        moment(ban.released_at),
        ban.release_reason,
        ban.released_by,
        ban.release_caller,
    ]
