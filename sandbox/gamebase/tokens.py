"""Access tokens of players who are logged in (FACTS 4.1)."""

import secrets
from dataclasses import dataclass, field

from sandbox.gamebase import codes
from sandbox.gamebase.asked import Asked, Content
from sandbox.gamebase.members import Members, millis
from sandbox.gamebase.results import ResultError


@dataclass
class AccessToken:
    """What a login gave the game's client."""

    app_id: str
    user_id: str
    idp: str
    text: str = field(repr=False)
    expired: bool = False


class Tokens:
    """The tokens in force and those that no longer are."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self._issued: dict[tuple[str, str], AccessToken] = {}

    def issue(
        self, app_id: str, user_id: str, *, idp: str = "guest", token: str | None = None
    ) -> AccessToken:
        """Log the member in by this IdP; KeyError if there is no such member."""
        member = self._members[app_id, user_id]
        text = token or secrets.token_urlsafe(48)
        issued = AccessToken(app_id, member.user_id, idp, text)
        self._issued[app_id, text] = issued
        return issued

    def authenticate(self, asked: Asked) -> Content:
        """FACTS 4.1. A pending withdrawal stands inside the member here, unlike in 4.3."""
        member = self._members.get((asked.app_id, asked.text("userId")))
        token = self._issued.get((asked.app_id, asked.text("accessToken")))
        if member is None:
            raise ResultError(codes.NO_LOGIN_FOR_MEMBER)
        if token is None or token.user_id != member.user_id:
            raise ResultError(codes.WRONG_TOKEN)
        if token.expired:
            raise ResultError(codes.TOKEN_EXPIRED)
        if member.valid not in {"Y", "T"}:
            raise ResultError(codes.NO_LOGIN_FOR_MEMBER)
        shown = {
            **member.with_login(),
            "authList": member.auth_list(),
            **member.pending_withdrawal(),
        }
        if asked.quirks.token_reg_date_long:
            shown["regDate"] = millis(member.registered_at)
        content: Content = {"member": shown}
        if asked.flag("linkedIdP"):
            idp_id = f"{token.idp}-id-of-{member.user_id}"
            content["linkedIdP"] = {"idPCode": token.idp, "idPId": idp_id}
        return content
