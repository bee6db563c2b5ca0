"""Where somebody stands with a group, read from Telegram's words for it (Bot API: ChatMember)."""

from aiogram.types import (
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberRestricted,
)
from aiogram.types.chat_member_union import ChatMemberUnion

from services.access import Standing


def standing_of(member: ChatMemberUnion) -> Standing:
    """Whoever is restricted may still be in it; what is not known here is nobody's presence."""
    if isinstance(member, ChatMemberOwner | ChatMemberAdministrator):
        return Standing.ADMINISTRATOR
    if isinstance(member, ChatMemberMember):
        return Standing.MEMBER
    if isinstance(member, ChatMemberRestricted) and member.is_member:
        return Standing.MEMBER
    return Standing.AWAY
