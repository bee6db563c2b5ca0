"""A number before a thing: the text chooses the thing's form by it, in each language ("1 key", "2 keys")."""

import re
from collections.abc import Iterator

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from handlers.words.texts import FALLBACK, LOCALES

THINGS = re.compile(
    r"\s(?:more |other |of the |open )?"
    r"(?:keys|orders|offers|products|rows|cells|links|people|persons|customers|groups|chats|roles|limits"
    r"|cases|incidents|alerts|hooks|files|messages|changes|words|days|hours|minutes|seconds|weeks"
    r"|months|times|players|prices|platforms|scores|providers|shifts|requests|letters)\b"
)
BOUNDS = {"most", "longest", "least"}
"""What these say is a bound that is fixed, and never one."""
NEVER_ONE = {
    "case-which-key": "asked about several keys only",
    "case-replace-rest": "some of the keys are left out, so there are more",
    "key-unreadable": "so many of all",
    "send-question-part": "a part of them",
    "key-let-go": "so many of all",
    "claim-revoked": "where links is one, the other variant is taken",
    "duty-button-hours": "the hours that are offered",
    "signal-stock-detail": "from so many days to so many",
    "signal-provider": "where all of several are down",
    "notice-incident-over-flapping": "from the third time on",
    "notice-incidents-lost": "one alone is told by its own card",
    "untold-incidents-many": "one alone is told by its own card",
    "notice-keys-unreadable": "of one key alone another text says that it cannot be read",
}
"""Texts whose number is of several things wherever they are shown, and why."""


def unchosen(pattern: ftl.Pattern, chosen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The numbers before a thing in the plural, where no variant was chosen by them."""
    for element, behind in zip(pattern.elements, [*pattern.elements[1:], None], strict=True):
        shown = element.expression if isinstance(element, ftl.Placeable) else None
        if isinstance(shown, ftl.SelectExpression):
            by = shown.selector
            more = {by.id.name} if isinstance(by, ftl.VariableReference) else set()
            for variant in shown.variants:
                yield from unchosen(variant.value, chosen | more)
        elif (
            isinstance(shown, ftl.VariableReference)
            and isinstance(behind, ftl.TextElement)
            and shown.id.name not in chosen | BOUNDS
            and THINGS.match(behind.value)
        ):
            yield shown.id.name


@pytest.mark.parametrize("language", sorted(home.name for home in LOCALES.iterdir()))
def test_a_number_chooses_the_form_of_what_it_counts(language: str) -> None:
    """No "1 keys"; a language whose things have another form is held by its plural variants alone."""
    wrong, plain = set[str](), set[str]()
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Message) and entry.value and list(unchosen(entry.value)):
                (plain if entry.id.name in NEVER_ONE else wrong).add(entry.id.name)
    assert not wrong, "choose by the number, with a variant for one"
    assert language != FALLBACK or plain == set(NEVER_ONE), "no longer needed"
