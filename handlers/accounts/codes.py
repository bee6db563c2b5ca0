"""Currencies and countries as people type them: a whole list, "all", or "+SEK -USD"."""

from providers.administration import GameAccountContent
from services.administration import checks

_NOTHING = {"currencies": {"all", "any"}, "countries": {"all", "any"}}
_NO_EXCLUSION = {"none", "-"}
_MINUS = "-−–"


def codes_typed(field: str, text: str, old: GameAccountContent | None = None) -> tuple[str, ...]:
    """The codes a field is to have; none at all stands for "all", or for "none excluded".

    ``old`` is what signs change; codes that stand there are let be. Raises BadFieldError.
    """
    if text.casefold() in _NOTHING.get(field, _NO_EXCLUSION):
        return ()
    before: tuple[str, ...] = getattr(old, field) if old else ()
    typed = checks.codes(text)
    if not typed:
        raise checks.bad(field, "missing")
    if any(each[0] in "+" + _MINUS for each in typed):
        typed = _signed(field, typed, before)
    check = checks.currencies if field == "currencies" else checks.countries
    return check(field, typed, before)


def _signed(field: str, typed: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """``before`` with what is to be added and taken away. A list never becomes empty by that."""
    if not before and field in _NOTHING:
        raise checks.bad(field, "all-now")
    after = list(before)
    for each in typed:
        sign, name = each[0], each[1:]
        if sign == "+":
            after.append(name)
        elif sign in _MINUS and name in before:
            after = [other for other in after if other != name]
        elif sign in _MINUS:
            raise checks.bad(field, "not-there", name)
        else:
            raise checks.bad(field, "mixed-signs", each)
    if not after and field in _NOTHING:  # that would stand for all of them
        raise checks.bad(field, "none-left")
    return tuple(after)
