"""/templates: the answers that a chat keeps ready."""

from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import (
    TEMPLATE_DELETE,
    TEMPLATE_DELETED,
    TEMPLATE_EDIT,
    TEMPLATE_LIST,
    TEMPLATE_NEW,
    TEMPLATE_SHOW,
)
from handlers.words.markup import bold, code, escape, join
from services.cases.finding import ANSWER
from services.cases.templates import MOST_IN_CHAT, PLACEHOLDERS, checked_name
from storage.reply_templates import TemplateRow

routes = Routes()


@routes.tap(TEMPLATE_LIST, permission=ANSWER)
@routes.command("templates", permission=ANSWER)
async def templates(turn: Turn) -> None:
    """Those of this chat."""
    t, found = turn.t, await turn.services.reply_templates.of(turn.chat.id)
    buttons: list[AnyButton] = [Button(each.name, TEMPLATE_SHOW, each.id) for each in found]
    rows = in_columns(buttons)
    if len(found) < MOST_IN_CHAT:
        rows.append([Button(t.plain("template-button-new"), TEMPLATE_NEW)])
    text = t.get("templates", total=len(found), chat=turn.chat.title)
    await turn.show(Card(text if found else t.get("templates-none"), rows))


@routes.tap(TEMPLATE_SHOW, permission=ANSWER)
async def show(turn: Turn) -> None:
    """One of them, as it is kept."""
    await _show(turn, await _chosen(turn))


@routes.tap(TEMPLATE_NEW, permission=ANSWER)
async def new(turn: Turn) -> None:
    """What shall it be called?"""
    await turn.ask("template.name", Card(turn.t.get("template-ask-name")))


@routes.answer("template.name", permission=ANSWER, keeps_words=True)
async def named(turn: Turn) -> None:
    """What shall it say?"""
    name = checked_name(turn.args)
    await _ask_text(turn, name)


@routes.tap(TEMPLATE_EDIT, permission=ANSWER)
async def edit(turn: Turn) -> None:
    """What shall it say instead?"""
    template = await _chosen(turn)
    await _ask_text(turn, template.name, template.id)


@routes.answer("template.text", permission=ANSWER, keeps_words=True)
async def told(turn: Turn) -> None:
    """Keep it."""
    ready, kept = turn.services.reply_templates, int(turn.facts["template"])
    if kept:
        template = await ready.rewrite(turn.actor, kept, turn.args)
    else:
        template = await ready.add(turn.actor, str(turn.facts["name"]), turn.args)
    await _show(turn, template)


@routes.tap(TEMPLATE_DELETE, permission=ANSWER)
async def delete(turn: Turn) -> None:
    """Ask before it is gone."""
    template = await _chosen(turn)
    t = turn.t
    yes = Button(t.plain("button-confirm"), TEMPLATE_DELETED, template.id, style="danger")
    no = Button(t.plain("button-back"), TEMPLATE_SHOW, template.id)
    await turn.show(Card(t.get("template-delete", name=bold(template.name)), [[yes, no]]))


@routes.tap(TEMPLATE_DELETED, permission=ANSWER)
async def deleted(turn: Turn) -> None:
    """It is gone."""
    row = await turn.services.reply_templates.remove(turn.actor, turn.values.number(0))
    back = Button(turn.t.plain("button-back"), TEMPLATE_LIST)
    await turn.show(Card(turn.t.get("template-deleted", name=bold(row.name)), [[back]]))


async def _chosen(turn: Turn) -> TemplateRow:
    return await turn.services.reply_templates.get(turn.chat.id, turn.values.number(0))


async def _ask_text(turn: Turn, name: str, template_id: int = 0) -> None:
    places = join([code(f"{{{word}}}") for word in PLACEHOLDERS], " ")
    text = turn.t.get("template-ask-text", name=bold(name), places=places)
    await turn.ask("template.text", Card(text), name=name, template=template_id)


async def _show(turn: Turn, template: TemplateRow) -> None:
    t = turn.t
    buttons: list[AnyButton] = [
        Button(t.plain("template-button-edit"), TEMPLATE_EDIT, template.id),
        Button(t.plain("template-button-delete"), TEMPLATE_DELETE, template.id, style="danger"),
    ]
    back: list[AnyButton] = [Button(t.plain("button-back"), TEMPLATE_LIST)]
    text = join([bold(template.name), "", escape(template.text)])
    await turn.show(Card(text, [buttons, back]))
