# /keys: own stock

command-keys = Own stock: keys we have already
menu-keys = 🗝 Own stock
usage-keys = /keys [product], or in our private chat /keys add <product>
example-keys = /keys add GTA V
usage-keys-text = one key a line, with what one costs in the first line; or a file
example-keys-text = 12.50 EUR ⏎ AAAA-BBBB-CCCC ⏎ DDDD-EEEE-FFFF
keys-none = There is no own stock yet. Put keys in with <code>/keys add</code> and a product’s name, in our private chat.
keys-list = <b>Own stock</b> of { $total ->
    [one] one product
   *[other] { $total } products
}{ $pages ->
    [one] {""}
   *[other] {""}, page { $page } of { $pages }
}
keys-entry = { $product } – { $count ->
    [0] none left
    [one] one key
   *[other] { $count } keys
}{ $expired ->
    [0] {""}
   *[other] , { $expired } expired
}
keys-hidden = ⚠️ { $count ->
    [one] One key of { $product } is not sold: its
   *[other] { $count } keys of { $product } are not sold: their
} offer was taken out of the catalog. This puts it back: { $add }
keys-hidden-more = … and { $count } more of other products, whose offers were taken out as well.
keys-product = <b>{ $product }</b>, own stock: { $count ->
    [0] none left
    [one] one key
   *[other] { $count } keys
}
keys-nothing = Nothing is in stock.
keys-expired = ⚠️ { $count ->
    [one] One key has expired and is
   *[other] { $count } keys have expired and are
} sold to nobody.
keys-lot = { $cost } – { $count ->
    [one] one key
   *[other] { $count } keys
}
keys-lot-expires = { $cost } – { $count ->
    [one] one key
   *[other] { $count } keys
}, the first expires { $at }
keys-add-button = Add keys
keys-aside = ⚠ { $count ->
    [one] One key is put aside and not sold: it was
   *[other] { $count } keys are put aside and not sold: they were
} in stock in the backup that was restored, and may have been sold since.
keys-aside-button = Sell what is put aside
keys-aside-question = Put { $count ->
    [one] one key
   *[other] { $count } keys
} of { $product } on sale again? Whatever was sold between the backup and its restore would be sold a second time. Say yes only if nothing was.
keys-see = See the stock
keys-only-private = Keys are added in our private chat only, where nobody else reads them. Send <code>/keys add</code> with the product’s name there.
keys-ask = Send me keys of <b>{ $product }</b>, one a line, with what one of them costs in the first line:
    <code>12.50 EUR
    AAAA-BBBB-CCCC
    DDDD-EEEE-FFFF</code>
    Or a file: the same as text, or a table as CSV or XLSX whose first row names its columns, <code>key,cost,currency,expires</code>, as in <code>AAAA-BBBB-CCCC,12.50,EUR,2027-12-31</code>. Where all cost the same, a first line such as <code>12.50 EUR</code> says it for all; who leaves expires empty has a key that never does. At most { $most } keys at once. I take your message out of the chat as soon as I have it.
keys-late = I delete what you send now and do not read it: it looks like more keys, and I had asked for one message of them. When you have answered what I asked about that, send <code>/keys add</code> with the product’s name, and all that is left in one message.
keys-late-there = This message looks like more keys, and I may not delete it: please do so yourself. I have not read it. Send <code>/keys add</code> with the product’s name, and all that is left in one message.
keys-over = I deleted that and did not read it: it looks like keys, and I wait for them no longer than an hour. Send <code>/keys add</code> with the product’s name again, and then the keys.
keys-over-there = That looks like keys, and I may not delete it: please do so yourself. I wait for keys no longer than an hour and have not read it. Send <code>/keys add</code> with the product’s name again, and then the keys.
keys-no-text = I read keys from a text or a file only, not from a picture. Send them one a line, with what one costs in the first line, such as <code>12.50 EUR</code>.
keys-too-many = These are too many at once: send at most { $most } keys, and the rest in another message. Nothing was added.
keys-no-good = I could take no key of that, so nothing was added.
keys-question = Put { $count ->
    [one] one key
   *[other] { $count } keys
} of <b>{ $product }</b> into own stock, to be sold at { $cost } each?
keys-question-costs = Put { $count ->
    [one] one key
   *[other] { $count } keys
} of <b>{ $product }</b> into own stock, each to be sold at its own cost, { $least } to { $most }?
keys-first = The first ends like this: <code>{ $mask }</code>
keys-expiry = { $count ->
    [one] One of them expires,
   *[other] { $count } of them expire, the first
} { $at }.
keys-doubles = { $count ->
    [one] One was refused: we have it, or had it before, perhaps written another way.
   *[other] { $count } were refused: we have them, or had them before, or they are there twice, perhaps written another way.
}
keys-waiting = { $count ->
    [one] One was read by somebody else, who is still asked whether it goes into stock. Should they cancel,
   *[other] { $count } were read by somebody else, who is still asked whether they go into stock. Should they cancel,
} or not answer within an hour, send { $count ->
    [one] it
   *[other] them
} again.
keys-came = ⚠️ { $count ->
    [one] One more has come from a supplier for an order since you sent it, and goes
   *[other] { $count } more have come from a supplier for orders since you sent them, and go
} to whoever gets that: the desk has been told.
keys-all-double = Nothing was added.
keys-added = { $count ->
    [one] One key
   *[other] { $count } keys
} of <b>{ $product }</b> went into own stock.
keys-cancelled = Nothing was added, and I have forgotten these keys.
keys-rows-more = { $count } more
keys-bad-no-table = I cannot read this as a table.
keys-bad-none-there = There was no key in it, only what stands above keys: send both in one message, the keys one a line below.
keys-bad-cost-again = Row { $rows } is a cost and no key. What all keys cost stands once, in the first line. Keys that cost something else go into another message, or each has its cost behind it: <code>AB2CD-3FGHJ-KLM4N 12.50 EUR</code>
keys-bad-cost-doubled = Row { $rows } says more than one cost, or a currency twice. Write one amount with one currency there: <code>12.50 EUR</code>
keys-bad-no-column = Row { $rows } has a heading that I do not know. I read these: <code>key,cost,currency,expires</code>. Leave the others out.
keys-bad-no-key = { $count ->
    [one] Row { $rows } has no key
   *[other] Rows { $rows } have no key
} that I could take.
keys-bad-no-look = { $count ->
    [one] Row { $rows } does
   *[other] Rows { $rows } do
} not look like a key: one has at least 8 letters and digits, a digit among them, such as <code>AB2CD-3FGHJ-KLM4N</code>. If it is one all the same, send it in a table with the heading <code>key,cost,currency</code>.
keys-bad-beside = { $count ->
    [one] Row { $rows } has
   *[other] Rows { $rows } have
} more than a key. Put one key in a row, its groups written together or with dashes, such as <code>AB2CD-3FGHJ-KLM4N</code>. Behind it may stand when it expires and what it cost: <code>AB2CD-3FGHJ-KLM4N 2027-12-31 12.50 EUR</code>
keys-bad-rounded = { $count ->
    [one] Row { $rows } has
   *[other] Rows { $rows } have
} a number that a spreadsheet has rounded, and no key any more. Make the column one of text and put the keys into it anew.
keys-bad-masked = { $count ->
    [one] Row { $rows } has
   *[other] Rows { $rows } have
} a key with dots in place of letters.
keys-bad-no-cost = { $count ->
    [one] Row { $rows } does not say what its key costs.
   *[other] Rows { $rows } do not say what their keys cost.
} Write it behind the key, or for all of them in the first line: <code>12.50 EUR</code>
keys-bad-no-currency = { $count ->
    [one] Row { $rows } names
   *[other] Rows { $rows } name
} no currency, such as EUR. Write it behind the cost, <code>12.50 EUR</code>, or in a table in its own column: <code>AAAA-BBBB-CCCC,12.50,EUR</code>
keys-bad-bad-cost = { $count ->
    [one] Row { $rows } has
   *[other] Rows { $rows } have
} no amount as the cost. Write it like <code>12.50 EUR</code>, or in a table <code>AAAA-BBBB-CCCC,12.50,EUR</code>
keys-bad-two-ways = { $count ->
    [one] Row { $rows } has
   *[other] Rows { $rows } have
} a cost that can be read in two ways.
keys-two-ways = Write the first of these as { $whole } or as { $parts }, whichever you mean.
keys-bad-too-fine = { $count ->
    [one] Row { $rows } has
   *[other] Rows { $rows } have
} a cost with more digits behind the point than the currency.
keys-bad-bad-day = { $count ->
    [one] Row { $rows } has
   *[other] Rows { $rows } have
} no day as the expiry. Write it like 2027-12-31.
keys-bad-expired = { $count ->
    [one] Row { $rows } has a key that is
   *[other] Rows { $rows } have keys that are
} expired already.
keys-bad-other-currency = { $count ->
    [one] Row { $rows } is
   *[other] Rows { $rows } are
} in another currency than the first. Send each currency by itself.

error-nothing-to-add = These keys wait for a yes no more: they were put in, forgotten, read anew, or came for an order. Nothing was changed.

# Keep in stock

button-keep = Keep in stock
keep-question = Put { $count ->
    [one] one key
   *[other] { $count } keys
} of { $number } that nobody has seen into own stock of { $product }, to be sold at { $cost } each? From this order they can be handed to nobody any more.
keep-done = { $count ->
    [one] One key
   *[other] { $count } keys
} of { $number } went into own stock of { $product }, at { $cost } each.
keep-back = Back to the order
order-kept = { $count ->
    [one] One key was
   *[other] { $count } keys were
} kept in own stock.
error-expired-not-kept = What nobody has seen of { $number } has expired: in own stock it would be sold to nobody, so it stays with the order.
error-kept-since = ✅ Done already: since this was asked, { $by } has put { $keys ->
    [one] one key
   *[other] { $keys } keys
} of { $number } into own stock ({ $at }). No more went there.
error-nothing-to-keep = { $number } has no key that could go into own stock: nobody may have seen it, and it must be in no open link.
own-stock-aside = 📦 Own stock: since the backup of { $at } { $count ->
    [one] its key
   *[other] its { $count } keys
} may have been sold, and no books but ours say so. Nothing of it is sold before <code>/keys</code>, the product, and <b>Sell what is put aside</b>: look first what was handed over since.
own-stock-low = 📉 Own stock of { $product } is low: { $count ->
    [0] no key is
    [one] one key is
   *[other] { $count } keys are
} left. More go in with <code>/keys add</code>, in our private chat.
