"""/token, /transfer: access tokens and transfer accounts, looked at, deleted from the chat, never kept."""

from pydantic import SecretStr

from handlers.frame.callback import fits_button, mark_of
from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.games.apps import Said, game_command, may_be_id
from handlers.games.player_card import player_card
from handlers.taps import PLAYER_SHOW
from handlers.words.codes import in_words, with_code
from handlers.words.markup import Html, code, join
from providers.games import ChecksTokens, ChecksTransfers, Player, TokenVerdict, TransferVerdict

token_routes = Routes(area="players", needs=ChecksTokens)
transfer_routes = Routes(area="players", needs=ChecksTransfers)
_LONGEST_TOKEN, _LONGEST_ACCOUNT = 2000, 100


def _id_and_token(said: Said) -> bool:
    user_id, token = said
    whole = 0 < len(token) <= _LONGEST_TOKEN and token.isprintable()
    return may_be_id(user_id) and whole and "/" not in token and token not in {".", ".."}


@game_command(
    token_routes,
    "token",
    permission="players.view",
    least=2,
    most=2,
    fits=_id_and_token,
    about=0,
    secret=True,
)
async def token(turn: Turn, app: str, said: Said) -> None:
    """``/token [app] <id> <token>``: whether the token is this player's."""
    t, (user_id, word) = turn.t, said
    check = await turn.services.games.tokens.check(app, user_id, SecretStr(word))
    lines = [with_code(t, t.get(f"token-{check.verdict}", player=code(user_id)), check.code)]
    if check.verdict is TokenVerdict.VALID and check.idp:
        name = in_words(t, f"idp-{check.idp.lower()}", check.idp)
        lines.append(t.get("token-idp", idp=name, id=code(check.idp_id or t.plain("unknown"))))
    await _show(turn, app, lines, check.player)


def _id_and_password(said: Said) -> bool:
    return all(0 < len(word) <= _LONGEST_ACCOUNT and word.isprintable() for word in said)


@game_command(
    transfer_routes,
    "transfer",
    permission="players.view",
    least=2,
    most=2,
    fits=_id_and_password,
    secret=True,
)
async def transfer(turn: Turn, app: str, said: Said) -> None:
    """``/transfer [app] <id> <password>``: whose account it would move."""
    t, (account, password) = turn.t, said
    check = await turn.services.games.transfers.check(app, account, SecretStr(password))
    lines = [with_code(t, t.get(f"transfer-{check.verdict}"), check.code)]
    if check.verdict is TransferVerdict.VALID:
        lines.append(t.get("transfer-unused"))
    await _show(turn, app, lines, check.player)


async def _show(turn: Turn, app: str, lines: list[Html], player: Player | None) -> None:
    t, read_at = turn.t, turn.services.clock()
    if player is None:
        lines += [Html(""), t.get("read-at", at=read_at)]
        await turn.show(Card(join(lines)))
        return
    whole = turn.chat.is_private
    card = player_card(t, app, player, read_at=read_at, whole_keys=whole)
    row: list[AnyButton] = []
    if fits_button(PLAYER_SHOW, mark_of(app), player.user_id):
        row.append(Button(player.user_id, PLAYER_SHOW, mark_of(app), player.user_id))
    await turn.show(Card(join([*lines, "", card.text]), [row]))
