"""Taps that the modules of handlers/duty serve, under the name of each."""

from handlers.frame.callback import Tap

# duty.py
DUTY_ADD = Tap("duty.add")
DUTY_ADDED = Tap("duty.added")
DUTY_DAYS = Tap("duty.days")
DUTY_HOURS = Tap("duty.hours")
DUTY_OTHER_HOURS = Tap("duty.other-hours")
DUTY_REMOVE = Tap("duty.remove")
DUTY_SHOW = Tap("duty.show")

# feed.py
DUTY_FEED = Tap("duty.feed")
DUTY_FEED_END = Tap("duty.feed-end")
DUTY_FEED_NEW = Tap("duty.feed-new")

# overrides.py
DUTY_BY = Tap("duty.by")
DUTY_CALL_OFF = Tap("duty.call-off")
DUTY_OTHER_DAYS = Tap("duty.other-days")
DUTY_STAND_IN = Tap("duty.stand-in")
DUTY_WHEN = Tap("duty.when")
