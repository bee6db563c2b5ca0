# /alerts: what a chat is told by itself

command-alerts = Alerts and digests of this chat
menu-alerts = 🔔 Alerts
usage-alerts = /alerts [add kind [time] [zone] [quiet hours]], or /alerts show | time | zone | quiet | pause | resume | test | remove number
example-alerts = /alerts add digest 09:00 Europe/Berlin

alerts-title = 🔔 <b>Alerts of this chat</b>
alerts-none = This chat gets no alerts yet. Add a maintenance watch, or a digest of each day’s sales.
alert-kind-maintenance = Maintenance watch
alert-kind-digest = Sales digest
alert-kind-stock = Stock
alert-kind-price = Prices
alert-kind-providers = Providers
alert-kind-orders = Orders that need a person
alert-kind-cases = Cases without an answer
alert-kind-bans = Bans of players
alert-kind-desk = The desk itself
alert-about-stock = Tells when a product runs low, is sold out, is back, or will not last for long.
alert-about-price = Tells when a price moves, and when a product is cheaper elsewhere.
alert-about-providers = Tells when a provider is down, slow, refuses us, or is back.
alert-about-orders = Tells of orders that wait for somebody: uncertain, late, not delivered, not approved.
alert-about-cases = Tells of customers who wait for an answer.
alert-about-bans = Tells when unusually many players are banned.
alert-about-desk = Tells of a crash, a failed backup, a full disk, and what else keeps the desk from working.
alert-about-maintenance = Tells when a maintenance of a game begins and ends, and shortly before. Its card is kept up to date, and pinned if I may pin here.
alert-about-digest = Tells what was bought, the day before or in a longer time.
alert-line = <b>{ $number }</b> · { $kind }, { $times }
alert-title = 🔔 <b>{ $kind }</b>, number { $number }
alert-times = When: { $times }
alert-zone = Time zone: { $zone }
alert-quiet = Quiet hours: { $hours }
alert-quiet-none = none
alert-quiet-off = off
alert-next = Next: { $at }{ $held ->
    [yes] , held by quiet hours until { $until }
    [urgent] ; what is not urgent is held by quiet hours until { $until }
   *[no] { "" }
}
alert-holds = 🔕 What was held here until { $until } is told then all the same.
alert-paused = ⏸ Paused
alert-never = Never runs again
alert-daily = every day at { $time }
alert-weekdays = on weekdays at { $time }
alert-weekly = every { $day } at { $time }
alert-monthly = on the first of the month at { $time }
alert-minutes = { $count ->
    [one] every minute
   *[other] every { $count } minutes
}
alert-hours = { $count ->
    [one] every hour
   *[other] every { $count } hours
}

# Times spelled out: alert_words.py
alert-explained = That is: { $times }
alert-at-times = at { $times }
alert-at-minutes = at minute { $minutes } of every hour
alert-between = { $times } from { $since } to { $until }
alert-in-hours = { $times } in the hours of { $hours }
alert-every-day = every day
alert-on-weekdays = on weekdays
alert-on-weekend = at the weekend
alert-on = on { $days }
alert-on-days = on day { $days } of the month
alert-days-either = { $days }, and besides { $weekdays }
alert-days-both = { $days } where that is { $weekdays }
alert-in-months = in { $months }

# Choosing times: alert_times.py
alert-when-report = When should the { $kind } come? Hours go by the clock of { $zone }.
alert-when-watch = When should I look ({ $kind })? Only what is new is told. Hours go by the clock of { $zone }.
alert-button-other-time = Other…
alert-button-other-times = Other times
alert-plan = <b>{ $kind }</b>: { $times }.
alert-plan-next = It would come next:
alert-plan-at = • { $at }{ $held ->
    [yes] , held by quiet hours until { $until }
    [urgent] ; what is not urgent is held by quiet hours until { $until }
   *[no] { "" }
}

# Options of a kind, and missed runs: alert_options.py
alert-button-late = If missed: { $span }
alert-which-late = When I was not there at its time: how late is it still worth coming? It comes once then, and says for when it was.
alert-ask-late = How late may it come? Write a number of minutes, such as 60.
alert-ask-number = Write a whole number from { $least } to { $most }.
alert-button-other-number = Other…
alert-option-digest-period-day = Of the day before
alert-option-digest-period-week = Of the week before
alert-option-digest-period-month = Of the month before
alert-option-digest-period-since = Since the last one
alert-option-digest-cost-no = Without cost
alert-option-digest-cost-yes = With cost
alert-which-digest-cost = Should the digest tell what the keys cost and the margin? Whoever reads this chat, now or later, sees both. They are counted where whoever made this digest may see costs.
alert-which-digest-period = What should the digest tell of?
alert-option-maintenance-ahead = { $length } ahead
alert-option-maintenance-ahead-none = Not ahead
alert-which-maintenance-ahead = How many minutes ahead should I tell that a maintenance begins or ends?
alert-option-stock-below = Below { $count }
alert-which-stock-below = Below how many keys is a product low?
alert-option-stock-days = { $count ->
    [one] A day left
   *[other] { $count } days left
}
alert-option-stock-days-none = No estimate
alert-which-stock-days = How many days before a product runs out, as it sells now, should I tell?
alert-option-price-percent = By { $count }%
alert-which-price-percent = By how many percent must a price move to be told?
alert-option-orders-minutes = After { $length }
alert-which-orders-minutes = After how many minutes does an order need a person?
alert-option-desk-minutes = After { $length }
alert-which-desk-minutes = After how many minutes is a message or a purchase that does not get on worth telling?
alert-option-cases-minutes = After { $length }
alert-which-cases-minutes = After how many minutes without an answer should I tell of a case?
alert-option-bans-count = { $count ->
    [one] From one ban
   *[other] From { $count } bans
}
alert-which-bans-count = From how many bans on should I tell?
alert-option-bans-period = Within { $length }
alert-which-bans-period = Within how many hours are bans counted?

alert-told-elsewhere = It is told in another topic of this group.
alert-told-here = It is told in this topic. For another, write <code>/alerts show { $number }</code> there and press <b>Tell it here</b>: Telegram gives bots no list of topics.
alert-button-here = Tell it here
alert-button-add = Add
alert-button-open = { $number } · { $kind }
alert-button-time = Change time
alert-button-zone = Time zone
alert-button-quiet = Quiet hours
alert-button-no-quiet = None
alert-button-other-quiet = Other…
alert-button-pause = Pause
alert-button-resume = Resume
alert-button-test = Test
alert-button-remove = Remove

alert-plan-other = ⚠️ There is one here already, number { $number }, { $times }: with both, what they have in common is told twice.
alert-plan-all-held = ⚠️ Each of these lies in its own quiet hours { $hours }, so it would be told only when those are over.
alert-same = This chat has just this already: { $kind }, number { $number }. A second one would tell everything twice, so nothing was added.
alert-label = Number { $number }
alert-which-kind = What should this chat be told about?
alert-ask-time = When? Write a time such as 09:00, “weekdays at 9”, “every 2 hours from 8 to 18”, “on the 1st and 15th”, or a crontab line such as 0 9 * * mon-fri. It goes by the clock of { $zone }.
alert-which-zone = Which time zone should it go by? It goes by { $zone } now.
alert-which-quiet = When should it keep quiet? What happens then is told afterwards. The hours are those of { $zone }.
alert-ask-quiet = From when until when should it keep quiet? Write it like 22:00-07:00, or off. The hours are those of { $zone }.
alert-remove = Remove the { $kind }, number { $number }? This chat is not told any more, and what quiet hours still hold back is dropped.
alert-removed = Removed: { $kind }, number { $number }.
alert-kinds-are = Kinds: { $kinds }. In place of a number the kind does too, where there is one of it.
alert-testing = A test is on its way to this chat.
alert-late = ⏰ <i>For { $at }, made late.</i>
alert-tested = I sent one a moment ago. Another comes if you ask in a few seconds.
alert-is-test = 🧪 <i>A test. Nothing has happened.</i>
alert-test-held = 🔕 <i>{ $urgent ->
    [yes] What it tells next, { $at }, is held by quiet hours until { $until }, but for what is urgent.
   *[no] The next one, { $at }, is held by quiet hours until { $until }.
}</i>

error-unknown-alert = There is no alert “{ $kind }”. There are: { $known }.
error-tested-just-now = It was tested just now, and that test is above or on its way. Try again in a few seconds.
error-unknown-schedule = This chat has no such alert. /alerts shows those it has.
error-never-comes = “{ $text }” never comes: no year has such a day. Choose a day that its month has.
error-bad-cron = I cannot read “{ $text }” as a time. Write a time such as 09:00, “weekdays at 9”, “every 5 minutes”, “on the 1st and 15th”, or a crontab line such as 0 9 * * mon-fri.
error-cannot-come-so = { $reason ->
    [uneven] “{ $text }” would come at other times from day to day, or from month to month. Nearest to it: { $near }.
    [apart] “{ $text }”: the times of one alert have the same minutes. Add one for each: { $near }.
    [both] “{ $text }”: a day of the month that is a certain day of the week cannot be waited for. Write one of both: { $near }.
    [nth] “{ $text }”: days of the week are not counted within a month. Nearest to it: { $near }.
    [last] “{ $text }”: a month’s last day is another in each month. Nearest to it: { $near }.
    [span] “{ $text }”: how often goes with from when until when, by whole hours, and with no other time. Write it so: { $near }.
    [once] “{ $text }” would come once, and what is set up here comes again and again. Nearest to it: { $near }.
   *[seconds] “{ $text }”: seconds are not counted, a minute is the shortest. Nearest to it: { $near }.
}
error-bad-alert-option = “{ $text }” cannot be chosen here. Choose one of: { $offered }.
error-bad-alert-number = “{ $text }” cannot be taken here. Write a whole number from { $least } to { $most }, such as { $example }.
error-bad-quiet-hours = I cannot read “{ $text }” as quiet hours. Write them like 22:00-07:00, or off.

quiet-over = 🌙 <b>Quiet hours are over.</b> Meanwhile:
quiet-line = { $at } · { $what }
quiet-span = { $since } – { $at } · { $what }
quiet-earlier = { $count ->
    [one] … and one thing before that
   *[other] … and { $count } things before that
}
quiet-follows = What is still open, and reports, follow.

alert-lessened = ⚠️ <b>{ $alert }</b>, number { $number }, tells of less than before: { $name } may not see such things any more { $where ->
        [everywhere] everywhere, but only here and in single chats
       *[chats] in { $chats }
    }. What was open there is not over by that. To mend it an owner gives the right back with /grant, or somebody who has it removes this alert and adds it anew with /alerts.

alerts-ended = ⏹ { $count ->
        [one] I do not tell you this here any more: <b>{ $alerts }</b>. You
       *[other] I do not tell you these here any more: <b>{ $alerts }</b>. You
    } may not see such things everywhere now, and nobody else is told in your place. Should you still need it, ask an owner for a role in every chat; it then goes on by itself.

alerts-silent = 🔕 I cannot write to <b>{ $chat }</b> any more, so its { $count ->
        [one] alert reaches
       *[other] { $count } alerts reach
    } nobody. What goes on when I am back is told there; what begins and ends meanwhile is not. Bring me back, or add alerts in another chat with /alerts.
