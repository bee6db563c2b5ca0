# Incidents: their cards, and what became of each. What a signal says stands with whoever raises it.

signal-unknown = An incident of the kind “{ $kind }”, which this version of me does not know

incident-title = { $sign ->
    [urgent] 🚨
    [warning] ⚠️
    [resolved] ✅
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
   *[other] Nobody has it in hand, so more people were told.
}
incident-acknowledged = 👀 { $name } has it in hand (since { $at })
incident-snoozed = 💤 Quiet until { $until } ({ $name })
incident-resolved = ✅ Over by itself ({ $at })
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
incident-did-opened = it began: { $title }
incident-did-changed = { $title }{ $count ->
    [one] { "" }
   *[other] { " " }({ $count } changes)
}
incident-did-worse = it became worse: { $title }
incident-did-joined = besides: { $title }
incident-did-cleared = over: { $title }
incident-did-acknowledged = { $name } took it in hand
incident-did-unacknowledged = { $name } gave it out of hand
incident-did-snoozed = { $name } let it be quiet until { $until }
incident-did-unsnoozed = { $name } let it be heard again
incident-did-woke = it was quiet long enough, and lasts still
incident-did-resolved = { $name } resolved it
incident-did-reopened = { $name } opened it again
incident-did-again = it came again
incident-did-over = it was over by itself

error-unknown-incident = I know no such incident here.
error-incident-over = { $by ->
    [yes] { $name } has resolved it already.
   *[no] It is over already.
}
error-incident-taken = { $name } has it in hand already.
error-incident-nothing-to-undo = There is nothing to undo any more: it has changed since.

notice-incident-over = { $title }: it was over by itself at { $at }.
notice-incident-over-by = { $title }: { $name } resolved it at { $at }.
