# /sales, and the sales digest

command-sales = Orders, keys and money of a period
menu-sales = 📊 Sales
usage-sales = /sales [product] [today | yesterday | week | 14d | last month | q3 | 2026 | oct 2026 | 2026-10-01..2026-11-15]
example-sales = /sales week

sales-title = 📊 Sales, { $days }
sales-lessened = ⚠️ Less is counted than before: { $name } may not see sales any more { $where ->
        [everywhere] everywhere, but only here and in single chats
       *[chats] in { $chats }
    }. To mend it an owner gives the right back with /grant, or somebody who has it removes this digest and adds it anew with /alerts.
sales-again = <i>Told before, when the machine’s clock was wrong, with other numbers. These count.</i>
sales-counted = <i>The machine’s clock was set back: what earlier digests told is not counted here again. The files below have all.</i>
sales-ahead = <i>The machine’s clock was ahead when this was counted: the end of its time has not come yet.</i>
sales-zone = <i>Days in { $zone }</i>
sales-none = No orders.
sales-of-yours = <i>{ $count ->
    [one] Of the one chat in which you may see sales
   *[other] Of the { $count } chats in which you may see sales
}</i>
sales-orders = { $orders ->
    [one] One order
   *[other] { $orders } orders
}, { $keys ->
    [0] no keys
    [one] one key
   *[other] { $keys } keys
}
sales-money = Bought for { $money }
sales-nothing = nothing
sales-returned = Due back for what was reversed: { $money }
sales-uncertain = ❓ { $count ->
    [one] One order waits
   *[other] { $count } orders wait
} for a person: /orders uncertain
sales-failed = ❌ { $count ->
    [one] One failed
   *[other] { $count } failed
}: /orders failed
sales-reversed = ↩️ { $count ->
    [one] One was reversed
   *[other] { $count } were reversed
}
sales-stocked = Into own stock: { $keys ->
    [one] one key
   *[other] { $keys } keys
} for { $money }
sales-undelivered = 📦 { $count ->
    [one] One is paid for and not delivered
   *[other] { $count } are paid for and not delivered
}
sales-unclaimed = 🔗 { $count ->
    [one] One claim link was not opened yet
   *[other] { $count } claim links were not opened yet
}
sales-open-cases = 🛟 { $count ->
    [one] One case is open: /cases
   *[other] { $count } cases are open: /cases
}
sales-before = { $days }: { $orders ->
    [0] no orders
    [one] one order
   *[other] { $orders } orders
}, { $keys ->
    [0] no keys
    [one] one key
   *[other] { $keys } keys
}, { $money }
sales-compared = Against { $days }
sales-none-of-it = –
sales-by-product = By product
sales-other-products = More products
sales-more-products = { $count ->
    [one] One more product
   *[other] { $count } more products
}
sales-by-provider = By provider
sales-by-buyer = By buyer
sales-more-buyers = { $count ->
    [one] One more buyer
   *[other] { $count } more buyers
}
sales-column-product = Product
sales-column-provider = Provider
sales-column-buyer = Buyer
sales-column-orders = Orders
sales-column-keys = Keys
sales-column-money = Bought for
sales-column-compared = Compared
sales-line = • { $name } – { $orders ->
    [0] no orders
    [one] one order
   *[other] { $orders } orders
}, { $keys ->
    [0] no keys
    [one] one key
   *[other] { $keys } keys
}, { $money }
sales-part-uncertain = { $count } uncertain
sales-part-failed = { $count } failed
sales-part-reversed = { $count } reversed
sales-chart-title = Sales, { $days }
sales-chart-spent = Bought for, { $currency }
sales-chart-keys = Keys by product
sales-chart-name = { $number } is { $name }
sales-chart-names = On the chart: { $names }
sales-button-now = Today so far
sales-button-classic = As plain text
sales-button-rich = With tables and charts
sales-layout-classic = Reports here are plain text from now on.
sales-layout-rich = Reports here have tables and charts from now on.
sales-with-cost = Cost { $cost }, margin { $margin }{ $missing ->
    [0] .
    [one] ; one key is missing: its cost is not known here.
   *[other] ; { $missing } keys are missing: their cost is not known here.
}
sales-button-cost = Cost and margin
sales-cost = { $period }: cost { $cost }, margin { $margin }{ $unseen ->
    [0] { "" }
    [one] ; without one key whose cost is not yours to see
   *[other] ; without { $unseen } keys whose cost is not yours to see
}{ $missing ->
    [0] .
    [one] ; one key is missing: its cost is not known.
   *[other] ; { $missing } keys are missing: their cost is not known.
}
sales-button-product = Products
sales-button-orders = Orders
sales-of-product = 📦 { $name }, { $days }
sales-button-provider = Providers
sales-button-buyer = Buyers
sales-parts-product = 📦 <b>Products, { $days }</b>
sales-parts-provider = 🏭 <b>Providers, { $days }</b>
sales-parts-buyer = 👤 <b>Buyers, { $days }</b>
sales-orders-of = <b>Orders of { $name }</b>: { $total }
sales-order = { $number } · { $product } × { $count } · { $status } · { $money } · { $at }

# The files of a report
sales-file = 📊 Sales, { $days }: { $orders ->
    [0] no orders
    [one] one order
   *[other] { $orders } orders
}. Times are those of { $zone }.
sales-file-cut = That is the most a file here can have ({ $most }); a shorter period has all of its orders, and so has a file in a private chat, up to 20,000.
sales-file-under-way = ⏳ Making the file: { $done } of { $total ->
    [one] one order
   *[other] { $total } orders
}
sales-file-made = The file is made, with { $orders ->
    [one] one order
   *[other] { $orders } orders
}.
sales-file-narrowed = The file is not sent, since what you may see of sales changed while it was being made. Ask for it anew: it then has what you may see now.
sales-file-total = Total
sales-sheet-days = Days
sales-sheet-product = Products
sales-sheet-provider = Providers
sales-sheet-buyer = Buyers
sales-sheet-orders = Orders
sales-column-days = From
sales-column-number = Order
sales-column-at = Confirmed
sales-column-status = Status
sales-column-ordered = Ordered
sales-column-stocked = Into own stock
sales-column-failed = Failed
sales-column-uncertain = Uncertain
sales-column-reversed = Reversed
sales-column-undelivered = Not delivered
sales-column-spent = Bought for, { $currency }
sales-column-returned = Due back, { $currency }
sales-column-stocked-for = Into own stock for, { $currency }
sales-column-cost = Cost, { $currency }

# What differs in a provider’s own books
sales-button-books = Compare with the books
sales-books = 📚 <b>Our orders and providers’ own books</b>
sales-books-title = Providers’ own books
sales-books-of = { $provider }: { $compared ->
    [0] nothing to compare
    [one] one purchase compared
   *[other] { $compared } purchases compared
}, { $total ->
    [0] nothing differs
    [one] one differs
   *[other] { $total } differ
}
sales-books-trouble = ⚠️ The books of { $provider } could not be read.
sales-books-unread = ⚠️ { $count ->
    [one] One entry of theirs cannot be read
   *[other] { $count } entries of theirs cannot be read
}; what may be missing there is not told.
sales-books-too-long = A time of more than two months is not compared.
sales-differs-not-ours = • Only in the books: { $reference } ({ $theirs }), which is no order of ours
sales-differs-not-theirs = • Only ours: { $order }, reference { $reference }, { $ours }
sales-differs-not-bought = • In the books, { $reference } ({ $theirs }), but not bought by our order { $order }
sales-differs-taken-back = • Taken back by one of both only: { $order }, reference { $reference }, { $ours }
sales-differs-price = • Charged otherwise: { $order }, reference { $reference }, { $theirs } there, { $ours } here
