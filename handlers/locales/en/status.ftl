# /maintenance, and the notices of a maintenance watch

command-maintenance = Which games are open, which under maintenance
menu-maintenance = 🛠 Maintenance

status-title = <b>Games</b>
status-open = 🟢 <b>{ $app }</b> – open
status-closed = 🔴 <b>{ $app }</b> – under maintenance
status-planned = 🟡 <b>{ $app }</b> – open, a maintenance is planned
status-trouble = ⚠️ <b>{ $app }</b> – unknown: { $provider } { $trouble }
status-scope-APP = This app only
status-scope-SYSTEM = The whole system
status-scope-other = Maintenance
status-scope-all = { $scope }, in all stores
status-scope-stores = { $scope }, in { $stores }
status-undescribed = No details are given.
status-span = From { $begins } to { $ends }
status-since = Since { $begins }, no end given
status-until = Until { $ends }
status-endless = Since { $begins }, for ever
status-endless-now = For ever
status-message = “{ $message }”
status-link = More about it
status-more-maintenances = { $count ->
    [one] and one more maintenance
   *[other] and { $count } more maintenances
}
status-more-apps = { $count ->
    [one] … and one more app
   *[other] … and { $count } more apps
}
status-no-apps = No Gamebase app has settings yet. An owner can give one its id and key and start me anew.
status-button-look = All games now

maintenance-began = 🔴 <b>{ $app }</b>: a maintenance has begun.
maintenance-changed = 🟠 <b>{ $app }</b>: the maintenance has changed.
maintenance-ended = 🟢 <b>{ $app }</b> is open again: the maintenance has ended.
maintenance-over = 🟢 <b>{ $app }</b> was under maintenance, and is open again.
maintenance-end-was = Its end was told as { $was } before.
maintenance-ahead = 🟡 <b>{ $app }</b>: a maintenance begins soon.
maintenance-ending = 🟡 <b>{ $app }</b>: the maintenance is to end soon.
maintenance-called-off = 🟢 <b>{ $app }</b> stays open: the maintenance was called off.
maintenance-paused = ⏸ <b>{ $app }</b>: this alert was paused, so what becomes of the maintenance is not told here until it is resumed.
maintenance-left = ⚪ <b>{ $app }</b>: this alert was removed, so what becomes of the maintenance is not told here any more.
maintenance-log-began = { $at }: begun
maintenance-log-changed = { $at }: changed
maintenance-log-ended = { $at }: over
maintenance-log-ahead = { $at }: announced
maintenance-log-ending = { $at }: to end soon
maintenance-log-called-off = { $at }: called off
maintenance-log-paused = { $at }: the alert was paused
maintenance-log-left = { $at }: the alert was removed
maintenance-log-end-was = { $at }: another end, which was told as { $was } before

# /launching

command-launching = What a version of a game is told at its start
menu-launching = 🚀 Launching
usage-launching = /launching [app] AOS|IOS|WEB|WINDOWS GG|ONESTORE|AS version
example-launching = /launching puzzle AOS GG 1.4.2
usage-launching-args = the version, as the game’s settings show it
example-launching-args = 1.4.2
launching-which-os = Which operating system is { $app } to run on?
launching-which-store = From which store, on { $os }?
launching-which-version = Which version, on { $os } from { $store }? Send me its number.
launching-title = 🚀 <b>{ $app }</b> · { $client }
launching-ok = 🟢 Starts normally.
launching-update-recommended = 🟡 Starts, and recommends an update.
launching-update-required = 🟠 Does not start without an update.
launching-ended = ⚫ Does not start: its service has ended.
launching-maintenance = 🔴 Does not start: under maintenance.
launching-other = ❔ Is told something that is not documented.
launching-reason = Reason: { $reason }
launching-server = Server: { $address }
launching-support = Support: { $support }
launching-pages = Pages: { $pages }
launching-page-install = install
launching-page-terms = terms
launching-page-support = support
launching-page-rules = rules
launching-page-privacy = privacy
