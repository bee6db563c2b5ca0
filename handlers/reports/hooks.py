"""/hooks: addresses at which other systems post into this chat, and heartbeats that have to come."""

from collections.abc import Sequence

from handlers.delivery.privately import privately, reachable
from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, CopyButton, in_columns
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.reports.alert_changes import NO_QUIET, SPANS, quiet_said
from handlers.taps import (
    HOOK_BEAT,
    HOOK_LIST,
    HOOK_NEW,
    HOOK_OTHER_QUIET,
    HOOK_QUIET,
    HOOK_REVOKE,
    HOOK_REVOKED,
    HOOK_SHOW,
    HOOK_WEIGH,
)
from handlers.words.arguments import first_word, unquoted
from handlers.words.formats import zone_words
from handlers.words.markup import Html, bold, code, join
from handlers.words.texts import Texts
from services.errors import KeyInWordsError
from services.hooks import EVERY, HookView
from services.incidents import SEVERITIES

routes = Routes(area="reports")


@routes.command("hooks", permission="alerts.edit")
async def typed(turn: Turn) -> None:
    """``/hooks``, ``/hooks add <name>``, ``/hooks revoke <name>``, ``/hooks <name>``."""
    t = turn.t
    verb, name = first_word(turn.args)
    if not verb or turn.args.lower() in t.plain("words-all").split():
        await hooks(turn)
    elif verb.lower() in t.plain("words-add").split():
        await _add(turn, unquoted(name))
    else:
        goes = bool(name) and verb.lower() in t.plain("words-remove").split()
        said = unquoted(name if goes else turn.args).casefold()
        every = await turn.services.hooks.of_chat(turn.chat.id)
        found = [each for each in every if each.name.casefold() == said]
        if not found:
            raise UsageError("hooks")
        if len(found) > 1:
            await turn.reply(_which(t, found, goes=goes))
        else:
            await turn.reply(_revoking(t, found[0]) if goes else await _card(turn, found[0]))


def _which(t: Texts, found: Sequence[HookView], *, goes: bool) -> Card:
    """Of several of one name, as were made before that was refused: which? They are told by their times."""
    lines = [t.get("hook-which", name=bold(found[0].name), goes="yes" if goes else "no"), Html("")]
    for number, each in enumerate(found, 1):
        lines.append(
            t.get("hook-which-line", number=number, at=each.made_at, heard=_heard(t, each))
        )
    tap = HOOK_REVOKE if goes else HOOK_SHOW
    buttons: list[AnyButton] = [
        Button(t.plain("hook-which-button", number=number, at=each.made_at), tap, each.id)
        for number, each in enumerate(found, 1)
    ]
    return Card(join(lines), [[each] for each in buttons])


async def _add(turn: Turn, name: str) -> None:
    if turn.seen_to:  # a key in it is masked: it would be called what nobody meant
        raise KeyInWordsError
    beats = name.lower().split()[:1] == [turn.t.plain("hook-word-beat")]
    if beats:
        await beat(turn)
    elif name:
        await _made(turn, name, None)
    else:
        await turn.ask("hook.name", Card(turn.t.get("hook-ask-name")), every=0)


@routes.tap(HOOK_LIST, permission="alerts.edit")
async def hooks(turn: Turn) -> None:
    """Those of this chat."""
    t, found = turn.t, await turn.services.hooks.of_chat(turn.chat.id)
    rows = in_columns([Button(_label(t, each), HOOK_SHOW, each.id) for each in found])
    rows.append([Button(t.plain("hook-button-new"), HOOK_NEW, 0)])
    rows.append([Button(t.plain("hook-button-beat"), HOOK_BEAT)])
    lines = [t.get("hooks" if found else "hooks-none")]
    if missing := [each for each in found if each.missed_at is not None]:
        lines += [Html(""), *(_heard(t, each, named=True) for each in missing)]
    await turn.show(Card(join(lines), rows))


@routes.tap(HOOK_BEAT, permission="alerts.edit")
async def beat(turn: Turn) -> None:
    """How often does it have to come?"""
    t = turn.t
    buttons: list[AnyButton] = [Button(_every(t, each), HOOK_NEW, each) for each in EVERY]
    back: list[AnyButton] = [Button(t.plain("button-back"), HOOK_LIST)]
    await turn.show(Card(t.get("hook-which-every"), [*in_columns(buttons), back]))


@routes.tap(HOOK_NEW, permission="alerts.edit")
async def new(turn: Turn) -> None:
    """What shall it be called?"""
    every = turn.values.number(0)
    if every and every not in EVERY:
        raise StaleButtonError
    await turn.ask("hook.name", Card(turn.t.get("hook-ask-name")), every=every)


@routes.answer("hook.name", permission="alerts.edit", keeps_words=True)
async def named(turn: Turn) -> None:
    """Make it; its address goes to who made it, privately and once."""
    await _made(turn, turn.args, int(turn.facts.get("every", 0)) or None)


async def _made(turn: Turn, name: str, every: int | None) -> None:
    if not await reachable(turn):
        return
    made = await turn.services.hooks.make(turn.actor, name, every)
    t = turn.t
    how = "hook-how-beat" if every else "hook-how"
    text = t.get(
        how,
        name=bold(made.hook.name),
        chat=turn.chat.title or t.plain("hook-own-chat"),
        address=code(made.address),
        curl=code(t.plain("hook-curl-beat" if every else "hook-curl", address=made.address)),
    )
    copy: list[AnyButton] = [CopyButton(t.plain("hook-button-copy"), made.address)]
    await privately(turn, Card(text, [copy]))
    await turn.reply(await _card(turn, made.hook))


@routes.tap(HOOK_SHOW, permission="alerts.edit")
async def show(turn: Turn) -> None:
    """One of them."""
    await turn.show(await _card(turn, await _chosen(turn)))


@routes.tap(HOOK_WEIGH, permission="alerts.edit")
async def weigh(turn: Turn) -> None:
    """How grave is what says nothing of it."""
    severity = turn.values.one_of(1, SEVERITIES)
    hook = await turn.services.hooks.weigh(turn.actor, turn.values.number(0), severity)
    await turn.show(await _card(turn, hook))


@routes.tap(HOOK_QUIET, permission="alerts.edit")
async def quiet(turn: Turn) -> None:
    """Offer quiet hours; with a value, set them."""
    if len(turn.values) > 1:
        await _keep_quiet(turn, turn.values.number(0), turn.values.text(1))
        return
    t, hook = turn.t, await _chosen(turn)
    buttons: list[AnyButton] = [Button(span, HOOK_QUIET, hook.id, span) for span in SPANS]
    last: list[AnyButton] = [
        Button(t.plain("alert-button-no-quiet"), HOOK_QUIET, hook.id, NO_QUIET),
        Button(t.plain("alert-button-other-quiet"), HOOK_OTHER_QUIET, hook.id),
        Button(t.plain("button-back"), HOOK_SHOW, hook.id),
    ]
    asked = t.get("hook-which-quiet", zone=zone_words(t.zone))
    await turn.show(Card(asked, [*in_columns(buttons), last]))


@routes.tap(HOOK_OTHER_QUIET, permission="alerts.edit")
async def other_quiet(turn: Turn) -> None:
    """Ask for quiet hours that are not among the buttons."""
    hook = await _chosen(turn)
    asked = Card(turn.t.get("alert-ask-quiet", zone=zone_words(turn.t.zone)))
    await turn.ask("hook.quiet", asked, hook=hook.id)


@routes.answer("hook.quiet", permission="alerts.edit")
async def quiet_typed(turn: Turn) -> None:
    """Give it the quiet hours that were typed. Raises BadQuietHoursError."""
    await _keep_quiet(turn, int(turn.facts["hook"]), turn.args)


async def _keep_quiet(turn: Turn, number: int, text: str) -> None:
    hook = await turn.services.hooks.keep_quiet(turn.actor, number, quiet_said(turn.t, text))
    await turn.show(await _card(turn, hook))


@routes.tap(HOOK_REVOKE, permission="alerts.edit")
async def ask_to_revoke(turn: Turn) -> None:
    """Ask before its address is none any more."""
    await turn.show(_revoking(turn.t, await _chosen(turn)))


def _revoking(t: Texts, hook: HookView) -> Card:
    asked = t.get("hook-revoke", name=bold(hook.name), beats="yes" if hook.every else "no")
    yes = Button(t.plain("button-confirm"), HOOK_REVOKED, hook.id, style="danger")
    no = Button(t.plain("button-cancel"), HOOK_SHOW, hook.id)
    return Card(asked, [[yes, no]])


@routes.tap(HOOK_REVOKED, permission="alerts.edit")
async def revoke(turn: Turn) -> None:
    """It is none any more."""
    hook = await turn.services.hooks.revoke(turn.actor, turn.values.number(0))
    back = Button(turn.t.plain("button-back"), HOOK_LIST)
    await turn.show(Card(turn.t.get("hook-revoked", name=bold(hook.name)), [[back]]))


async def _chosen(turn: Turn) -> HookView:
    return await turn.services.hooks.view(turn.actor, turn.values.number(0))


async def _card(turn: Turn, hook: HookView) -> Card:
    t, maker = turn.t, await turn.services.people.name(hook.made_by)
    lines = [t.get("hook-title", name=bold(hook.name), beats="yes" if hook.every else "no")]
    if hook.every is not None:
        lines.append(t.get("hook-every", every=_every(t, hook.every)))
    lines += [
        _heard(t, hook),
        t.get(
            "hook-severity-beat" if hook.every else "hook-severity",
            severity=t.plain(f"hook-is-{hook.severity}"),
        ),
        t.get(
            "hook-quiet",
            hours=hook.quiet or t.plain("alert-quiet-none"),
            zone=zone_words(t.zone),
            held="yes" if hook.quiet else "no",
        ),
        t.get("hook-made", name=maker, at=hook.made_at),
    ]
    weights: list[AnyButton] = [
        Button(t.plain(f"hook-is-{each}"), HOOK_WEIGH, hook.id, each)
        for each in SEVERITIES
        if each != hook.severity
    ]
    last: list[AnyButton] = [
        Button(t.plain("alert-button-quiet"), HOOK_QUIET, hook.id),
        Button(t.plain("hook-button-revoke"), HOOK_REVOKE, hook.id, style="danger"),
        Button(t.plain("button-back"), HOOK_LIST),
    ]
    return Card(join(lines), [weights, last])


def _heard(t: Texts, hook: HookView, *, named: bool = False) -> Html:
    name = bold(hook.name)
    if hook.missed_at is not None:
        since = hook.heard_at or hook.made_at
        if named:
            return t.get("hook-missing-named", name=name, since=since)
        return t.get("hook-missing", since=since)
    if hook.heard_at is None:
        return t.get("hook-never")
    return t.get("hook-heard", at=hook.heard_at)


def _label(t: Texts, hook: HookView) -> str:
    sign = "missing" if hook.missed_at else "beat" if hook.every else "events"
    return t.plain("hook-label", name=hook.name, sign=sign)


def _every(t: Texts, minutes: int) -> str:
    for unit, size in (("days", 24 * 60), ("hours", 60)):
        if minutes % size == 0:
            return t.plain(f"hook-every-{unit}", count=minutes // size)
    return t.plain("hook-every-minutes", count=minutes)
