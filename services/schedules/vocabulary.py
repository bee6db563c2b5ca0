"""The words that times are written in: what wording.py knows."""

import re

_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_YEAR = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)

WORKDAYS, WEEKEND = 8, 9
WEEKDAYS = {
    form: number for number, day in enumerate(_DAYS) for form in (day[:3], day, f"{day}s")
} | {"tues": 2, "wednes": 3, "thur": 4, "thurs": 4}
"""Sunday is 0."""
WEEKDAYS |= dict.fromkeys(("weekdays", "weekday", "workdays", "workday"), WORKDAYS)
WEEKDAYS |= dict.fromkeys(("weekend", "weekends"), WEEKEND)
MONTHS = {form: number for number, month in enumerate(_YEAR, 1) for form in (month[:3], month)}
MONTHS |= {"sept": 9}
_ONE_TO_TWELVE = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
NUMBERS = {word: float(number) for number, word in enumerate(_ONE_TO_TWELVE, 1)}
NUMBERS |= {
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "sixty": 60.0,
    "ninety": 90.0,
}
COUNTING = {"other": 2.0, "half": 0.5}
"""What counts, and is no hour of the clock."""
NUMBERS |= COUNTING
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_FORMS = {
    "second": ("seconds", "sec", "secs", "s"),
    "minute": ("minute", "minutes", "min", "mins", "m"),
    "hour": ("hour", "hours", "hr", "hrs", "h"),
    "day": ("day", "days", "d"),
    "week": ("week", "weeks", "wk", "w"),
    "month": ("month", "months"),
    "year": ("year", "years"),
}
UNITS = {form: unit for unit, forms in _FORMS.items() for form in forms}
FILLERS = {
    *("every", "each", "at", "on", "in", "the", "of", "from", "between", "a", "an", "per"),
    *("starting", "beginning", "always", "during", "where", "that", "is"),
}
BEGINNING = {"starting", "beginning"}
JOINING = {",", "and", "&", "+"}
DASHES = {"-", "to", "through", "thru", "till", "until"}
PARTS_OF_DAY = {
    **dict.fromkeys(("morning", "mornings"), ((9, 0), 0)),
    **dict.fromkeys(("afternoon", "afternoons"), ((15, 0), 12)),
    **dict.fromkeys(("evening", "evenings"), ((18, 0), 12)),
}
"""When it is where no hour is said, and what is added to the hour of a clock of twelve."""
NICKNAMES = {
    "@hourly": "0 * * * *",
    **dict.fromkeys(("@daily", "@midnight"), "0 0 * * *"),
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    **dict.fromkeys(("@yearly", "@annually"), "0 0 1 1 *"),
}
"""What crontabs call them, with their meaning there: at midnight."""
REWRITTEN = (
    (
        re.compile(r"\b(?:half[- ]hourly|(?:every |each )?half (?:an |of an )?hour)\b"),
        "every 30 minutes",
    ),
    (re.compile(r"\b(?:(?:every |each )?quarter (?:of )?(?:an )?hour)\b"), "every 15 minutes"),
    (re.compile(r"\b(?:(?:work|working|business|office) days?)\b"), "weekdays"),
    (
        re.compile(r"\b(?:(?:in |during )?(?:working|business|office) hours)\b"),
        "from 9:00 to 17:00",
    ),
    (re.compile(r"\b(?:half past)\b"), "30 past"),
    (re.compile(r"\b(?:quarter past)\b"), "15 past"),
    (re.compile(r"\b(?:minutes? past|minutes? after)\b"), "past"),
    (
        re.compile(r"\b(?:bi-?weekly|fortnightly|every fortnight|(?:once )?a fortnight)\b"),
        "every 2 weeks",
    ),
    (re.compile(r"\b(?:twice (?:a|per|each|every) day|twice daily)\b"), "every 12 hours"),
    (re.compile(r"\b(?:twice (?:an|per|each|every) hour)\b"), "every 30 minutes"),
    (re.compile(r"\b(?:twice (?:a|per|each|every) week)\b"), "mon and thu"),
    (re.compile(r"\b(?:twice (?:a|per|each|every) month)\b"), "on the 1st and 15th"),
    (re.compile(r"\b(?:(?:once )?(?:a|per) day)\b"), "every day"),
    (re.compile(r"\b(?:once (?:a|an|per) )\b"), "every "),
    (re.compile(r"\b(?:once (?=daily|weekly|monthly|hourly))\b"), ""),
    (re.compile(r"\b(?:minutely)\b"), "every minute"),
    (re.compile(r"\b(?:hourly)\b"), "every hour"),
    (re.compile(r"\b(?:daily|everyday)\b"), "every day"),
    (re.compile(r"\b(?:weekly)\b"), "every week"),
    (re.compile(r"\b(?:monthly)\b"), "every month"),
    (re.compile(r"\b(?:quarterly|(?:every |each )?quarter(?! past))\b"), "every 3 months"),
    (re.compile(r"\b(?:yearly|annually)\b"), "every year"),
    (re.compile(r"\b(?:o'clock)\b"), ""),
)
"""Words that stand for others, the longer first."""
