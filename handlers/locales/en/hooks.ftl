# /hooks: where other systems post what goes on, and heartbeats

command-hooks = Let other systems post into this chat
menu-hooks = 🪝 Hooks
usage-hooks = /hooks [add name | name | revoke name]
example-hooks = /hooks add Backup of db1
hook-word-beat = heartbeat

hooks = 🪝 <b>Hooks of this chat</b>
    What other systems post at their addresses becomes an alert here, with one card for each thing. A heartbeat is an alert when nothing comes.
hooks-none = 🪝 This chat has no hooks yet. A hook is an address at which another system (your backup, your monitoring, Alertmanager) posts what goes on here; a heartbeat has to be posted to every so often, and is an alert when it is not.
hook-button-new = New hook
hook-button-beat = New heartbeat
hook-button-copy = Copy the address
hook-button-revoke = Revoke
hook-label = { $sign ->
    [missing] 🔴
    [beat] 💓
   *[events] 🪝
} { $name }
hook-which-every = How often does it have to be heard from? I wait a tenth longer, then it is an alert.
hook-every-minutes = { $count ->
    [one] every minute
   *[other] every { $count } minutes
}
hook-every-days = { $count ->
    [one] every day
   *[other] every { $count } days
}
hook-every-hours = { $count ->
    [one] every hour
   *[other] every { $count } hours
}
hook-ask-name = What is it for? Write a short name such as “Backup of db1”. Its address comes to you privately.
hook-own-chat = our chat
hook-how = 🪝 { $name }, for { $chat }. Its address is a password: I show it this once, and keep only a digest of it.
    { $address }

    Try it:
    { $curl }

    As JSON it takes title, text, severity (info, warning, urgent), key (the same for as long as one thing lasts), resolved (true when it is over) and group (what shares a card). Alertmanager and Grafana post to it as they are: put the address into webhook_configs, url. Where I stand behind a proxy, put the proxy’s name in place of mine.
hook-how-beat = 💓 { $name }, for { $chat }. Its address is a password: I show it this once, and keep only a digest of it.
    { $address }

    Call it each time all went well:
    { $curl }

    Where I stand behind a proxy, put the proxy’s name in place of mine.
hook-title = { $beats ->
    [yes] 💓
   *[no] 🪝
} { $name }
hook-every = Has to come { $every }.
hook-never = Nothing has come yet.
hook-heard = Last heard from: { $at }
hook-missing = 🔴 Missing since { $since }.
hook-missing-named = 🔴 { $name } is missing since { $since }.
hook-severity = What comes without a severity, or with one that I do not know, is: { $severity }
hook-severity-beat = When it does not come, that is: { $severity }
hook-quiet = Quiet hours: { $hours }{ $held ->
    [yes] {" "}({ $zone }). What comes then waits for their end, but for what is urgent: that comes at once.
   *[no] . It comes at any hour; what is info makes no sound.
}
hook-which-quiet = When should it keep quiet? What is not urgent is told afterwards, what is urgent at once. The hours are those of { $zone }.
hook-is-info = info
hook-is-warning = warning
hook-is-urgent = urgent
hook-made = Made by { $name }: { $at }
hooks-left = 🪝 Hooks made by { $person } go on posting: { $names }{ $more ->
    [0] .
   *[other] , and { $more } more.
} Whatever should not, revoke with /hooks in its chat.
calendars-left = 📅 The link that { $person } made to the calendar of who is on duty leads nowhere any more: { $names }{ $more ->
    [0] .
   *[other] , and { $more } more.
} Whoever needs it makes a new one there: /duty, Calendar.
hooks-left-elsewhere = { $name } (in { $chat })
hook-which = This chat has several hooks called { $name }. Which one { $goes ->
    [yes] shall be revoked?
   *[no] do you mean?
}
hook-which-line = { $number }. Made { $at }. { $heard }
hook-which-button = { $number } · made { $at }
hook-revoke = Revoke { $name }? What is posted at its address is refused from then on. { $beats ->
    [yes] That it does not come is no alert any more.
   *[no] Its open alerts stay until somebody resolves them.
}
hook-revoked = Revoked: { $name }. Its address no longer works.

error-unknown-hook = This chat has no such hook. /hooks shows those it has.
error-too-many-hooks = This chat has { $most } hooks already. Revoke one with /hooks, then make another.
error-hook-name-taken = This chat has a hook called { $name } already, and two of one name cannot be told apart. Give this one another name; /hooks shows those it has.
error-bad-hook-name = Write a name of 1 to { $most } characters, for example: Backup of db1

signal-hook = { $title }
signal-hook-detail = { $detail }↳ { $hook }{ $left_out ->
    [0] { "" }
    [one] , and one more alert that was left out
   *[other] , and { $left_out } more alerts that were left out
}
signal-hook-too-long = What is posted to { $hook } is too long, and is not read
signal-hook-too-long-detail = A post may have 64 KiB, and alerts in longer ones are lost. In Alertmanager set max_alerts: 50 beside the hook’s url; elsewhere, post less at once. This ends with the next post that is read.
signal-hook-refused = { $hook } is posted to faster than it takes: { $count ->
    [one] one post was refused
   *[other] { $count } posts were refused
} since { $since_at }
signal-hook-refused-detail = What was in them is lost, unless their sender posts it again. A hook takes 20 posts at once and then one every 3 seconds: let the sender gather what belongs together into one post, or give each system a hook of its own. This ends with the first post after it has slowed down.
signal-heartbeat = { $never ->
    [yes] { $hook } has never been heard from
   *[no] { $hook } is not heard from any more
}
signal-heartbeat-detail = { $never ->
    [yes] It was due within { $length }, from { $seen_at } on.
   *[no] It was due within { $length }; it came last { $seen_at }.
}
hook-curl = curl -d 'Disk of db1 is nearly full' '{ $address }?severity=warning&key=db1-disk'
hook-curl-beat = curl -X POST { $address }
