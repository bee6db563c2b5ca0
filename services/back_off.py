"""The back-off: how long whatever failed is left alone before it is tried again."""

from datetime import timedelta

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
_MOST_DOUBLINGS = 20


def back_off(tries: int) -> timedelta:
    """How long until the next try after so many: 5 s, 10 s, 20 s … up to 15 minutes."""
    return min(FIRST_WAIT * (1 << min(max(tries - 1, 0), _MOST_DOUBLINGS)), LONGEST_WAIT)
