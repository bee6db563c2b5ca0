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
alert-about-digest = Tells what was bought the day before.
alert-line = <b>{ $number }</b> · { $kind }, { $times }
alert-title = 🔔 <b>{ $kind }</b>, number { $number }
alert-times = When: { $times }
alert-zone = Time zone: { $zone }
alert-quiet = Quiet hours: { $hours }
alert-quiet-none = none
alert-quiet-off = off
alert-next = Next: { $at }
alert-paused = ⏸ Paused
alert-never = Never runs again
alert-daily = every day at { $time }
alert-minutes = { $count ->
    [one] every minute
   *[other] every { $count } minutes
}
alert-hours = { $count ->
    [one] every hour
   *[other] every { $count } hours
}

alert-told-elsewhere = It is told in another topic of this group.
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

alert-which-kind = What should this chat be told about?
alert-ask-time = When? Write a time such as 09:00, or “every 5 minutes”, or a crontab line such as 0 9 * * mon-fri. It goes by the clock of { $zone }.
alert-which-zone = Which time zone should it go by? It goes by { $zone } now.
alert-which-quiet = When should it keep quiet? What happens then is told afterwards. The hours are those of { $zone }.
alert-ask-quiet = From when until when should it keep quiet? Write it like 22:00-07:00, or off. The hours are those of { $zone }.
alert-remove = Remove the { $kind }, number { $number }? This chat is not told any more, and what quiet hours still hold back is dropped.
alert-removed = Removed: { $kind }, number { $number }.
alert-testing = A test is on its way to this chat.
alert-late = ⏰ <i>For { $at }, made late.</i>
alert-is-test = 🧪 <i>A test. Nothing has happened.</i>

error-unknown-alert = There is no alert “{ $kind }”. There are: { $known }.
error-unknown-schedule = This chat has no such alert. /alerts shows those it has.
error-never-comes = “{ $text }” never comes: no year has such a day. Choose a day that its month has.
error-bad-cron = I cannot read “{ $text }” as a time. Write a time such as 09:00, or “every 5 minutes”, or a crontab line such as 0 9 * * mon-fri.
error-bad-alert-option = “{ $text }” cannot be chosen here. Choose one of: { $offered }.
error-bad-alert-number = “{ $text }” cannot be taken here. Write a whole number from { $least } to { $most }, such as { $example }.
error-bad-quiet-hours = I cannot read “{ $text }” as quiet hours. Write them like 22:00-07:00, or off.

alerts-silent = 🔕 I cannot write to <b>{ $chat }</b> any more, so its { $count ->
        [one] alert reaches
       *[other] { $count } alerts reach
    } nobody. What goes on when I am back is told there; what begins and ends meanwhile is not. Bring me back, or add alerts in another chat with /alerts.
