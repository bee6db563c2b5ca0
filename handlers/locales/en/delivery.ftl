# Handing keys over, and the customer's side.

button-copy = Copy key
button-copy-nth = Copy key { $at }
button-as-file = All as a file
button-as-csv = As CSV
key-csv-at = No.
key-csv-key = Key
button-copy-link = Copy link
button-send-link = Send in a chat
button-send-link-at = Send { $at }
button-take-keys = Take the { $count ->
    [one] key
   *[other] keys
}
button-revoke = Revoke link
button-problem = Problem with this key
button-problem-of = Problem with { $number }
key-own-said = { $count ->
    [one] That is a key of yours, of order { $numbers }. Does it not work? Press the button
   *[other] Those are keys of yours, of the orders { $numbers }. Does one not work? Press its button
}, and the shop hears of it.
button-open-order = 🔑 { $product }
button-open-order-number = 🔑 { $number } · { $product }

key-title = 🔑 { $product }{ $count ->
    [one] { "" }
   *[other] { " " }× { $count }
}
keys-expire = ⏳ { $total ->
    [one] It expires
   *[other] { $count ->
        [one] One of them expires
       *[other] { $count } of them expire, the first
    }
} { $at }.
keys-have-expired = ⚠️ { $total ->
    [one] It expired
   *[other] { $count ->
        [one] One of them expired
       *[other] { $count } of them have expired, the first
    }
} { $at }, and may not be redeemed any more.
link-expired = Make a claim link for the key of { $product } ({ $number }) all the same?
key-hint = { $count ->
    [one] Tap to see it, or copy it with the button. This message cannot be forwarded.
   *[other] Tap to see one, or copy it with its button. This message cannot be forwarded.
}

key-file-long = { $total ->
    [one] The key has { $characters } characters, too many for a message: it is in this file, which cannot be forwarded. It begins with:
   *[other] Key { $at } of { $total } has { $characters } characters, too many for a message: it is in this file, which cannot be forwarded. It begins with:
}
key-file-odd = { $total ->
    [one] The key has characters that a message would change, so it is in this file, which cannot be forwarded. It begins with:
   *[other] Key { $at } of { $total } has characters that a message would change, so it is in this file, which cannot be forwarded. It begins with:
}
key-file-all = { $count ->
    [one] The key is in this file, which cannot be forwarded.
   *[other] All { $count } keys are in this file, a line each. It cannot be forwarded.
}
key-unreadable = { $count ->
    [one] ⚠️ Key { $places } of { $total } is stored, but cannot be opened. It is not lost to you: please ask the shop.
   *[other] ⚠️ { $count } of { $total } keys are stored, but cannot be opened: { $places }. They are not lost to you: please ask the shop.
}

claim-link = Claim link for { $product }{ $count ->
    [one] { "" }
   *[other] { " " }× { $count }
}, order { $number }:
link-listed = { $product }{ $count ->
    [one] : a link to the key
   *[other] : a link to { $count } keys
}
link-listed-about = Order { $number }{ $mask ->
    [none] { "" }
   *[other] { " " }· { $mask }
}. Works once, until { $until }.
link-for-customer = 🎁 { $product }{ $count ->
    [one] { "" }
   *[other] { " " }× { $count }
} for you. The link works once, until { $until }:
inline-nothing = Nothing can be sent here. Why?
inline-why-not =
    What I was asked for cannot be sent there.

    { $reader ->
        [staff]
            A claim link goes out by its button “Send in a chat” for one hour, only by whoever made it, only into a chat with one person, and only while it is unused and the order may still be handed out.

            A new one: /order and its number, for example /order K-7F3Q-X9ND, then Claim link.
       *[customer] Only the shop sends links to keys that way. Keys that you were sent are under /mykeys.
    }
claim-rules = It works once, for whoever opens it first, until { $until }. Give it to the customer only.
ask-links = How shall { $count ->
    [one] the key
   *[other] the { $count } keys
} of { $product } ({ $number }) go out? All keys in one link go to whoever opens it first; with a link a key each goes to another customer.
links-open-already = { $count ->
    [one] A link is open already. One for all keys together ends when a new one is made.
   *[other] { $count } links are open already, and stay.
}
links-made-since = ⚠️ Nothing was made now: since this was asked, a link of { $number } has been made. It stays as it is.
link-anew = A link for { $number } is open already. A new one takes its place, and the old one works no more.
button-link-anew = New link
button-link-all = All { $count } in one link
button-link-one = { $count } in one link
button-link-each = One link a key
ask-link-count = For how many keys of { $number }? { $free } can be given. Send a number, for example 5.
usage-order-link-count = how many keys, as a number
example-order-link-count = 5
links-made = { $count ->
    [one] The link for { $number } is in your private chat.
   *[other] { $count } links for { $number } are in your private chat.
}
links-gone = I keep links for an hour only, so this page is gone. The links work all the same: they are in the file. Open links shows which are unused.
claim-links = { $count ->
    [one] One claim link
   *[other] { $count } claim links
} for { $product }, order { $number }, one a key:
claim-links-key = { $at }. { $mask }
claim-links-over = { $at }. { $mask } – this link works no more: it was used or ended.
claim-links-rules = Each works once, for whoever opens it first, until { $until }. Give each to one customer only. Refresh shows which are used by now.
claim-links-file = { $count ->
    [one] The one link
   *[other] The { $count } links
} for { $number } as a file, a line each.
links-csv-key = Key
links-csv-link = Link
links-csv-until = Works until
button-open-links = Open links
button-open-links-count = Open links ({ $count })
button-end-link = Revoke { $at }
button-end-links = Revoke all { $count }
links-none-open = No link of { $product } ({ $number }) is open.
links-open = { $count ->
    [one] An open link
   *[other] { $count } open links
} of { $product } ({ $number }):
links-open-line = { $at }. { $keys }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
} · by { $name } · until { $until }
links-end-question = Revoke { $count ->
    [one] the open link
   *[other] all { $count } open links
} of { $number }? Customers who have one of them can use it no more; the keys are free again.
notice-link-over = The claim link for { $product } ({ $number }) that stood here works no more: { $how ->
    [used] it was used.
    [run-out] nobody opened it in time.
   *[ended] it was stopped, or another way was taken since.
}
claim-revoked = { $links ->
    [one] The link for { $number } works no more.
   *[other] { $links } links for { $number } work no more, and { $keys } keys are free again.
}
claim-ended-one = That link of { $number } has worked no more since { $at }.
claim-ended-all = No link of { $number } is open any more: the last was ended at { $at }.
claim-none-open = There is no open link for { $number }: nobody has used one, and none can be used.
claim-used-first = Too late: the link for { $number } was used by { $person } ({ $at }). The keys have been shown there.
claim-used-reverse = If that was the wrong person: { $provider } takes keys back. Open /order { $number } and press Reverse; a manager may.
claim-used-stays = If that was the wrong person: the keys of { $number } cannot be called back. Tell a manager, and buy anew for the customer.
claim-welcome = Here you are: { $product } is yours. You will always find it again with /mykeys.

sent-privately = Sent to you privately.
start-me-first-toast = Open our private chat first.
start-me-first = { $name }, I can send that only privately. Open our chat, press Start, and try again.
ask-customer = Who gets { $product } ({ $number })? Send me the customer’s id or @name, or forward a message of theirs.
ask-customer-privately = Or choose the person in our private chat.
ask-how-many = How many keys of { $product } ({ $number })? { $free } can be given.
button-send-all = All { $count }
ask-send-count = How many keys of { $number }? { $free } can be given. Send a number, for example 5.
usage-order-send-count = how many keys, as a number
example-order-send-count = 5
send-question = Send { $count ->
    [one] the key
   *[other] the { $count } keys
} of { $product } ({ $number }) to { $person }?
send-question-part = Send { $count ->
    [one] one of the { $total } keys
   *[other] { $count } of the { $total } keys
} of { $product } ({ $number }) to { $person }?
send-ends-link = ⚠️ The claim link that { $name } made ({ $at }) is open. Once they are sent it works no more, whoever has it.
links-made-before-send = ⚠️ Nothing was sent now: since this was asked, a claim link of { $number } has been made.
send-cancelled = { $number } was sent to nobody.
usage-order-customer = an id, a @name, or a forwarded message of the customer
example-order-customer = @cara
sending-to = Sending { $number } to { $name }. Its card will say when it has arrived.
sending-to-elsewhere = Sending { $number } to { $name }. { $chat ->
    [none] Its card in the chat of the order
   *[other] Its card in “{ $chat }”
} will say when it has arrived; here /order { $number } does.
notice-perhaps-delivered = ⚠️ Telegram did not say whether the keys of { $number } reached { $customer }. The order stays theirs, so that nobody else gets the same keys. Ask { $customer }: /mykeys shows them.
notice-not-delivered = ⚠️ { $customer } could not be reached, so { $number } was not handed over. A claim link may help.

command-mykeys = Your keys
menu-mykeys = 🔑 My keys
usage-mykeys = /mykeys
example-mykeys = /mykeys
command-key = Show the key of an order
usage-key = /key <order>
example-key = /key K-7F3Q-X9ND
mykeys-none = You have no keys here yet. When you get a claim link, open it and the key appears here.
mykeys-title = <b>Your keys</b> ({ $total })
mykeys-line = { $product }{ $count ->
    [0] { " " }– no keys any more
    [one] { "" }
   *[other] { " " }× { $count }
} · { $number } · { $at }
notice-key-problem = 🛟 <b>{ $name }</b> reports a problem with { $product } ({ $number }): “{ $words }”

error-nothing-to-deliver = { $number } has no key to hand over.
error-keys-changed = Some keys of { $number } were taken back while my answer waited to be sent. Please ask once more: you get those that are left.
error-keys-unreadable = The keys of { $number } are stored, but cannot be opened: the desk has lost the secret they were sealed with. An owner has to put it back into the settings; nothing was handed over.
error-keys-let-go = The keys of { $number } were handed over long ago, and this shop does not keep keys for ever: they cannot be shown any more. They stand in the chat where they were shown first; the shop knows them by their last letters, and finds the order if you send one.
key-let-go = { $count } of these { $total } keys { $count ->
    [one] was
   *[other] were
} handed over long ago and { $count ->
    [one] is
   *[other] are
} not kept any more.
error-already-delivered = { $number } belongs to { $customer } already.
error-all-in-links = No key of { $number } is free: the rest is in { $links ->
    [one] an open link
   *[other] { $links } open links
}. Revoke one first: its keys come back.
error-linked-since = Since this was asked, a link of { $number } has been made. It stays as it is. Press Claim link again.
error-sent-since = ⚠️ Nothing more was sent: since this was asked, { $by ->
    [none] I have
   *[other] { $by } has
} sent { $keys ->
    [0] { $number }
    [one] one key of { $number }
   *[other] { $keys } keys of { $number }
} to { $person } ({ $at }). If more is meant, press Send to customer again.
error-fewer-free = Only { $free } { $free ->
    [one] key
   *[other] keys
} of { $number } can be given. Ask for that many at most, or revoke an open link first.
error-keys-taken = Somebody else was faster with these keys of { $number }. Nothing was done: please look at the order and try again.
error-twin-keys = Nothing was handed over: a key of { $number } came more than once, so it may be somebody else’s already. Press Claim link or Send to customer on its card, which says more.
error-claim-stopped = The shop has to look at this link first: something is not right with what is in it. Nothing was taken from you, the link is not used up, and they have been told. Please ask them.
twin-given = ⚠️ { $mask }: { $here ->
    [yes] { $person } has the same key, of this very order
    [hidden] somebody has the same key, by an order of another chat
   *[other] { $person } has the same key, by order { $number }
}.
twin-linked = ⚠️ { $mask }: an open link { $here ->
    [yes] of this very order
    [hidden] of an order of another chat
   *[other] of order { $number }
} gives the same key. Whoever opens that later gets nothing.
twin-seen = ⚠️ { $mask }: the same key is of { $here ->
    [yes] this very order once more
    [hidden] an order of another chat too
   *[other] order { $number } too
}, and somebody of the desk was shown it there.
twin-first = ⚠️ { $mask }: the same key is { $here ->
    [yes] in this very order once more
    [hidden] of an order of another chat too, which came before
   *[other] of order { $number } too, which came before
}.
twins-more = ⚠️ And the same of { $count } more.
twin-hint = Of two who have one key the second finds it used. Ask { $provider } for another instead.
twin-link-question = Nothing was made yet. Make { $count ->
    [one] the link
   *[other] the links
} for { $number } all the same?
button-twin-send = Send all the same
button-twin-link = Make it all the same
button-twin-rest = { $count ->
    [one] Only the one that is new
   *[other] Only the { $count } that are new
}
error-cannot-write-to = I cannot write to { $name }: the person has not started this bot, or has blocked it. Use a claim link instead.
error-claim-refused = This link does not work. It may be used, expired or mistyped. Ask the shop for a new one.
error-claim-barred = Too many links that do not work. Try again after { $until }.
