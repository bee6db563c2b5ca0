"""Game accounts on cards: the list, one of them, what is about to change."""

from urllib.parse import urlsplit

from handlers.accounts.fields import FIELDS, change_words, value
from handlers.frame.callback import mark_of, short
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.lists import pager
from handlers.taps import (
    ACCOUNT_CHANGE,
    ACCOUNT_FIELD,
    ACCOUNT_NEW,
    ACCOUNT_PREVIEW,
    ACCOUNT_SHOW,
    ACCOUNTS_PAGE,
)
from handlers.words.markup import Html, code, join, one_line
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from handlers.words.unread import unread_lines
from providers.administration import GameAccount, GameAccountContent
from services.page import Page

_LABEL = 30


def list_card(t: Texts, keeper: str, page: Page[GameAccount], *, may_edit: bool) -> Card:
    """A page of the accounts."""
    name, mark = provider_name(t, keeper), mark_of(keeper)
    text = t.get(
        "accounts-list", provider=name, total=page.total, page=page.number, pages=page.pages
    )
    if not page.total:
        text = t.get("accounts-empty", provider=name)
    rows: list[list[AnyButton]] = [
        [Button(_label(t, each), ACCOUNT_SHOW, mark, short(each.id))] for each in page.items
    ]
    last: list[AnyButton] = [Button(t.plain("button-refresh"), ACCOUNTS_PAGE, mark, page.number)]
    if may_edit:
        last.append(Button(t.plain("account-new"), ACCOUNT_NEW, mark, style="primary"))
    text = join([text, *unread_lines(t, page.items, page.total)])
    return Card(text, [*rows, pager(t, ACCOUNTS_PAGE, page, mark), last])


def account_card(
    t: Texts,
    keeper: str,
    account: GameAccount,
    *,
    may_edit: bool,
    page: int = 1,
    above: Html | None = None,
) -> Card:
    """One account, whole. ``page`` of the list is where Back leads."""
    mark, place = mark_of(keeper), short(account.id)
    lines = [above, Html("")] if above is not None else []
    lines += [t.get("account-card", id=_id(account)), Html("")]
    lines += content_lines(t, account.content)
    rows: list[list[AnyButton]] = [
        [Button(t.plain("account-preview"), ACCOUNT_PREVIEW, mark, place)]
    ]
    if may_edit:
        rows[0].append(Button(t.plain("account-change"), ACCOUNT_CHANGE, mark, place))
    rows.append([Button(t.plain("button-back"), ACCOUNTS_PAGE, mark, page)])
    return Card(join(lines), rows)


def fields_card(t: Texts, keeper: str, account: GameAccount) -> Card:
    """Which field is to change?"""
    mark, place = mark_of(keeper), short(account.id)
    lines = [t.get("account-card", id=_id(account)), Html(""), *content_lines(t, account.content)]
    lines += [Html(""), t.get("account-which-field")]
    fields: list[AnyButton] = [
        Button(t.plain(f"account-field-{field}"), ACCOUNT_FIELD, mark, place, field)
        for field in (*FIELDS, "document")
    ]
    back = Button(t.plain("button-back"), ACCOUNT_SHOW, mark, place)
    return Card(join(lines), [*in_columns(fields), [back]])


def difference(t: Texts, old: GameAccountContent, new: GameAccountContent) -> list[Html]:
    """The fields that are to be different, each with what it was."""
    return [
        t.get("account-line", field=t.plain(f"account-field-{field}"), value=words)
        for field in FIELDS
        if (words := change_words(t, old, new, field)) is not None
    ]


def content_lines(t: Texts, content: GameAccountContent) -> list[Html]:
    """All fields of an account."""
    return [
        t.get(
            "account-line", field=t.plain(f"account-field-{field}"), value=value(t, content, field)
        )
        for field in FIELDS
    ]


def _id(account: GameAccount) -> Html:
    return code(one_line(account.id))


def _label(t: Texts, account: GameAccount) -> str:
    host = urlsplit(account.content.embed_url).hostname or account.content.embed_url
    percent = f"{account.content.royalty.normalize():f}"
    name, host = one_line(account.id, _LABEL), one_line(host, _LABEL)
    return t.plain("account-label", id=name, host=host, percent=percent)
