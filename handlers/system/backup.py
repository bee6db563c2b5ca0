"""/backup: when the last was made, one made now; the notices of the nightly ones."""

from datetime import datetime
from pathlib import Path

from handlers.frame.cards import Attached, Button, Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.frame.turn import Turn
from handlers.taps import BACKUP_MAKE
from handlers.words.markup import Html, code, join
from handlers.words.texts import Texts
from services.backups.errors import BackupError
from services.backups.nightly import BackupState

routes = Routes(area="team")
MOST_BYTES = 50_000_000
"""What Telegram lets a bot send (Bot API: sendDocument)."""
MEGABYTE = 1_000_000


@routes.command("backup", permission="system.edit")
async def backup(turn: Turn) -> None:
    """Say how it stands."""
    await turn.show(_card(turn.t, await turn.services.backups.state()))


@routes.tap(BACKUP_MAKE, permission="system.edit", slow=True)
async def make(turn: Turn) -> None:
    """Make one now."""
    await turn.edit(Card(turn.t.get("backup-making")))
    try:
        await turn.services.backups.make()
    except BackupError as error:
        again = Button(turn.t.plain("backup-button"), BACKUP_MAKE)
        await turn.edit(Card(turn.t.get("backup-not-made", problem=str(error)), [[again]]))
        return
    except Exception:
        await turn.edit(Card(turn.t.get("backup-broken")))
        raise
    await turn.edit(_card(turn.t, await turn.services.backups.state()))


@routes.notice("backup-failed")
async def failed(notice: Notice, services: Services, t: Texts) -> Card:
    """The nightly one could not be made."""
    return Card(t.get("notice-backup-failed", problem=str(notice.facts["problem"])))


@routes.notice("backup-file")
async def file(notice: Notice, services: Services, t: Texts) -> Card:
    """The sealed copy of one, for the chat that is to get it; where it cannot be sent, that."""
    name = str(notice.facts["file"])
    at = datetime.fromisoformat(str(notice.facts["made_at"]))
    path = services.backups.sealed_file(name)
    if path is None:
        return Card(t.get("notice-backup-gone", at=at))
    size = path.stat().st_size
    if size > MOST_BYTES:
        return Card(
            t.get(
                "notice-backup-too-big", at=at, size=_megabytes(size), most=MOST_BYTES // MEGABYTE
            )
        )
    said = t.get("notice-backup-file", at=at)
    if end := str(notice.facts.get("audit", "")):
        said = join([said, t.get("notice-backup-audit", end=code(end))])
    return Card(said, file=Attached(name, path=path))


def _card(t: Texts, state: BackupState) -> Card:
    lines: list[Html | str] = [t.get("backup"), ""]
    if state.made is None:
        lines.append(t.get("backup-none"))
    else:
        name, at = Path(state.made.path or "").name, state.made.ended_at or state.made.begun_at
        size = _megabytes(state.made.bytes or 0)
        lines.append(t.get("backup-last", at=at, name=code(name), size=size))
        if not state.there:
            lines.append(t.get("backup-gone"))
    if state.failed is not None:
        at = state.failed.ended_at or state.failed.begun_at
        problem = state.failed.problem or ""
        lines.append(t.get("backup-failed-since", at=at, problem=problem))
    rules = state.rules
    if rules.at is None:
        lines.append(t.get("backup-nightly-off"))
    else:
        time = f"{rules.at:%H:%M}"
        lines.append(t.get("backup-nightly", time=time, zone=rules.zone.key, keep=rules.keep))
    lines.append(t.get("backup-chat-off" if rules.chat is None else "backup-chat-on"))
    lines += ["", t.get("backup-secrets")]
    return Card(join(lines), [[Button(t.plain("backup-button"), BACKUP_MAKE)]])


def _megabytes(size: int) -> str:
    """To one digit, and never nothing."""
    return f"{max(size / MEGABYTE, 0.1):.1f}"
