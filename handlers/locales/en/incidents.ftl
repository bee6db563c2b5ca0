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
    [one] Since { $at }
   *[other] Comes and goes: { $times } times since { $at }
}
incident-nobody = { $step ->
    [0] Nobody has it in hand.
   *[other] Nobody has it in hand, so more people were told.
}
incident-acknowledged = 👀 { $name } has it in hand (since { $at })
incident-snoozed = 💤 Quiet until { $until } ({ $name })
incident-resolved = ✅ Over by itself ({ $at })
incident-resolved-by = ✅ Resolved by { $name } ({ $at })

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
