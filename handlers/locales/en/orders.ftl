# Orders: buying, the card, finding them again.

command-buy = Buy keys
menu-buy = 🛒 Buy
usage-buy = /buy <words> [count]
example-buy = /buy gta v 2
command-order = Find an order by its number or key
usage-order = /order <number or key>
example-order = /order K-7F3Q-X9ND
command-orders = List orders
menu-orders = 📋 Orders
usage-orders = /orders [open | uncertain | failed | delivered | mine | all]
example-orders = /orders uncertain
command-resolve = Settle an uncertain order
menu-resolve = ⚖️ Uncertain orders
usage-resolve = /resolve <order>
example-resolve = /resolve K-7F3Q-X9ND

button-claim-link = Claim link
button-send = Send to customer
button-show = Show to me
button-other-count = Other…
button-buy-again = Buy again
button-enter-reference = Enter order id
button-close-case = Close case

buy-how-many = How many keys of { $product } from { $provider }?
buy-which-reading = “{ $words }” can be read in two ways. Which one do you mean?
buy-so-many = { $count } × { $product }
ask-count = How many keys? Send a number, for example 4.
usage-buy-count = a number from 1 to 500
example-buy-count = 4
buy-question = Buy { $count ->
    [one] one key
   *[other] { $count } keys
} of { $product }?
buy-provider = From { $provider }
buy-price = { $count ->
    [one] Price: { $total }
   *[other] Price: { $each } each, { $total } in all
}
buy-effect = Confirm spends { $total } at once.
buy-above-no-more = ⚠️ Nothing is bought yet: by now it is above no limit, so nobody has to approve it, and Confirm buys it at once.
buy-effect-above = Confirm spends nothing yet: somebody else has to approve this first, and I ask you whether to send it to them.
buy-price-not-sent = ℹ️ { $provider } is not sent the price. Should it change in that moment, the new price is charged, and you are told.
buy-price-refused = ⚠️ { $provider } did not accept the price. Nothing has been bought.
buy-price-moved = ⚠️ The price has changed from { $was } to { $now }. Nothing has been bought.
buy-under-way = ⏳ Buying { $count ->
    [one] one key
   *[other] { $count } keys
} of { $product }…
buy-toast = Buying…
buy-progress = { $done } of { $total } bought
buy-cancelled = Cancelled. No key of { $product } was bought.

order-title = { $count ->
    [one] { $product }
   *[other] { $product } × { $count }
}
order-others = { $count ->
    [one] It can be bought from others now:
   *[other] All of it can be bought from others now, a key each:
}
order-number = Order { $number }
order-price = { $provider } · { $count ->
    [one] { $total }
   *[other] { $count } × { $each } = { $total }
}
order-price-partly = { $provider } · { $bought } of { $count } bought at { $each } = { $charged }
order-charged = ⚠️ { $provider } charged { $charged }. { $confirmed } was confirmed.
order-charge-late = The books of { $provider } do not show yet what was charged. I go on looking.
order-rest-open = { $count ->
    [one] One has no answer yet and is asked after; it cannot be bought twice.
   *[other] { $count } have no answer yet and are asked after; none can be bought twice.
}
order-rest-waiting = { $count ->
    [one] One is still to be bought.
   *[other] { $count } are still to be bought.
}
order-rest-refused = { $count ->
    [one] One was not bought, and not charged.
   *[other] { $count } were not bought, and not charged.
}
order-rest-uncertain = { $count ->
    [one] One may have been charged; look it up in the { $provider } account.
   *[other] { $count } may have been charged; look them up in the { $provider } account.
}
order-uncertain-line = ❓ { $position }: transaction { $txn }, uncertain since { $at }
order-uncertain-page = Page { $page } of { $pages } of what is uncertain
order-rest-reversed = { $count ->
    [one] One was taken back.
   *[other] { $count } were taken back.
}
order-money-back = { $amount } was paid for { $count ->
    [one] the key that was
   *[other] the { $count } keys that were
} taken back. Please see in your account at { $provider } that it came back: its answer does not say.
order-back-in-stock = { $count ->
    [one] Its key is back in own stock
   *[other] { $count } keys are back in own stock
}{ $expired ->
    [0] , to be sold again.
    [one] { $count ->
        [one] . It has expired, so it is sold to nobody.
       *[other] ; one has expired and is sold to nobody.
    }
   *[other] ; { $expired } have expired and are sold to nobody.
}
order-reversing = ⏳ { $count ->
    [one] One key is being taken back. It is not handed out until { $provider } has answered.
   *[other] { $count } keys are being taken back. They are not handed out until { $provider } has answered.
}
order-reversing-short = being taken back
order-keys = { $count ->
    [one] Key: { $keys }
   *[other] Keys: { $keys }
}
order-keys-let-go = { $count ->
    [one] One of them is
   *[other] { $count } of them are
} not kept in plain any more: handed over long ago.
order-keys-more = and { $count } more
order-buyer = Bought by { $name }, { $at }
order-asked = Ordered by { $name }, { $at }
order-customer = { $more ->
    [0] Customer: { $name }
   *[other] Customers: { $name } and { $more } more
}
order-handed = 📦 { $handed } of { $count } handed over{ $links ->
    [0] { "" }
    [one] { "" } · 1 open link
   *[other] { "" } · { $links } open links
}
order-home = Order of “{ $chat }”
order-home-private = Order of a private chat
notice-elsewhere-claim = { $name } made a claim link for { $number } from another chat. Earlier links work no more.
notice-elsewhere-revoke = { $name } stopped the claim link for { $number } from another chat.
notice-elsewhere-reverse = { $name } had { $number } taken back from another chat. This is what came of it:
notice-elsewhere-resolve = { $name } entered the provider’s order id for { $number } from another chat.
notice-elsewhere-close = { $name } closed the case of { $number } from another chat.
order-twins-more = { $count ->
    [one] ⚠️ And the same of one more order.
   *[other] ⚠️ And the same of { $count } more orders.
}
order-twin-here = ⚠️ The same key came more than once in this order. Do not hand it out twice.
order-twin-since = ⚠️ The same key came in order { $number } since. Do not hand it out twice.
order-twin = ⚠️ The same key came in order { $number } before. Do not hand it out twice.
order-twin-since-hidden = ⚠️ The same key came in an order of another chat since. Do not hand it out twice.
order-twin-hidden = ⚠️ The same key came in an order of another chat before. Do not hand it out twice.
twin-order-hidden = an order of another chat

order-status-draft = not confirmed
order-status-awaiting_approval = waits for approval
order-status-approved = approved
order-status-rejected = rejected
order-status-paying = paying
order-status-paid = paid, key on its way
order-status-keyed = key ready
order-status-delivered = delivered
order-kept-short = kept in own stock
order-status-failed = failed
order-status-expired = called off
order-status-reversed = reversed
order-status-uncertain = uncertain

order-line-draft = Not confirmed. Nothing has been bought.
order-line-awaiting_approval = ⏸ Waits for approval. Nothing has been bought.
order-line-approved = Approved. Nothing has been bought yet.
order-line-rejected = Rejected. Nothing was bought.
order-line-paying = ⏳ Being bought: { $provider } has not answered yet.
order-line-paying-lost = ⏳ The answer was lost on the way. I am asking again under the same transaction; it cannot be charged twice.
order-line-paying-busy = ⏳ { $provider } answered that it has too much to do just now, and not whether it sold. I am asking again under the same transaction; it cannot be charged twice.
order-line-paying-fault = ⏳ { $provider } answered with a fault of its own, and not whether it sold. I am asking again under the same transaction; it cannot be charged twice.
order-line-paying-unreadable = ⏳ { $provider } answered in a way I cannot read. I am asking again under the same transaction; it cannot be charged twice.
order-line-paid = 💳 Paid. { $count ->
    [one] The key is on its way; I will say when it is here.
   *[other] The keys are on their way; I will say when they are here.
}
order-line-keyed = ✅ Bought. { $count ->
    [one] The key is ready to hand over.
   *[other] { $count } keys are ready to hand over.
}
order-line-delivered = 📬 Delivered.
order-line-kept = 📥 All in own stock: there is nothing left to hand over.
order-line-failed = ❌ Not bought. Nothing was charged.
order-line-closed = ❌ Closed without a key.
order-line-expired = Called off. Nothing was bought.
order-line-reversed = ↩️ Reversed.
order-line-uncertain = ❓ It needs a person: { $uncertain ->
    [one] one purchase
   *[other] { $uncertain } purchases
} may have been charged.

order-reason-refused = { $provider } said no.
order-reason-not-found = { $provider } knows no such offer. Check its id in the catalog.
order-reason-out-of-stock = { $provider } has no more of it.
order-reason-not-enough = { $provider } had fewer left than were asked for.
order-reason-off = { $provider } is switched off in the settings.
order-reason-price-moved = The price changed before anything was sent.
order-reason-wrong-price = The price changed while buying.
order-reason-not-allowed = { $provider } does not accept our sign-in. An owner should check the settings.
order-reason-rejected = { $provider } did not accept the request.
order-reason-unavailable = { $provider } could not be reached.
order-reason-already-charged = { $provider } confirms the charge but does not say its order id. Look the transaction up in the { $provider } account.
order-reason-not-proven = { $provider } says no now, which does not prove that the first try was not charged. Look the transaction up in the { $provider } account.
order-reason-not-repeated = The answer was lost, { $provider } does not say whether it sold, and it was not asked again: too much time has passed, or the price has moved. Look the transaction up in the { $provider } account.
order-reason-interrupted = It was interrupted, and too much time has passed since.
order-reason-no-right = Who confirmed it has no right to buy here any more. Who gives roles here can change that.
order-reason-closed = A manager closed the case after looking into the { $provider } account.
order-reason-cancelled = Cancelled before it was confirmed.
order-reason-cancelled-waiting = { $name } called it off while it waited for approval.
order-reason-too-old = It was not confirmed in time.
order-reason-case-over = The case that it was for is over, so it is not bought.
order-reason-drawn-anew = Somebody has pressed Replace once more since: the newer question counts.
order-reason-asked-again = It was asked about once more since: the newer question counts.
order-case-over = The case of { $number } that it was for is over. To buy a key all the same, send /buy.
order-no-right-to-see = You have no right to see this order any more, and read no more about it here. Who gives roles can change that.
order-over-with-case = The case that { $number } was for is over: nothing was bought. To buy a key all the same, send /buy.
order-drawn-anew = Somebody has pressed Replace once more since: the newer question counts, and this one buys nothing.
order-asked-again = It was asked about once more since: the newer question counts, and this one buys nothing.
order-handled-already = { $number } is taken care of already: { $status }.

filter-open = open
filter-uncertain = uncertain
filter-failed = failed
filter-delivered = delivered
filter-mine = mine
filter-all = all
orders-title = <b>Orders: { $filter }</b> ({ $total })
orders-line = { $number } · { $product } × { $count } · { $status }
orders-line-not-told = { $number } · { $product } × { $count } · { $status } · ⚠️ not told
orders-none-open = No order is open.
orders-none-uncertain = No order is uncertain.
orders-none-failed = No order has failed.
orders-none-delivered = No order has been delivered yet.
orders-none-mine = You have not ordered anything here yet.
orders-none-all = Nothing has been ordered here yet. /stock shows what can be bought.

ask-reference = Which order id does the provider’s account show for { $number }? Send it to me and I will fetch the key.
ask-reference-txn = Transaction: { $txn }
ask-reference-price = Price: { $price } · uncertain since { $at }
usage-order-reference = the order id from the provider’s account
example-order-reference = 782
close-question = Close the case of transaction { $txn } of { $number }, uncertain since { $at }, without a key? Do this only when the provider’s account shows no charge of { $price } for it, or the money came back. It will count as not bought.

notice-order-changed = 🔔 News of { $number }
notice-order-uncertain = 🔔 { $number } needs a manager
notice-order-charged = 🔔 { $number }: { $provider } charged { $charged }, where { $confirmed } was confirmed. /sales counts what was charged.
notice-charge-joined = 🔔 { $number }: { $provider } says that transaction { $txn }, whose case was closed, was charged after all, under its order id { $reference }. The order goes on with the key.
notice-charge-apart = ⚠️ { $number }: { $provider } says that transaction { $txn } was charged under its order id { $reference }, but it was settled otherwise here. Its key is not in this order: look it up in the { $provider } account.
notice-reversal-late = 🔔 { $number }: for over an hour { $provider } has not said whether it takes everything back. Ask { $provider }; I go on asking too.
notice-links-closed = 🔔 I came back from a backup of { $at }. { $count ->
        [one] A claim link that was open then works
       *[other] { $count } claim links that were open then work
    } no more, for the keys may have been handed over since. Ask the customers, and make new links where they are still wanted:
notice-perhaps-handed = 🔔 I came back from a backup of { $at }. { $count ->
        [one] The keys of an order were ready then and nobody’s. They
       *[other] The keys of { $count } orders were ready then and nobody’s. They
    } may have been handed over since: ask before you hand them to anybody.
notice-links-closed-more = and { $count } more
late-paid = 🔔 { $number } is paid, but its key has not come for over an hour. Ask the provider.
late-paying = 🔔 { $number }: for over an hour { $provider } has not said whether it was bought, so it may be charged. Ask { $provider }; I go on asking too, and buy nothing twice.
notice-keys-unreadable = ⚠️ { $number }: { $provider } sent { $total } keys, and { $count ->
    [one] 1 of them cannot be read (number { $places }). The
   *[other] { $count } of them cannot be read (numbers { $places }). The
} others are stored. Ask { $provider } for what is missing: it is paid for.
notice-keys-none-readable = ⚠️ { $number }: { $provider } answers about its keys in a way I cannot read. It is paid for: ask { $provider } for the key. I go on asking too.
notice-key-in-stock = ⚠️ { $provider } sold us in { $number } ({ $product }) a key that lies in our own stock already. It is not sold from there any more, so that nobody gets it twice. See where it came from before you hand it out: somebody may have had it.
notice-key-twin-here = ⚠️ In { $number } ({ $product }) the same key came more than once. Ask the provider for another before you hand it out.
notice-link-held = ⚠️ { $person } opened a claim link of { $number } ({ $product }) and got nothing: since it was made, its key went to somebody by { $hidden ->
    [yes] an order of another chat
   *[other] order { $other }
}. The supplier sold the same key twice: ask them for another, and give { $person } that.
notice-key-twin-case = It was bought in the case of { $name } about { $number }: nothing of it is sent by itself, and the case stays open. Its card says what can be done.
notice-key-twin-owner = It came late, and { $name } has the rest of the order: it was not sent to them. Ask for another, or send it all the same by Send to customer on the card.
notice-key-twin = ⚠️ The key of { $number } ({ $product }) is the same as the one in { $hidden ->
    [yes] an order of another chat
   *[other] { $earlier }
}. Ask the provider for another before you hand it out.

error-unknown-order = I know no order with that number or key.
error-bad-count = Between 1 and { $most } keys can be bought at once.
error-not-enough = { $more ->
    [0] Only { $stock } left of { $product }. Nothing was bought.
   *[other] Only { $stock } of { $product } are left at this price, and { $more } at other prices. Nothing was bought.
}
error-sold-out = { $product } is sold out. Nothing was bought.
error-bought-anew = In place of { $number }, { $instead } was asked for already, by { $name }: { $status }. Nothing more is bought from this card; for another one send /buy.
error-already-handled = { $number } is taken care of already: { $status }.
error-order-expired = The price on { $number } is too old. Start again with /buy.
error-not-uncertain = { $number } is not uncertain: there is nothing to settle.
error-purchase-settled = Transaction { $txn } of { $number } is settled already: { $how ->
    [accepted] its key was found.
    [refused] its case was closed.
    [reversing] it is being taken back.
   *[reversed] it was taken back.
} Nothing was changed now.
reason-order-id-no-number = The order ids of { $provider } are numbers, such as 782. Nothing was asked or changed; press Enter order id again and send the number.
error-bad-reference = { $provider } shows no unused key under that order id, so nothing was changed. Check the number and press Enter order id again.

button-reverse = Reverse
reverse-question = Reverse { $number }? { $provider } is asked to take { $count ->
    [one] its key
   *[other] its { $count } keys
} back; a reversed key can no longer be redeemed.
reverse-question-own = Reverse { $number }? { $count ->
    [one] Its key goes back into own stock, if nobody has seen it
   *[other] Of its { $count } keys those that nobody has seen go back into own stock
}{ $every ->
    [yes] . { $count ->
        [one] It has expired, so it is
       *[other] They have expired, so they are
    } sold to nobody.
   *[no] { " " }and can be sold again.
} A key that somebody has seen stays where it is.
reverse-own-expired = { $count ->
    [one] One has expired and is
   *[other] { $count } have expired and are
} sold to nobody.
reverse-stops-links-own = Claim links of this order stop working at once.
reverse-stops-links = Claim links of this order stop working at once, whatever { $provider } answers.
reverse-under-way = ⏳ Taking back { $count ->
    [one] one key
   *[other] { $count } keys
} of { $product }…
reverse-progress = { $done } of { $total } answered
reverse-tells-customer = { $more ->
    [0] { $customer } { $count ->
        [one] is
       *[other] are
    } told.
   *[other] { $customer } and { $more } more are told.
}
reverse-done = ↩️ Key { $position } of { $total }: reversed. { $provider } says: { $words }
reverse-refused = ⚠️ Key { $position } of { $total }: not reversed. { $provider } says: { $words }
reverse-unknown = ❓ Key { $position } of { $total }: { $provider } has not answered clearly ({ $words }). It may still be taken back, so it is not handed out. I am asking again and will say what came of it.
reverse-untried = ⚠️ { $provider } could not be got through to any more. { $count ->
    [one] One key was not taken back and stays as it was; press Reverse again later.
   *[other] { $count } keys were not taken back and stay as they were; press Reverse again later.
}
reverse-link-anew = What was not taken back can be handed over by a new Claim link; earlier links stay revoked.
notice-order-reversed = ↩️ { $count ->
    [one] The key of { $product } ({ $number }) was taken back by the shop and can no longer be redeemed.
   *[other] { $count } keys of { $product } ({ $number }) in all were taken back by the shop and can no longer be redeemed.
} If that surprises you, ask the shop.
error-cannot-reverse = { $provider } takes no purchase back.
error-being-reversed = { $number } is being taken back by the shop just now, so nothing of it can be handed out. Please look again in a few minutes.
error-reversal-barred = Nothing was taken back: who asked for it has no right to that here any more. Who gives roles here can change that.
error-nothing-to-reverse = There is nothing to reverse in { $number }: nothing was bought, or all was taken back, or it is of own stock, which takes no key back that somebody has seen or was given.
