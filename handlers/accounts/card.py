"""Game accounts on cards: the list, one of them, what is about to change."""

from urllib.parse import urlsplit

from handlers.accounts.fields import FIELDS, value
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.paging import pager
from handlers.words.markup import Html, code, join, one_line
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from providers.administration import GameAccount, GameAccountContent
from services.page import Page

_LABEL = 30


def list_card(t: Texts, keeper: str, page: Page[GameAccount], *, may_edit: bool) -> Card:
    """A page of the accounts."""
    text = t.get(
        "accounts-list" if page.total else "accounts-empty",
        provider=provider_name(t, keeper),
        total=page.total,
        page=page.number,
        pages=page.pages,
    )
    rows: list[list[AnyButton]] = [
        [Button(_label(t, each), "account.show", each.id)] for each in page.items
    ]
    last: list[AnyButton] = [Button(t.plain("button-refresh"), "accounts.page", page.number)]
    if may_edit:
        last.append(Button(t.plain("account-new"), "account.new", style="primary"))
    return Card(text, [*rows, pager(t, "accounts.page", page), last])


def account_card(
    t: Texts, account: GameAccount, *, may_edit: bool, above: Html | None = None
) -> Card:
    """One account, whole."""
    lines = [above, Html("")] if above is not None else []
    lines += [t.get("account-card", id=code(account.id)), Html("")]
    lines += [_line(t, field, value(t, account.content, field)) for field in FIELDS]
    rows: list[list[AnyButton]] = [
        [Button(t.plain("account-preview"), "account.preview", account.id)]
    ]
    if may_edit:
        rows[0].append(Button(t.plain("account-change"), "account.change", account.id))
    rows.append([Button(t.plain("button-back"), "accounts.page", 1)])
    return Card(join(lines), rows)


def fields_card(t: Texts, account_id: str) -> Card:
    """Which field is to change?"""
    fields: list[AnyButton] = [
        Button(t.plain(f"account-field-{field}"), "account.field", account_id, field)
        for field in (*FIELDS, "document")
    ]
    back = Button(t.plain("button-back"), "account.show", account_id)
    return Card(t.get("account-which-field", id=code(account_id)), [*in_columns(fields), [back]])


def difference(t: Texts, old: GameAccountContent, new: GameAccountContent) -> list[Html]:
    """The fields that are to be different, each with what it was."""
    lines = []
    for field in FIELDS:
        was, will_be = value(t, old, field), value(t, new, field)
        if was != will_be:
            name = t.plain(f"account-field-{field}")
            lines.append(t.get("account-difference", field=name, was=was, new=will_be))
    return lines


def content_lines(t: Texts, content: GameAccountContent) -> list[Html]:
    """All fields of an account that is not there yet."""
    return [_line(t, field, value(t, content, field)) for field in FIELDS]


def _line(t: Texts, field: str, shown: Html) -> Html:
    return t.get("account-line", field=t.plain(f"account-field-{field}"), value=shown)


def _label(t: Texts, account: GameAccount) -> str:
    host = urlsplit(account.content.embed_url).hostname or account.content.embed_url
    percent = f"{account.content.royalty.normalize():f}"
    return t.plain("account-label", id=account.id, host=one_line(host, _LABEL), percent=percent)
