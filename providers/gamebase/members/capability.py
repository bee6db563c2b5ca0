"""Players as the desk has them: looked up, told by their keys, tokens and transfer accounts, withdrawn."""

from collections.abc import Mapping, Sequence

from pydantic import SecretStr

from providers.errors import Refused
from providers.gamebase import codes, validation
from providers.gamebase.client import GamebaseClient
from providers.gamebase.members import calls
from providers.gamebase.members.views import identity, player_of
from providers.games import (
    Identity,
    Player,
    PlayerBrief,
    TokenCheck,
    TokenVerdict,
    TransferCheck,
    TransferVerdict,
)
from providers.lists import Listed, ListedById, mapped, slips_of

_TOKEN_VERDICTS = {
    codes.BAD_TOKEN: TokenVerdict.WRONG,
    codes.TOKEN_EXPIRED: TokenVerdict.EXPIRED,
    **dict.fromkeys((codes.NO_LOGIN, codes.NO_MEMBER, codes.WITHDRAWN), TokenVerdict.NO_LOGIN),
}
_TRANSFER_VERDICTS = {
    **dict.fromkeys(
        (codes.BAD_TRANSFER, codes.TRANSFER_ID, codes.TRANSFER_PASSWORD), TransferVerdict.WRONG
    ),
    codes.TRANSFER_USED: TransferVerdict.USED,
    codes.TRANSFER_EXPIRED: TransferVerdict.EXPIRED,
    codes.TRANSFER_BLOCKED: TransferVerdict.BLOCKED,
    codes.TRANSFER_SAME_DEVICE: TransferVerdict.SAME_DEVICE,
    **dict.fromkeys((codes.NO_LOGIN, codes.NO_MEMBER, codes.WITHDRAWN), TransferVerdict.NO_PLAYER),
}


class Members:
    """``KnowsPlayers``, ``KnowsMembers``, ``ChecksTokens``, ``ChecksTransfers``, ``Withdraws``."""

    most_ids = validation.MAX_IDS

    def __init__(self, client: GamebaseClient) -> None:
        self._client = client

    async def player(self, app: str, user_id: str) -> Player:
        """Look one player up (FACTS 4.3).

        Raises NotFound where the app has no such player, Rejected for an app that is not configured
        and for what cannot be a user id: empty, longer than 100 characters, with a slash or with
        characters that do not print, or one of the words that stand in other addresses.
        """
        answer = await calls.get_member(self._client, app, user_id)
        withdrawal = answer.temporary_withdrawal
        return player_of(answer.member, withdrawal, info=answer.member_info)

    async def players(self, app: str, user_ids: Sequence[str]) -> tuple[PlayerBrief, ...]:
        """The players of these ids, in the order asked for (FACTS 4.4)."""
        answer = await calls.get_members(self._client, app, user_ids)
        found = {member.user_id: member for member in answer.member_list}
        briefs = (
            PlayerBrief(member.user_id, member.valid, member.app_id, member.reg_date)
            for user_id in dict.fromkeys(user_ids)
            if (member := found.get(user_id))
        )
        return Listed(briefs, slips_of(answer.member_list))

    async def identities(
        self, app: str, user_ids: Sequence[str]
    ) -> Mapping[str, tuple[Identity, ...]]:
        """By what each player signs in, by user id (FACTS 4.5)."""
        answer = await calls.get_auth_keys(self._client, app, user_ids)
        found = {user_id: mapped(identity, auths) for user_id, auths in answer.result.items()}
        return ListedById(found, slips_of(answer.result))

    async def players_by_key(self, app: str, auth_keys: Sequence[str]) -> Mapping[str, str]:
        """The user id behind each auth key, by key (FACTS 4.6)."""
        return (await calls.get_user_ids(self._client, app, auth_keys)).result

    async def check_token(self, app: str, user_id: str, token: SecretStr) -> TokenCheck:
        """Look at an access token (FACTS 4.1)."""
        try:
            answer = await calls.authenticate_token(self._client, app, user_id, token)
        except Refused as error:
            verdict = _TOKEN_VERDICTS.get(number := _number(error))
            if verdict is None:
                raise
            return TokenCheck(verdict, number)
        player = player_of(answer.member, answer.temporary_withdrawal, auths=answer.auth_list)
        idp = answer.linked_idp
        return TokenCheck(
            TokenVerdict.VALID,
            player=player,
            idp=idp.idp_code if idp else "",
            idp_id=idp.idp_id if idp else "",
        )

    async def check_transfer(
        self, app: str, transfer_id: str, password: SecretStr
    ) -> TransferCheck:
        """Look at a transfer account (FACTS 4.9)."""
        try:
            answer = await calls.validate_transfer(self._client, app, transfer_id, password)
        except Refused as error:
            verdict = _TRANSFER_VERDICTS.get(number := _number(error))
            if verdict is None:
                raise
            return TransferCheck(verdict, number)
        return TransferCheck(TransferVerdict.VALID, player=player_of(answer.member, None))

    async def withdraw(self, app: str, user_id: str, by: str) -> None:
        """Withdraw a player in the name of ``by`` (FACTS 4.10). Sent once.

        Raises NotFound for one who is not there, OutcomeUnknown where the answer is lost.
        """
        await calls.withdraw(self._client, app, user_id, by)


def _number(error: Refused) -> int:
    return error.code if isinstance(error.code, int) else 0
