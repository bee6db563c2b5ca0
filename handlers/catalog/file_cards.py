"""What a file would change in the catalog, line by line; and which of its rows cannot be taken."""

from collections.abc import Iterator, Mapping

from handlers.catalog.product_card import offer_words
from handlers.frame.cards import Card
from handlers.frame.errors import error_text
from handlers.frame.lists import that_fit
from handlers.words.csv_files import csv_file, hidden
from handlers.words.markup import Html, join, one_line, plain
from handlers.words.provider_words import provider_name
from handlers.words.texts import Texts
from services.catalog.sheets import NewOffer, Plan, ProductChange, column_of

_SHOWN = 15
_LONGEST = 60
_NOTHING = "–"


def preview(t: Texts, name: str, plan: Plan) -> tuple[list[Html], bool]:
    """The first changes under their counts, and whether these are all."""
    counts = {
        "added": len(plan.added),
        "moved": len(plan.moved),
        "changed": len(plan.changed) - plan.new_products,
        "new": plan.new_products,
        "untouched": plan.untouched,
    }
    lines = [line for _, line in zip(range(_SHOWN + 1), _lines(t, plan), strict=False)]
    told = that_fit(lines, _SHOWN)
    more = plan.changes - len(told)
    rest = [t.get("lines-more", count=more)] if more else []
    return [t.get("catalog-import", file=name, **counts), Html(""), *told, *rest], not more


def changes_file(t: Texts, plan: Plan) -> bytes:
    """All of it as CSV."""
    rows: list[tuple[str, ...]] = [
        (str(each.row), "added", each.product, _new(t, each), "", "", "") for each in plan.added
    ]
    for moved in plan.moved:
        old, new, offer = moved.offer.product_name, moved.product, offer_words(t, moved.offer)
        rows.append((str(moved.row), "moved", new, offer, "product", old, new))
    for each in plan.changed:
        what = ("new" if each.id is None else "changed", each.name, "")
        for field, said in (each.after or {"": None}).items():
            before = each.before.get(field) or ""
            rows.append((str(each.row), *what, column_of(field), before, said or ""))
    heading = ("row", "what", "product", "offer", "field", "before", "after")
    return csv_file(heading, [[hidden(cell) for cell in row] for row in rows])


def errors_card(t: Texts, name: str, plan: Plan) -> tuple[Card, bool]:
    """The first cells that cannot be taken, and whether these are all."""
    cells = len(plan.errors) + plan.more_errors
    rows = [
        t.get(
            "catalog-import-row",
            row=str(each.row),
            column=each.column or _NOTHING,
            why=error_text(t, each.error),
        )
        for each in plan.errors[: _SHOWN + 1]
    ]
    told = that_fit(rows, _SHOWN)
    more = cells - len(told)
    rest = [t.get("lines-more", count=more)] if more else []
    head = t.get("catalog-import-wrong", file=name, count=plan.bad_rows, cells=cells)
    return Card(join([head, "", *told, *rest])), not more


def errors_file(t: Texts, plan: Plan) -> bytes:
    """The cells that are named, as CSV."""
    rows = [
        [str(each.row), each.column, hidden(plain(error_text(t, each.error)))]
        for each in plan.errors
    ]
    return csv_file(("row", "column", "problem"), rows)


def _lines(t: Texts, plan: Plan) -> Iterator[Html]:
    for added in plan.added:
        yield t.get("catalog-import-added", product=_short(added.product), offer=_new(t, added))
    for moved in plan.moved:
        yield t.get(
            "catalog-import-moved",
            offer=offer_words(t, moved.offer),
            old=_short(moved.offer.product_name),
            product=_short(moved.product),
        )
    for changed in plan.changed:
        yield _changed(t, changed)


def _changed(t: Texts, each: ProductChange) -> Html:
    said = [_field(t, field, each.before, each.after) for field in each.after]
    if each.id is None:
        told = any(each.after.values())
        return t.get(
            "catalog-import-new-with" if told else "catalog-import-new",
            product=_short(each.name),
            **({"said": said} if told else {}),
        )
    return t.get("catalog-import-changed", product=_short(each.name), said=said)


def _field(
    t: Texts, field: str, before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> str:
    return t.plain(
        "catalog-import-field",
        field=column_of(field),
        before=_short(before.get(field) or _NOTHING),
        after=_short(after[field] or _NOTHING),
    )


def _new(t: Texts, each: NewOffer) -> str:
    pieces = [provider_name(t, each.provider), each.external_id, each.currency, each.country]
    return _short(" ".join(piece for piece in pieces if piece))


def _short(text: str) -> str:
    return one_line(text, _LONGEST)
