# /duty: who is on duty, the rota, stand-ins, and the calendar

command-duty = Who is on duty, and the rota
menu-duty = 🧑‍🚒 On duty
usage-duty = /duty [tomorrow | friday | week | next week | 2026-12-24 | 24 to 26 dec] [mine]
example-duty = /duty next week
duty-title-days = 🧑‍🚒 <b>On duty, { $days }</b> ({ $zone })
duty-title-mine = 🧑‍🚒 <b>You are on duty, { $days }</b> ({ $zone })
duty-title-not-mine = 🧑‍🚒 <b>You are not on duty, { $days }</b> ({ $zone })
duty-turn = • { $since } – { $until }: { $name }
duty-nobody = Nobody is, by the rota as it stands.
duty-too-long = That is too long: a year at a time.
duty-button-rota = Rota
# What is typed for one’s own turns, with spaces between, and for who is on duty now
duty-words-mine = mine my me
duty-word-now = now
duty-title = <b>On duty in { $chat }</b>
duty-now = { $count ->
    [0] 🧑‍🚒 Now: nobody
   *[other] 🧑‍🚒 Now: { $people }
}
duty-now-until = { $count ->
    [0] 🧑‍🚒 Now: nobody, until { $until }
   *[other] 🧑‍🚒 Now: { $people }, until { $until }
}
duty-unable = ⚠️ { $people } would be on duty now, but may not handle incidents here any more. Whoever may change alerts here can take { $count ->
    [one] that person
   *[other] these people
} out of the rota (/duty, Remove), or somebody else stands in.
duty-rota = By the clock of { $zone }:
duty-shift = { $number }. { $days }, { $hours }: { $name }
duty-none = There is no rota yet. Whoever is on duty hears in private of incidents that nobody takes in hand.
duty-stand-ins = Stand-ins:
duty-stand-in = { $name } for { $whom }, { $since } to { $until }
duty-stand-in-all = { $name } for everybody, { $since } to { $until }
duty-every-day = every day
duty-all-day = all day
duty-around = 24 hours from { $since }
duty-button-add = Add
duty-button-remove = Remove
duty-button-stand-in = Stand in
duty-button-call-off = Call off
duty-button-feed = Calendar
duty-button-other = Other…
duty-button-everybody = Whoever it is
duty-button-hours = { $hours } hours
duty-button-tomorrow = Tomorrow
duty-button-new-link = New link
duty-button-end-link = End the link
duty-who = Who is to be on duty? These may handle incidents here.
duty-which-days = On which days is { $name } on duty?
duty-which-hours = From when until when is { $name } on duty, { $days }? The hours are those of { $zone }.
duty-ask-hours = From when until when? Write it like 09:00-18:00; 22:00-06:00 goes over midnight, and 09:00-09:00 is 24 hours.
duty-which-shift = Which shift is taken out of the rota?
duty-in-whose-place = In whose place does somebody stand in?
duty-who-stands-in = Who stands in?
duty-how-long = For how long, from now on, or on which days?
duty-ask-days = On which days? Write tomorrow, next week, a day like 2026-12-24, or two like 2026-12-24..2026-12-26.
usage-duty-days = a day, or the first and the last
example-duty-days = 2026-12-24..2026-12-26
duty-which-stand-in = Which stand-in is called off?
duty-feed = 📅 A calendar shows who is on duty in the next eight weeks, to whoever has its link. { $there ->
    [yes] There is one link; a new one ends it.
   *[no] There is no link yet.
}
duty-feed-link = 📅 The calendar of who is on duty in { $chat }: give your calendar this path, behind the address under which Keydesk is reached from outside (KEYDESK_LISTEN): { $path } Whoever has it can read it, so keep it to yourself; a new link ends this one.
notice-duty-changed = { $count ->
    [0] 🧑‍🚒 Nobody is on duty from now on.
   *[other] 🧑‍🚒 On duty from now on: { $people }
}
error-feed-made-already = A new link was made just now, and told privately to whoever asked for it. Press again if you want another; that one ends then.
error-unknown-shift = That is not in the rota any more.
error-not-for-duty = { $name } may not handle incidents here, so cannot be on duty. /grant gives the right.
error-on-duty-already = { $name } is on duty at that time already, by number { $number } of the rota. Choose other days or hours, or remove that one first.
error-stand-in-past = That time is over already. Choose one that goes on or is to come.
error-stands-in-already = { $name } stands in then already. Choose another time, or call that off first.
error-too-many-shifts = The rota has { $most } shifts, and there is no room for more. Remove one first.
error-bad-duty-time = I cannot read “{ $text }” as hours. Write them like 09:00-18:00.
