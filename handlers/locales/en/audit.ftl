# /audit: who did what

command-audit = Who did what
menu-audit = 🧾 Who did what
usage-audit = /audit [@name or id] [orders | keys | catalog | team | customers | slowed | alerts | games | products | desk] [order number] [today | week | last month | oct 2026 | from..to]
example-audit = /audit @sam keys week
usage-audit-person = an id, a @name, or a forwarded message of the person
example-audit-person = @sam
usage-audit-order = the number of an order
example-audit-order = K-7F3Q-X9ND

audit-title = 🧾 <b>Who did what</b>
audit-title-here = 🧾 <b>Who did what in { $chat }</b>
audit-more-in-private = What belongs to other chats is shown in the private chat with me.
audit-only = Only: { $filters }
audit-nothing = Nothing was done that is shown here.
audit-nothing-else = Nothing like that was done.
audit-day = <b>{ $day }</b>
audit-line = <b>{ $time }</b> { $who }: { $deed }
audit-line-of = <b>{ $time }</b> { $who }: { $deed } · { $chat }
audit-zone = Times are those of { $zone }.
audit-desk-itself = Keydesk

audit-kind-orders = Orders
audit-kind-keys = Keys
audit-kind-catalog = Catalog
audit-kind-team = Team
audit-kind-customers = Customers
audit-kind-slowed = Slowed
audit-kind-alerts = Alerts
audit-kind-games = Games
audit-kind-products = Products
audit-kind-desk = Desk

audit-button-what = What: { $kind }
audit-button-who = Who: { $person }
audit-button-when = When: { $period }
audit-button-order = Order: { $order }
audit-everything = everything
audit-everybody = everybody
audit-any-time = any time
audit-any-order = any
audit-button-everything = Everything
audit-button-everybody = Everybody
audit-button-somebody = Somebody else…
audit-button-any-time = Any time
audit-button-csv = CSV
audit-button-xlsx = XLSX
audit-which-kind = What kind of thing was done?
audit-which-person = Who? I show what they did, and what others did to their roles and duties.
audit-which-time = When was it done?
audit-ask-person = Who? I show what they did, and what others did to their roles and duties. Send me the id or @name, or forward a message of theirs.
audit-ask-order = Which order? Send me its number.
audit-twice = I show { $what ->
    [kind] one kind of thing
    [order] one order
    [period] one period
   *[person] one person
} at a time, and you named { $said }. Send the one you want.{ $what ->
    [period] {" "}From one day to another is written with dots: <code>2026-10-01..2026-10-31</code>
   *[other] {""}
}
audit-not-understood = I do not understand “{ $text }” here: it is no kind, order or period that I know, and I have met nobody of that name.
audit-file = { $count ->
    [one] One row
   *[other] { $count } rows
}, the newest first. Times are those of { $zone }.
audit-file-bound = There are more: a file has the newest { $most }. A shorter period leaves fewer out.

audit-act-order-confirmed = confirmed buying { $count ->
    [one] one key
   *[other] { $count } keys
} from { $provider } at { $price }{ $count ->
    [one] {""}
   *[other] {""} each
}, order { $order }
audit-act-order-approval-asked = asked for approval of { $count ->
    [one] one key
   *[other] { $count } keys
} from { $provider } at { $price }, order { $order }
audit-act-order-approved = approved { $order }
audit-act-order-rejected = rejected { $order }
audit-act-order-approval-no-right = { $order }, which waited for approval, was called off: its buyer has no right to buy there any more
audit-act-order-approval-expired = nobody approved { $order } in time
audit-act-order-resolved = entered the provider’s order id { $reference } for { $order }
audit-act-order-closed = closed an uncertain purchase of { $order } as not bought
audit-act-order-reversing = asked for { $count ->
    [one] one key
   *[other] { $count } keys
} of { $order } to be taken back
audit-act-order-reversed = taking keys of { $order } back: { $done } taken back, { $refused } refused, { $open } without a clear answer
audit-act-keys-sent = sent { $count ->
    [0] the keys
    [one] one key
   *[other] { $count } keys
} of { $order } to { $person }{ $twins ->
    [0] { "" }
   *[other] , though the same came more than once
}
audit-act-keys-revealed = looked at { $count ->
    [0] the keys
    [one] one key
   *[other] { $count } keys
} of { $order }
audit-act-keys-read = looked at { $count ->
    [one] their key
   *[other] { $count } keys of theirs
} of { $order }
audit-act-keys-claimed = took { $count ->
    [0] the keys
    [one] one key
   *[other] { $count } keys
} of { $order } by a claim link
audit-act-case-opened = opened a case about a key of { $order }: { $state ->
    [used] already used
    [region] wrong region
    [redeem] cannot be redeemed
   *[other] something else
}
audit-act-case-answer-edited = edited an answer in the case of { $order }
audit-act-case-answered = answered in the case of { $order }
audit-act-case-taken = took the case of { $order }
audit-act-case-taken-over = took the case of { $order } over from { $person }
audit-act-case-let-go = took the case of { $order } from { $person }, who may not answer cases there any more
audit-act-case-given-back = gave the case of { $order } back
audit-act-case-closed = closed the case of { $order }
audit-act-case-solved = said that the key of { $order } works now
audit-act-case-replacing = drew { $new } up in place of { $order }
audit-act-case-replaced = gave { $new } in place of { $order }
audit-act-case-reversed = ended the case of { $order }, which was taken back
audit-act-incident-acknowledged = took incident { $subject } in hand
audit-act-incident-unacknowledged = handed incident { $subject } back
audit-act-incident-snoozed = let incident { $subject } be quiet for a while
audit-act-incident-unsnoozed = let incident { $subject } be heard again
audit-act-incident-resolved = resolved incident { $subject }
audit-act-incident-reopened = opened incident { $subject } again
audit-act-incident-escalation-changed = changed where incidents go that nobody takes in hand
audit-act-duty-added = put { $person } on duty
audit-act-duty-removed = took { $person } out of the rota
audit-act-duty-stood-in = let { $person } stand in on duty
audit-act-duty-called-off = called off that { $person } stands in on duty
audit-act-duty-feed-made = made a link to the calendar of who is on duty
audit-act-duty-feed-ended = ended the link to the calendar of who is on duty
audit-act-keys-kept = put { $count ->
    [one] one key
   *[other] { $count } keys
} of { $order } into own stock
audit-act-own-stock-added = put { $count ->
    [one] one key
   *[other] { $count } keys
} of { $product } into own stock
audit-act-key-problem = reported a problem with a key of { $order }
audit-act-claim-made = { $count ->
    [0] made a claim link for { $order }
    [one] put one key of { $order } into a claim link
   *[other] put { $count } keys of { $order } into claim links
}{ $twins ->
    [0] { "" }
   *[other] , though the same came more than once
}
audit-act-claim-revoked = stopped the claim link for { $order }
audit-act-claim-refused = tried a claim link that does not work ({ $count } in a row)
audit-act-catalog-added = added { $product } of { $provider } to the catalog ({ $offer })
audit-act-catalog-removed = took { $product } of { $provider } out of the catalog ({ $offer })
audit-act-catalog-renamed = renamed { $product } to { $new }
audit-act-catalog-merged = merged { $product } with { $new }
audit-act-catalog-paused = paused { $product }
audit-act-catalog-resumed = let { $product } be sold again
audit-act-catalog-own-first = { $state ->
    [on] put own stock of { $product } first
   *[off] put own stock of { $product } among the others
}
audit-act-catalog-low-mark = { $state ->
    [set] set the low mark of { $product } to { $mark }
   *[none] took the low mark of { $product } away
}
audit-act-catalog-ceiling = { $state ->
    [set] set the price ceiling of { $product } to { $price }
   *[none] took the price ceiling of { $product } away
}
audit-act-catalog-word-added = let { $product } be found by “{ $word }” too
audit-act-catalog-word-dropped = let { $product } be found by “{ $word }” no more
audit-act-catalog-moved = moved the offer { $offer } of { $provider } from { $product } to { $new }
audit-act-catalog-imported = imported { $subject } into the catalog: { $added ->
    [one] one offer
   *[other] { $added } offers
} added, { $moved } moved, { $changed ->
    [one] one product
   *[other] { $changed } products
} changed
audit-act-catalog-undone = undid a change of { $product }: { $state ->
    [added] an offer was added
    [removed] an offer was taken out
    [moved] an offer was moved
    [merged] it was merged
    [renamed] it was renamed
    [paused] it was paused
    [resumed] it was sold again
    [word-added] a word was added
    [word-dropped] a word was taken away
    [imported] it was imported
    [undone] one was undone
   *[other] its settings
}
audit-act-role-granted = made { $person } { $role }{ $everywhere ->
    [yes] {""} in every chat
   *[no] {""}
}{ $ends ->
    [yes] {""} until { $until }
   *[no] {""}
}
audit-act-role-lapsed = the role { $role }{ $everywhere ->
    [yes] {""} in every chat
   *[no] {""}
} of { $person } ended, as it was given until { $until }
audit-act-role-revoked = took the role { $role }{ $everywhere ->
    [yes] {""} in every chat
   *[no] {""}
} away from { $person }
audit-act-role-revoked-all = all roles of { $person } were taken away from the shell ({ $count })
audit-act-role-made = made a role: { $subject }
audit-act-role-deleted = deleted the role { $subject }
audit-act-role-changed = { $state ->
    [on] let the role { $role } “{ $permission }”
   *[off] let the role { $role } no more “{ $permission }”
}
audit-act-role-switched = switched “{ $permission }” of the role { $role } { $state ->
    [on] on
    [off] off
   *[reset] back to what it was at first
}
audit-act-role-reset = put { $count ->
    [one] one switched permission
   *[other] { $count } switched permissions
}{ $state ->
    [one] {""} of the role { $role }
   *[all] {""}
} back to what they are at first
audit-act-limit-set = set a limit: { $limit }
audit-act-limit-removed = removed a limit: { $limit }
audit-act-chat-set-up = set the group up
audit-act-chat-left = told me to leave the group “{ $title }”
audit-act-chat-default-role = chose the role of every member: { $role }{ $state ->
    [administrators] , administrators only
   *[members] {""}
}
audit-act-chat-purpose = said what the group is for: { $state ->
    [support] a support desk
    [managers] managers
    [customers] customers
   *[other] something else
}
audit-act-chat-layout = chose how reports look: { $state ->
    [classic] plain text
   *[other] tables and charts
}
audit-act-chat-language = chose the language { $language }
audit-act-chat-case-reminder = chose when to be reminded of customers who wait
audit-act-chat-case-names = { $state ->
    [on] let customers see who answers them
   *[off] let customers not see who answers them
}
audit-act-chat-template-added = keeps the answer “{ $subject }” ready
audit-act-chat-template-changed = changed the ready answer “{ $subject }”
audit-act-chat-template-removed = deleted the ready answer “{ $subject }”
audit-act-chat-timezone = chose the time zone { $zone }
audit-act-chat-open-to = saw that the group is { $state ->
    [closed] closed: nobody gets in without being let in
    [public] public: anybody can join it
    [discussion] for the comments of a channel: whoever reads that can write in it
   *[unknown] of a kind that is not known
}
audit-act-chat-migrated = saw that a group has another id now: { $old } became { $new }
audit-act-hook-made = made a hook, by which other systems post here: { $named }
audit-act-hook-changed = changed a hook: { $named }
audit-act-hook-revoked = revoked a hook: { $named }
audit-act-alert-added = added an alert: { $alert }
audit-act-alert-changed = changed an alert: { $alert }
audit-act-alert-moved = moved an alert to another topic: { $alert }
audit-act-alert-paused = paused an alert: { $alert }
audit-act-alert-resumed = let an alert go on: { $alert }
audit-act-alert-removed = removed an alert: { $alert }
audit-act-customer-keys-let-go = let { $count ->
    [one] one key go that was
   *[other] { $count } keys go that were
} handed over long ago
audit-act-customer-forgotten = forgot the customer { $subject }
audit-act-person-slowed = was too fast and was slowed: { $state ->
    [start] pressing Start
    [claim] opening claim links
    [report] reporting problems
    [upload] sending files
    [updates] writing and pressing
   *[other] { $state }
}
audit-act-secrets-rotated = everything was sealed under the newest secret ({ $count } sealed anew)
audit-act-audit-keyed = this record got its key, after { $count ->
    [one] one row
   *[other] { $count } rows
}
audit-act-desk-restored = came back from a backup of { $at }
audit-act-other = { $action }: { $subject }

# What is done at a provider has two rows: that it was begun, and how it ended.
audit-deed = { $deed }: { $end }
audit-deed-coupon-redeem = coupon { $coupon } for { $subject }
audit-deed-payment-consume = consuming the payment { $subject }
audit-deed-player-withdraw = withdrawing the player { $subject }
audit-deed-scores-write = writing scores of { $subject }
audit-deed-scores-delete = deleting the score { $subject }
audit-deed-game-account-add = new game account { $subject } at { $provider }
audit-deed-game-account-change = changing the game account { $subject }
audit-deed-key-product-create = new key product { $subject }
audit-deed-key-product-edit = changing the key product { $subject }
audit-deed-key-product-publish = publishing the key product { $subject }
audit-deed-key-product-delete = deleting the key product { $subject }
audit-deed-key-product-set-platform = platform { $platform } of the key product { $subject }
audit-deed-key-product-remove-platform = taking the key product { $subject } off { $platform }
audit-end-intended = begun
audit-end-asked = begun
audit-end-done = done
audit-end-found-done = done, as looking showed
audit-end-not-done = not done, as looking showed
audit-end-ambiguous = done, by an earlier try or by somebody else
audit-end-unknown = no clear answer
audit-end-refused = refused, not done
audit-end-not-sent = not done, the provider was not reached
audit-end-failed = not done, the provider was not reached
