"""What all turns share besides the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlers.frame.confirmation.pending_secrets import PendingSecrets
    from handlers.frame.dialogs import Dialogs
    from handlers.frame.incoming.pieces_said import PiecesSaid
    from handlers.frame.outgoing.menu_commands import CommandLists
    from handlers.frame.registry import Registry
    from handlers.frame.services import Services
    from handlers.words.texts import Library


@dataclass(frozen=True, slots=True)
class Frame:
    """What all turns share.

    The services, the steps, the texts, the open questions, the command lists, secrets that wait for a button,
    and what people said just before.
    """

    services: Services
    registry: Registry
    library: Library
    dialogs: Dialogs
    lists: CommandLists
    pending_secrets: PendingSecrets
    pieces_said: PiecesSaid
