# What could not be told, and is told to somebody else: notices about notices, and marks.

not-told-gone = ⚠️ I cannot write to <b>{ $chat }</b>: { $why }. Not told there:
not-told-gone-after = What still holds I tell there as soon as I can.
not-told-late = ⚠️ For most of an hour Telegram has not taken my messages to <b>{ $chat }</b>; I go on trying. Not told there yet:
not-told-refused = ⚠️ Telegram does not take what I have to tell <b>{ $chat }</b>. It is about:
not-told-refused-here = ⚠️ Telegram does not take a message of mine here. It is about:
not-told-unsure = ⚠️ Telegram did not say whether <b>{ $chat }</b> has got this:
not-told-unsure-here = ⚠️ Telegram did not say whether you have got this from me:
not-told-unreadable = ⚠️ I have something for <b>{ $chat }</b> and no words for it:
not-told-unreadable-here = ⚠️ I have something to tell here and no words for it:
not-told-barred = ⚠️ <b>{ $chat }</b> bought this in a private chat and may not see orders any more. Told to you instead:
not-told-more = … and { $count } more
not-told-look-orders = /order with a number shows how it stands.
not-told-look-alerts = /alerts shows what was not told, /maintenance and /sales how things stand.
not-told-look-incidents = /incidents shows how they stand.
not-told-somewhere = a chat

not-told-why-blocked = I am blocked
not-told-why-deactivated = the account is deleted
not-told-why-not-started = the person has never started me
not-told-why-kicked = I was removed
not-told-why-deleted = the group is deleted
not-told-why-not-found = Telegram knows no such chat
not-told-why-silenced = I may not write there
not-told-why-topic-closed = its topic is closed
not-told-why-topic-gone = its topic is gone

untold-order-changed = { $number }: there is news
untold-order-ended = { $number }: how it stands after it was to be bought
untold-order-shown = { $number }: how it stands, on one more card
untold-reversal-ended = { $number }: what the provider said to taking it back
untold-order-elsewhere = { $number }: { $name } did something to it from another chat
untold-order-uncertain = { $number } needs a manager
untold-answer-late = { $number }: the answer to its purchase was lost and has not come
untold-keys-unreadable = { $number }: keys came that cannot be read
untold-approval-asked = { $number } waits for approval
untold-approval-shown = { $number }: what was decided about its approval
untold-approval-ended = { $number }: what came of its approval
untold-order-charged = { $number }: another price was charged than was confirmed
untold-charge-joined = { $number }: what was closed as not charged was charged after all
untold-charge-apart = { $number }: a purchase that was settled otherwise was charged
untold-keys-late = { $number } is paid, but its keys have not come
untold-reversal-late = { $number }: no clear answer to the reversal yet
untold-link-over = { $number }: a claim link works no more
untold-links-closed = Claim links were closed by a restore
untold-perhaps-handed = Keys may have been handed over since the backup that I came back from
untold-not-delivered = { $number } was not handed over: the customer was not reached
untold-perhaps-delivered = { $number }: nobody knows whether the customer has the keys
untold-link-held = { $number }: a claim link gave nothing, as its key went to somebody else
untold-key-twin = { $number }: its key came in an earlier order too
untold-delivered = { $number }: the customer has the keys
untold-keys-for-customer = { $number }: the keys themselves
untold-order-reversed = { $number }: keys were taken back by the shop
untold-key-problem = { $number }: { $name } reports a problem: “{ $words }”
untold-case-opened = { $number }: a customer has a problem with a key
untold-case-word = { $number }: a customer says something in a case
untold-case-answer = { $number }: an answer to the customer
untold-case-changed = { $number }: how its case stands
untold-case-reminder = { $number }: a customer waits for an answer
untold-incident-card = { $named ->
    [yes] How an incident stands: { $titles }
   *[no] An incident: how it stands
}
untold-incidents-many = { $count } incidents that nobody has in hand
untold-incidents-held = { $named ->
    [yes] Incidents of quiet hours: { $titles }{ $more ->
        [0] { "" }
        [one] { "" }; and one more
       *[other] { "" }; and { $more } more
    }
   *[no] An incident, or more, of quiet hours
}
untold-duty-changed = Who is on duty now
untold-incident-over = { $named ->
    [yes] An incident is over or urgent no more: { $titles }
   *[no] An incident: it is over or urgent no more
}
untold-case-hands = { $number }: who has its case now
untold-case-ended = { $number }: how the customer’s case ended
untold-alert-test = A test of an alert
untold-maintenance = Maintenance of { $app }
untold-maintenance-shown = The card of the maintenance of { $app }
untold-quiet-summary = What quiet hours held back
untold-digest = Sales digest of { $day }
untold-clock-moved = The clock of this machine was set
untold-clock-behind = The clock of this machine is behind what is written
untold-audit-strange = The audit is not the one whose end was kept outside
untold-audit-broken = The record of who did what was changed behind my back
untold-audit-end = The end of the record of who did what, as it was at night
untold-alert-lessened = An alert tells of less than before: its maker lost a right
untold-alerts-ended = Alerts in private are not told any more: a right to what they tell is gone
untold-alerts-silent = The alerts of a chat reach nobody: I cannot write there
untold-own-stock-aside = Own stock is put aside since a restore
untold-key-in-stock = { $number }: its key lies in own stock too
untold-own-stock-low = Own stock of a product is low
untold-group-opened = A group lets strangers in; its default role is its administrators’ only
untold-product-back = A product that was waited for is back: { $product }
untold-brought-in = Somebody has brought me into a group that nobody set up
untold-role-lapsed = The time that a role was given for is over
untold-deed-ended = How something ended that was confirmed there
untold-flood = Somebody wrote faster than I read
untold-backup-file = The file of a backup
untold-backup-failed = A backup failed
untold-other = A message of the kind “{ $kind }”

mark-not-told = ⚠️ not told
alert-not-told = ⚠️ Not told:

plainer-without-buttons = This is without buttons and layout, which Telegram did not take.
plainer-without-file = This is without its file, which Telegram did not take.
plainer-look = There is something to tell here that Telegram does not take. Look with { $look }
