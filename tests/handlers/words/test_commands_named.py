"""Texts that customers read name no command that they do not have."""

import re
from collections.abc import Iterator

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from handlers.frame.registry import OPEN, Registry
from handlers.tasks import TASKS
from handlers.words.texts import FALLBACK, LOCALES
from services.access.roles import OWN_KEYS, PERMISSIONS
from tests.handlers.words.reading import asked

REGISTRY = Registry(TASKS, PERMISSIONS)
COMMAND = re.compile(r"(?<![\w/<])/([a-z]+)")
BEGINNINGS = ("error-", "trouble-", "reason-", "books-", "refused-", "floods-", "welcome-customer")
"""Of texts that anybody may meet, whatever they asked for."""
STAFF = {
    "books-not-kept": "what a provider answered, whom only staff ask",
    "error-bad-catalog-sheet": "needs catalog.edit",
    "error-changed-since": "needs catalog.edit",
    "error-bad-role-name": "of an owner",
    "error-bought-anew": "needs orders.buy",
    "error-case-being-replaced": "needs cases.answer",
    "error-has-role": "of an owner",
    "error-no-game-account": "needs accounts.view",
    "error-no-key-product": "needs products.view",
    "error-no-such-limit": "needs limits.edit",
    "error-not-for-duty": "needs incidents.handle",
    "error-open-group": "of an owner",
    "error-order-expired": "needs orders.buy",
    "error-hook-name-taken": "needs alerts.edit",
    "error-too-many-hooks": "needs alerts.edit",
    "error-unknown-hook": "needs alerts.edit",
    "error-unknown-schedule": "needs alerts.edit",
    "error-unknown-template": "needs cases.answer",
    "file-not-read": "below a command of staff; the variant of the others names none",
    "hint-file": "asked for by the rights of whoever sent it",
    "keys-late": "who was asked for keys has keys.stock",
    "keys-over": "who was asked for keys has keys.stock",
    "keys-late-there": "who was asked for keys has keys.stock",
    "keys-over-there": "who was asked for keys has keys.stock",
    "refused-setup-owner": "of an owner",
    **dict.fromkeys(
        ("error-not-set-up", "help-not-set-up", "joined-group", "refused-setup"),
        "says that an owner sends it",
    ),
}
"""Texts with a command of staff that no customer is shown, or as what somebody else does; and why."""


def customers_modules() -> set[str]:
    """Where steps are that everybody has, or customers; by file name."""
    steps = [
        *REGISTRY.commands.values(),
        *REGISTRY.taps.values(),
        *REGISTRY.answers.values(),
    ]
    return {
        step.handler.__module__.removeprefix("handlers.").replace(".", "/") + ".py"
        for step in steps
        if step.permission in (OPEN, OWN_KEYS)
    }


def said_to_customers(pattern: ftl.Pattern) -> Iterator[str]:
    """What stands in a text, but for what is said to other readers."""
    for element in pattern.elements:
        if isinstance(element, ftl.TextElement):
            yield element.value
        elif isinstance(shown := element.expression, ftl.SelectExpression):
            by = shown.selector.id.name if isinstance(shown.selector, ftl.VariableReference) else ""
            keys = [getattr(each.key, "name", "") for each in shown.variants]
            for variant, key in zip(shown.variants, keys, strict=True):
                if by != "reader" or "customer" not in keys or key == "customer":
                    yield from said_to_customers(variant.value)


def test_customers_are_sent_to_no_command_of_staff() -> None:
    """In answers of their own steps and of the frame, and in errors, unless a right or a reader is why."""
    theirs = customers_modules()
    assert "delivery/customers.py" in theirs
    read = {
        each.message
        for each in asked()
        if each.place.startswith("frame/") or each.place.rpartition(":")[0] in theirs
    }
    staff = {
        name for name, each in REGISTRY.commands.items() if each.permission not in (OPEN, OWN_KEYS)
    }
    found = set[str]()
    for file in sorted((LOCALES / FALLBACK).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if not isinstance(entry, ftl.Message) or entry.value is None:
                continue
            if entry.id.name in read or entry.id.name.startswith(BEGINNINGS):
                words = " ".join(said_to_customers(entry.value))
                if staff & set(COMMAND.findall(words)):
                    found.add(entry.id.name)
    assert found - set(STAFF) == set(), "customers may read these"
    assert set(STAFF) - found == set(), "these name no such command any more"
