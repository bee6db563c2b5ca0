"""What a client of the game is told at its start, as a card."""

from datetime import datetime

from handlers.frame.cards import Card
from handlers.games.maintenance_card import maintenance_lines
from handlers.words.codes import store_name, system_name, with_code
from handlers.words.markup import Html, join, one_line, web_link
from handlers.words.texts import Texts
from providers.games import Launching, LaunchState


def launching_card(
    t: Texts, app: str, system: str, version: str, found: Launching, read_at: datetime
) -> Card:
    """State, message, maintenance, and where the client is sent; empty texts are left out."""
    client = [system_name(t, system), store_name(t, found.store) if found.store else "", version]
    lines: list[Html] = [
        t.get("launching-title", app=app, client=", ".join(filter(None, client))),
        with_code(t, t.get(f"launching-{found.state}"), found.code),
    ]
    if message := one_line(found.message):
        lines.append(t.get("status-message", message=message))
    if found.maintenance is not None or found.state is LaunchState.MAINTENANCE:
        lines += maintenance_lines(t, [found.maintenance] if found.maintenance else [])
    if reason := one_line(found.reason):
        lines.append(t.get("launching-reason", reason=reason))
    if found.server_address:
        lines.append(t.get("launching-server", address=one_line(found.server_address)))
    if found.support:
        lines.append(t.get("launching-support", support=one_line(found.support)))
    pages = [
        web_link(t.plain(f"launching-page-{name}"), url)
        for name, url in {"install": found.install_url, **found.urls}.items()
        if url
    ]
    if pages:
        lines.append(t.get("launching-pages", pages=join(pages, ", ")))
    return Card(join([*lines, "", t.get("read-at", at=read_at)]))
