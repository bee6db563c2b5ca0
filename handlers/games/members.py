"""/players, /idp, /authkey: many at once, in brief, by what they sign in, and found by their auth keys."""

from collections.abc import Sequence

from handlers.frame.callback import fits_button, mark_of
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import counted, that_fit
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.games.apps import Said, are_ids, game_command
from handlers.games.player_card import identity_lines, shown_key, status_text
from handlers.taps import PLAYER_SHOW
from handlers.words.csv_files import csv_file
from handlers.words.markup import Html, code, join
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.games import KnowsMembers, PlayerBrief
from providers.lists import Slip, slips_of

routes = Routes(area="players", needs=KnowsMembers)
MOST = 100
_BUTTONS = 8
_LONGEST_KEY = 500


@game_command(routes, "players", permission="players.view", least=1, most=MOST, fits=are_ids)
async def players(turn: Turn, app: str, said: Said) -> None:
    """``/players [app] <id …>``: each in a line; the card of each by a button."""
    t, wanted = turn.t, list(dict.fromkeys(said))
    found = await turn.services.games.members.players(app, wanted)
    known = {player.user_id for player in found}
    lines = [_line(turn.t, player) for player in found]
    title = t.get("players-title", app=app, count=len(found))
    known |= {slip.id for slip in slips_of(found)}
    missing = [user_id for user_id in wanted if user_id not in known]
    tail = [*_missing(turn, missing, slips_of(found)), *unread_lines(t, found)]
    await _show(turn, app, title, lines, tail, [p.user_id for p in found])
    if len(that_fit(lines)) < len(lines):
        rows = [
            (p.user_id, p.status, p.registered_at.isoformat() if p.registered_at else "")
            for p in found
        ]
        content = csv_file(("player", "status", "registered"), rows)
        await turn.send_file(f"players-{app}.csv", content, t.get("players-file"))


@game_command(routes, "idp", permission="players.view", least=1, most=MOST, fits=are_ids)
async def idp(turn: Turn, app: str, said: Said) -> None:
    """``/idp [app] <id …>``: by what each of them signs in."""
    t, wanted, whole = turn.t, list(dict.fromkeys(said)), turn.chat.is_private
    found = await turn.services.games.members.identities(app, wanted)
    known = [user_id for user_id in wanted if found.get(user_id)]
    odd = [user_id for user_id in wanted if user_id not in known and slips_of(found.get(user_id))]
    blocks = [
        join([code(user_id), *identity_lines(t, found[user_id], whole_keys=whole)])
        for user_id in [*known, *odd]
    ]
    title = t.get("idp-title", app=app, count=len(known))
    missing = [user_id for user_id in wanted if user_id not in known and user_id not in odd]
    tail = [*_missing(turn, missing, slips_of(found)), *unread_lines(t, found)]
    await _show(turn, app, title, blocks, tail, [*known, *odd])


def _line(t: Texts, player: PlayerBrief) -> Html:
    user_id, status = code(player.user_id), status_text(t, player.status)
    if player.registered_at is None:
        return t.get("players-line", player=user_id, status=status)
    return t.get("players-line-since", player=user_id, status=status, at=player.registered_at)


def _are_keys(said: Said) -> bool:
    return all(len(key) <= _LONGEST_KEY and key.isprintable() for key in said)


@game_command(routes, "authkey", permission="players.view", least=1, most=MOST, fits=_are_keys)
async def authkey(turn: Turn, app: str, said: Said) -> None:
    """``/authkey [app] <key …>``: who signs in by each of them."""
    t, wanted, whole = turn.t, list(dict.fromkeys(said)), turn.chat.is_private
    found = await turn.services.games.members.by_key(app, wanted)
    lines = [
        t.get("authkey-line", key=code(shown_key(key, whole=whole)), player=code(found[key]))
        for key in wanted
        if key in found
    ]
    title = t.get("authkey-title", app=app, count=len(lines))
    slips = slips_of(found)
    gone = [key for key in wanted if key not in found and key not in {slip.id for slip in slips}]
    missing = [shown_key(key, whole=whole) for key in gone]
    unread = unread_lines(t, found, named=lambda key: shown_key(key, whole=whole))
    people = list(dict.fromkeys(found[key] for key in wanted if key in found))
    await _show(turn, app, title, lines, [*_missing(turn, missing, slips), *unread], people)


def _missing(turn: Turn, missing: Sequence[str], slips: Sequence[Slip]) -> list[Html]:
    """Who is not in the answer; where entries of it have no name, they may be among those."""
    if not missing:
        return []
    may_be = any(not slip.id for slip in slips)
    return [
        Html(""),
        turn.t.get("players-missing-or-unread" if may_be else "players-missing", players=missing),
    ]


async def _show(
    turn: Turn,
    app: str,
    head: Html,
    blocks: Sequence[Html],
    tail: Sequence[Html],
    people: Sequence[str],
) -> None:
    t = turn.t
    shown = counted(t, blocks)
    lines = [
        head,
        *(["", *shown] if shown else []),
        *tail,
        "",
        t.get("read-at", at=turn.services.clock()),
    ]
    buttons: list[AnyButton] = [
        Button(user_id, PLAYER_SHOW, mark_of(app), user_id)
        for user_id in people[:_BUTTONS]
        if fits_button(PLAYER_SHOW, mark_of(app), user_id)
    ]
    await turn.show(Card(join(lines), in_columns(buttons)))
