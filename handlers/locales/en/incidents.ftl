# Incidents: their cards, and what became of each. What a signal says stands with whoever raises it.

signal-unknown = An incident of the kind “{ $kind }”, which this version of me does not know

incident-title = { $sign ->
    [urgent] 🚨
    [warning] ⚠️
    [resolved] ✅ Over:
   *[info] ℹ️
} { $title }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
}
incident-signal = { $severity ->
    [urgent] 🚨
    [warning] ⚠️
   *[info] ℹ️
} { $title }
incident-since = { $times ->
    [one] Incident { $number }, since { $at }
   *[other] Incident { $number } comes and goes: { $times } times since { $at }
}
incident-nobody = { $step ->
    [0] Nobody has it in hand.
   *[other] Nobody has it in hand, so it went on to others.
}
incident-acknowledged = 👀 { $name } has it in hand (since { $at })
incident-snoozed = 💤 Quiet until { $until } ({ $name })
incident-over = ✅ Over by itself ({ $at })
incident-paused = ⏸ Not looked at any more: its alert was paused ({ $at }). Whether it is over nobody knows; when the alert is resumed, what lasts then begins anew.
incident-removed = ⚪ Not looked at any more: its alert was removed ({ $at }). Whether it is over nobody knows.
incident-resolved-by = ✅ Resolved by { $name } ({ $at })

button-acknowledge = Acknowledge
button-unacknowledge = Unacknowledge
button-snooze = Snooze
button-unsnooze = Unsnooze
button-resolve = Resolve
button-reopen = Reopen
incident-snooze-1h = 1 hour
incident-snooze-4h = 4 hours
incident-snooze-morning = Till tomorrow 09:00

incident-log-line = { $at } · { $what }
incident-log-more = … { $count ->
    [one] one earlier line
   *[other] { $count } earlier lines
}
signal-text-cut = ✂️ { $count ->
    [one] One more character was posted than a card takes.
   *[other] { $count } more characters were posted than a card takes.
}
incident-cut = ✂️ The rest does not fit into a message.
incident-did-opened = it began: { $title }
incident-did-changed = { $title }{ $count ->
    [one] { "" }
   *[other] { " " }({ $count } changes)
}
incident-did-repeated = reported again{ $count ->
    [one] { "" }
   *[other] { "" }, { $count } times
}: { $title }
incident-did-afresh = reported again: { $title }
incident-did-worse = it became worse: { $title }
incident-did-joined = also: { $title }
incident-did-came = new: { $title }
incident-did-cleared = over: { $title }
incident-did-acknowledged = { $name } took it in hand
incident-did-unacknowledged = { $name } handed it back
incident-did-lost = { $name } may not handle incidents here any more, so nobody has it in hand
incident-did-snoozed = { $name } let it be quiet until { $until }
incident-did-unsnoozed = { $name } let it be heard again
incident-did-woke = the quiet time is over, and it still lasts
incident-did-resolved = { $name } resolved it
incident-did-reopened = { $name } opened it again
incident-did-escalated = nobody took it in hand, so it goes on to { $step ->
    [1] another chat
    [2] whoever is on duty
   *[other] the owners
}
incident-did-untold = { $name } could not be told
incident-did-again = it came back
incident-did-back = it came back
incident-did-over = it was over by itself
incident-did-paused = its alert was paused
incident-did-removed = its alert was removed

command-incidents = Incidents: what lasts and who has it in hand
menu-incidents = 🚨 Incidents
usage-incidents = /incidents [number] [open | mine | acknowledged | all] [today | week | last month | oct 2026 | 2026-10-01..2026-11-15]
example-incidents = /incidents mine last week
incidents-title-open = 🚨 <b>Incidents that nobody has in hand</b> ({ $total })
incidents-title-mine = 👀 <b>Incidents you have in hand</b> ({ $total })
incidents-title-acknowledged = 👀 <b>Incidents that somebody has in hand</b> ({ $total })
incidents-title-all = <b>All incidents</b> ({ $total })
incidents-title-all-mine = 👀 <b>Incidents you took in hand</b> ({ $total })
incidents-of-days = Those that began { $days }
incidents-title-period = <b>Incidents that began { $days }</b> ({ $total })
incidents-none-open = All quiet: there is no incident that nobody has in hand.
incidents-none-mine = You have no incident in hand.
incidents-none-acknowledged = Nobody has an incident in hand.
incidents-none-all = There was never an incident.
incidents-none-all-mine = You never took an incident in hand.
incidents-none-period = There was no incident.
incidents-filter-open = Open
incidents-filter-mine = Mine
incidents-filter-acknowledged = Acknowledged
incidents-filter-all = All
# What each of these may be called besides, with spaces between
incidents-words-open = open new unacknowledged
incidents-words-mine = mine my me
incidents-words-acknowledged = acknowledged ack taken
incidents-line = { $sign ->
    [urgent] 🚨
    [warning] ⚠️
    [resolved] ✅ Over:
   *[info] ℹ️
} { $number } · { $title } · { $at }{ $in_hand ->
    [yes] , 👀 { $name }
   *[no] { "" }
}{ $quiet ->
    [yes] , 💤 until { $until }
   *[no] { "" }
}{ $elsewhere ->
    [yes] { " " }({ $chat })
   *[no] { "" }
}
incidents-took-acknowledge = Half of them were taken in hand within { $length }.
incidents-took-resolve = Half of them were over within { $length }.
incidents-button-escalation = When nobody takes it

escalation =
    <b>When nobody takes an incident in { $chat } in hand</b>
    { $minutes ->
        [0] It stays here, and so does what is open already. Choose after how many minutes others are told of what comes.
       *[other] { $steps ->
            [0] Nobody else is told: choose below who is.
            [one] After { $length } this is told:
           *[other] These are told one after the other, { $length } apart, until somebody takes it:
        }
    }
escalation-open = Of what is open already: who is told changes at once, the time with its next step. What came while this said Never stays here.
escalation-step = { $number }. { $who }
escalation-on-duty = whoever is on duty, in private
escalation-owners = the owners, in private
escalation-topic = a topic of this group
escalation-other-chat = another chat
escalation-after-button = { $minutes ->
    [0] Never
   *[other] { $length }
}
escalation-to-button = Another chat first
escalation-duty-button = { $on ->
    [yes] ✓ On duty
   *[no] On duty
}
escalation-owners-button = { $on ->
    [yes] ✓ Owners
   *[no] Owners
}
escalation-button-topic = This topic
escalation-button-nowhere = No other chat
escalation-which = Which chat is told first? For a topic of this group, open this in that topic.
escalation-which-none = You may change alerts in no other group, so there is none to choose. For a topic of this group, open this in that topic.

notice-incidents-many = 🚨 Nobody has taken { $count ->
    [one] one incident
   *[other] { $count } incidents
} of { $chat } in hand.
incidents-many-taken = 👀 { $count ->
    [one] One incident of { $chat }, which nobody had taken, is
   *[other] { $count } incidents of { $chat }, which nobody had taken, are
} in hand or quiet now.
incidents-many-over = ✅ Over: { $count ->
    [one] the incident of { $chat } that had come here.
   *[other] all { $count } incidents of { $chat } that had come here together.
}
notice-incidents-lost = 🚨 { $count } incidents of { $chat } are in nobody’s hands again: whoever had them may not handle incidents there any more.
notice-incidents-held = 🌙 In your quiet hours: { $count ->
    [one] one incident
   *[other] { $count } incidents
}
incidents-held-over = ✅ { $number } · { $title } · { $at }, came and went
incidents-held-follow = { $count ->
    [one] The card of what is still open is below.
   *[other] The cards of what is still open are below.
}
error-incident-not-there = You may not change alerts in that chat, so I cannot send incidents there.
error-unknown-incident = I know no such incident here.
error-incident-over = { $by ->
    [yes] { $name } has resolved it already.
   *[no] It is over already.
}
error-incident-taken = { $name } has it in hand already.
error-incident-nothing-to-undo = There is nothing to undo any more: it has changed since.

notice-incident-eased = { $title }. Nothing about it (incident { $number }) is urgent any more.
notice-incident-over = { $title }. It ended by itself ({ $at }, incident { $number }).
notice-incident-over-flapping = { $title }. It came and went { $times } times, and has not come back since { $at } (incident { $number }).
notice-incident-paused = { $title }. Its alert was paused, so nobody looks whether it is over ({ $at }, incident { $number }).
notice-incident-removed = { $title }. Its alert was removed, so nobody looks whether it is over ({ $at }, incident { $number }).
notice-incident-over-by = { $title }. { $name } resolved it ({ $at }, incident { $number }).
