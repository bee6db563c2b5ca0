"""A player as a card: how the account stands, how they sign in, what they play on."""

from collections.abc import Sequence
from datetime import datetime

from handlers.frame.callback import fits_button, mark_of
from handlers.frame.cards import AnyButton, Button, Card
from handlers.taps import PLAYER_SHOW
from handlers.words.codes import in_words, store_name
from handlers.words.markup import Html, bold, code, join
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.games import Identity, Player

_IDENTITIES_SHOWN = 10
_LONGEST = 100
_SHORT_KEY, _KEPT = 10, 3


def player_card(
    t: Texts, app: str, player: Player, *, read_at: datetime, whole_keys: bool = False
) -> Card:
    """The card. Auth keys are shortened unless ``whole_keys``; what is not known is left out."""
    lines = [
        t.get("player-title", player=code(player.user_id), app=app),
        status_text(t, player.status),
        *_dates(t, player),
        *_identities(t, player, whole_keys),
        *_device(t, player),
        "",
        t.get("read-at", at=read_at),
    ]
    row: list[AnyButton] = []
    if fits_button(PLAYER_SHOW, mark_of(app), player.user_id):
        refresh = t.plain("button-refresh")
        row.append(Button(refresh, PLAYER_SHOW, mark_of(app), player.user_id))
    return Card(join(lines), [row])


def identity_lines(t: Texts, identities: Sequence[Identity], *, whole_keys: bool) -> list[Html]:
    """By what a player signs in, each in a line; very many are counted, and what cannot be read too."""
    shown = identities[:_IDENTITIES_SHOWN]
    lines = [_identity(t, identity, whole_keys) for identity in shown]
    if more := len(identities) - len(shown):
        lines.append(t.get("player-identities-more", count=more))
    return [*lines, *unread_lines(t, identities)]


def shown_key(key: str, *, whole: bool) -> str:
    """An auth key for people: whole, or enough of it to compare."""
    return key[:_LONGEST] if whole else _shortened(key)


def status_text(t: Texts, letter: str) -> Html:
    """How the account stands; letters nobody has told us of are shown as they came."""
    known = f"player-status-{letter}"
    return t.get(known) if t.has(known) else t.get("player-status-other", letter=letter)


def _dates(t: Texts, player: Player) -> list[Html]:
    lines = []
    if player.withdrawal_due_at is not None:
        lines.append(t.get("player-withdrawal", at=player.withdrawal_due_at))
    if player.registered_at is not None:
        lines.append(t.get("player-registered", at=player.registered_at))
    if player.last_login_at is not None:
        lines.append(t.get("player-last-login", at=player.last_login_at))
    return lines


def _identities(t: Texts, player: Player, whole_keys: bool) -> list[Html]:
    lines = identity_lines(t, player.identities, whole_keys=whole_keys)
    if not lines:
        return []
    return [Html(""), t.get("player-identities"), *lines]


def _identity(t: Texts, identity: Identity, whole_keys: bool) -> Html:
    pieces: list[str] = [bold(_idp_name(t, identity.idp))]
    if identity.auth_key:
        pieces.append(code(shown_key(identity.auth_key, whole=whole_keys)))
    if identity.since is not None:
        pieces.append(t.get("player-since", at=identity.since))
    return t.get("player-identity", identity=join(pieces, " "))


def _idp_name(t: Texts, idp: str) -> str:
    if not idp:
        return t.plain("player-idp-unknown")
    return in_words(t, f"idp-{idp.lower()}", idp[:_LONGEST])


def _shortened(key: str) -> str:
    if len(key) < _SHORT_KEY:
        return "…" + key[len(key) - len(key) // 4 :]
    return f"{key[:_KEPT]}…{key[-_KEPT:]}"


def _device(t: Texts, player: Player) -> list[Html]:
    known = {name: value[:_LONGEST] for name, value in player.device.items()}
    lines = []
    if device := _listed(known.get("deviceModel"), _system(t, known)):
        lines.append(t.get("player-device", device=device))
    client, sdk, store = (known.get(name) for name in ("clientVersion", "sdkVersion", "storeCode"))
    if client := _listed(
        client,
        t.plain("player-sdk", version=sdk) if sdk else None,
        store_name(t, store) if store else None,
    ):
        lines.append(t.get("player-client", client=client))
    country, sim = known.get("deviceCountryCode"), known.get("usimCountryCode")
    if place := _listed(
        country,
        t.plain("player-sim", country=sim) if sim and sim != country else None,
        known.get("language"),
    ):
        lines.append(t.get("player-place", place=place))
    if network := _listed(known.get("telecom"), known.get("network")):
        lines.append(t.get("player-network", network=network))
    return [Html(""), *lines] if lines else []


def _system(t: Texts, known: dict[str, str]) -> str | None:
    system, version = known.get("osCode"), known.get("osVersion")
    name = in_words(t, f"os-{system.upper()}", system) if system else None
    return " ".join(piece for piece in (name, version) if piece) or None


def _listed(*pieces: str | None) -> str:
    return ", ".join(piece for piece in pieces if piece)
