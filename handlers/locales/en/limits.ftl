# /limits: what may be spent without asking

command-limits = What may be spent without asking
menu-limits = 💶 Limits
usage-limits = /limits [mine | <amount> <currency> an order | a day | a day in the chat | a month in the chat [for <role> | @name | id] [everywhere]]
example-limits = /limits 500 EUR a day for support
usage-limit-amount = an amount and a currency, or “none” and a currency
example-limit-amount = 500 EUR
usage-limit-person = an id, a @name, or a forwarded message of the person
example-limit-person = @sam

limits = 💶 <b>Limits</b>: what may be spent without asking
limits-none = None is set: everybody who may buy spends as they like.
limits-none-here = None is set for this chat, and none for every chat: whoever may buy here spends as they like.
limits-none-everywhere = None for every chat.
limits-of-groups = Set in single chats; send /limits there to change them:
limits-of-group = <b>{ $chat }</b>: { $limit }
limits-line = { $number }. { $limit }
limits-unbounded = ⚠️ No limit holds for: { $currencies }
limits-new-button = New limit
limit-remove-button = Remove
limit-amount-button = Other amount
limit-everybody-button = Everybody
limit-person-button = A person…
limit-which = What shall have a limit?
limit-whom = Whom is it for? Of a person, their roles and everybody, the closest counts.
limit-ask-person = Whom is it for? Send me the id or @name, or forward a message of theirs.
limit-ask-amount-in = How much in { $currency }? Send me the amount alone, such as 500.
limit-ask-amount = How much, and in which currency? Send me for example: 500 EUR

limit-scope-order = One order
limit-scope-person-day = One person a day
limit-scope-chat-day = The chat a day
limit-scope-chat-month = The chat a month
limit-order = { $amount } an order
limit-person-day = { $amount } a day for one person
limit-person-day-everywhere = { $amount } a day for one person, in all chats together
limit-chat-day = { $amount } a day for the whole chat
limit-chat-month = { $amount } a month for the whole chat
limit-everybody = everybody
limit-of = { $limit }: { $whose }
limit-of-everywhere = { $limit }: { $whose }, in every chat

limit-question = Set this limit? <b>{ $limit }</b>
limit-remove-question = Remove this limit? <b>{ $limit }</b>
limit-instead = So far it is { $limit }.
limit-effect = An order above it is not bought without asking. Days and months are those of the chat’s time zone; what is under way counts.
limit-not-all = ⚠️ It holds in { $currency } only, and nothing of the kind holds what is priced in { $others }: amounts are never converted.
limit-also-button = One in { $currency } too
limit-no-effect = Orders are not held against it any more.
limit-set = ✅ The limit is set: { $limit }
limit-removed = ✅ The limit is removed: { $limit }

limits-mine = 💶 <b>What you may spend here without asking</b>
limits-mine-none = No limit is set for you here.
limits-mine-line = { $limit }: { $spent } spent, { $left } left
limits-mine-order = { $limit }
limit-over = Above the limit of { $limit }: { $left } was left, so this is { $by } too much.
limit-over-passed = Above the limit of { $limit }: it is used up already.
limit-over-order = Above the limit of { $limit }, by { $by }.
limit-key = { $amount } a key of this product
limit-quorum = { $count ->
    [one] One person has to approve an order above it.
   *[other] { $count } people have to approve an order above it.
}
limit-of-owners = It holds in every chat, so only an owner can change it. { $ask }
limit-holds-you = It holds you too, so you can lower it, and only an owner can remove or raise it. { $ask }
limit-quorum-button = { $count ->
    [one] One yes is enough
   *[other] Two have to approve
}

command-approvals = Orders that wait for approval
menu-approvals = ✋ Approvals
usage-approvals = /approvals
example-approvals = /approvals
approvals = ✋ <b>Orders that wait for approval</b>
approvals-none = ✋ No order waits for approval here.
approvals-line = { $number }: { $product }{ $count ->
    [one] {""}
   *[other] {" "}× { $count }
}, { $total }, for { $name }
approval-question = Nothing is bought yet. Shall I ask somebody who may approve it? You can give a reason.
approval-reason = Reason: { $words }
approval-yes = { $quorum ->
    [one] ✅ Approved by { $names }
   *[other] ✅ Approved by { $names } ({ $count } of { $quorum })
}
approval-lapsed = ⚠️ { $names } said yes and may approve no more, so { $count ->
    [one] that does not count
   *[other] those do not count
}: { $yes } of { $quorum }.
approval-decided = ✅ Approved by { $names }, { $at }.
approval-asked-anew = The buyer is asked anew, at the price of now: { $number }.
approval-no = 🚫 Rejected by { $names }
approval-until = { $quorum ->
    [one] Somebody else than the buyer has to approve it before { $until }; then it is bought at once, at this price at most.
   *[other] { $quorum } others than the buyer have to approve it before { $until }; then it is bought at once, at this price at most.
}
approval-toast-yes = You approved it.
approval-toast-more = You approved it. Somebody else has to, too: the card says why.
approval-toast-no = You rejected it.
button-approve = Approve
button-reject = Reject
button-view = View
button-ask-approval = Ask for approval
button-ask-why = Give a reason
ask-approval-reason = Why is it needed? Send me a sentence for whoever decides, of at most 300 characters.
usage-order-why = a sentence of at most 300 characters
example-order-why = A customer waits for ten keys
notice-approval-asked = ✋ { $name } asks for your approval of { $number }.
notice-approval-approved = ✅ { $number } was approved by { $names }; it is being bought. Its card says how that ends.
notice-approval-rejected = 🚫 { $number } was rejected by { $names }. Nothing was bought.
notice-approval-expired = ⌛ Nobody approved { $number } in time. Nothing was bought.
notice-approval-no-right = ⌛ { $number } is called off: who asked for it has no right to buy here any more. Nothing was bought.
notice-approval-case-over = ⌛ { $number } needs no approval any more: the case it was for is over. Nothing was bought.
notice-approval-left = ℹ️ The case that { $number } was for is over, and { $number } was confirmed before. What comes of it is yours: I hand it to nobody by myself.
order-reason-not-approved = Nobody approved it in time.
error-own-approval = { $number } is yours: somebody else has to decide about it.
error-default-only = Here you may approve only because every member may. Approving takes a role that was given to you by name. { $ask }
error-approval-over = { $number } does not wait for approval any more: { $status }.
error-voted = You have decided about { $number } already. It waits for somebody else: its card says why.

error-within-limits = { $number } is above no limit any more, so nobody has to be asked. Nothing is bought yet.
error-over-limit = { $number } is above a limit. Nothing was bought.
error-bad-amount = “{ $text }” is no amount a limit can have: write a number from 0 to { $most }, such as 500 or 99.50.
error-bad-money = { $problem ->
    [two-ways] “{ $text }” can be read as two amounts, so I take neither. Write { $whole } or { $parts }, whichever you mean.
    [two-amounts] “{ $text }” can be read as one amount or as two, so I take neither. Write { $whole } or { $parts }, whichever you mean.
    [too-fine] “{ $text }” is too fine: { $currency } has { $count ->
        [0] no digits
        [one] one digit
       *[other] { $count } digits
    } behind the point.
    [no-currency] Write the currency too, with its three letters, such as EUR.
    [currency] I know no currency “{ $text }”. Write its three letters, such as EUR.
   *[amount] “{ $text }” is no amount that I can read. Write it such as 500 or 99.50, with its currency, such as EUR.
}
error-no-currency = I know no currency “{ $text }”. Write its three letters, such as EUR.
error-no-such-limit = There is no such limit (any more). /limits shows those there are.
error-own-limit = Nobody but an owner gives more to themselves: that would let you spend more. { $ask }
error-too-many-limits = There are { $most } limits already: remove one that nobody needs.
