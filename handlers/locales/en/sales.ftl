# /sales, and the sales digest

command-sales = Orders, keys and money of a period
menu-sales = 📊 Sales
usage-sales = /sales [today | yesterday | week | month]
example-sales = /sales week

sales-title = 📊 <b>Sales, { $days }</b>
sales-again = <i>Told before, when the machine’s clock was wrong, with other numbers. These count.</i>
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
sales-by-provider = <b>By provider</b>
sales-provider = • { $provider } – { $orders ->
    [one] one order
   *[other] { $orders } orders
}, { $keys ->
    [0] no keys
    [one] one key
   *[other] { $keys } keys
}, { $money }
sales-provider-uncertain = { $count } uncertain
sales-provider-failed = { $count } failed
sales-provider-reversed = { $count } reversed
sales-button-now = Today so far
sales-button-cost = Cost and margin
sales-cost = { $period }: cost { $cost }, margin { $margin }{ $missing ->
    [0] .
    [one] ; one key is missing: its cost is not known.
   *[other] ; { $missing } keys are missing: their cost is not known.
}
