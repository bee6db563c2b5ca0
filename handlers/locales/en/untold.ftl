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
untold-reversal-ended = { $number }: what the provider said to taking it back
untold-order-elsewhere = { $number }: { $name } did something to it from another chat
untold-order-uncertain = { $number } needs a manager
untold-answer-late = { $number }: the answer to its purchase was lost and has not come
untold-keys-unreadable = { $number }: keys came that cannot be read
untold-order-charged = { $number }: another price was charged than was confirmed
untold-charge-joined = { $number }: what was closed as not charged was charged after all
untold-charge-apart = { $number }: a purchase that was settled otherwise was charged
untold-keys-late = { $number } is paid, but its keys have not come
untold-reversal-late = { $number }: no clear answer to the reversal yet
untold-links-closed = Claim links were closed by a restore
untold-perhaps-handed = Keys may have been handed over since the backup that I came back from
untold-not-delivered = { $number } was not handed over: the customer was not reached
untold-perhaps-delivered = { $number }: nobody knows whether the customer has the keys
untold-key-twin = { $number }: its key came in an earlier order too
untold-delivered = { $number }: the customer has the keys
untold-keys-for-customer = { $number }: the keys themselves
untold-order-reversed = { $number }: keys were taken back by the shop
untold-key-problem = { $number }: { $name } reports a problem: “{ $words }”
untold-maintenance = Maintenance of { $app }
untold-digest = Sales digest of { $day }
untold-clock-moved = The clock of this machine was set
untold-clock-behind = The clock of this machine is behind what is written
untold-audit-strange = The audit is not the one whose end was kept outside
untold-alerts-silent = The alerts of a chat reach nobody: I cannot write there
untold-group-opened = A group lets strangers in; its default role is its administrators’ only
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
