# /forecast: how long stock lasts

command-forecast = How long stock lasts, by the last weeks’ sales
menu-forecast = 🔮 Forecast
usage-forecast = /forecast [product]
example-forecast = /forecast gta v

forecast-all = 🔮 <b>What runs out first</b>
forecast-line = • { $product } – { $stock ->
    [0] none there
    [one] one key
   *[other] { $stock } keys
} ({ $at }), { $lasts }
forecast-nothing = Of no product is there enough to say how long it lasts.
forecast-silent = { $count ->
    [one] Of one more product too little was sold to say anything.
   *[other] Of { $count } more products too little was sold to say anything.
}
forecast-unread = { $count ->
    [one] One product is left out: its stock has no end, or nobody has looked at it yet. /stock does.
   *[other] { $count } products are left out: their stock has no end, or nobody has looked at it yet. /stock does.
}
forecast-how = <i>By whole days (UTC) of the last { $days }; in brackets when stock was read. The range is where it ends eight times in ten.</i>
forecast-title = 🔮 { $product }
forecast-stock = { $count ->
    [0] Nothing is in stock.
    [one] One key is in stock.
   *[other] { $count } keys are in stock.
}
forecast-endless = Its stock has no end.
forecast-no-stock = Nobody said how many there are.
forecast-partly = ⚠️ Some offers did not answer; theirs are not counted.
forecast-lasts = { $days ->
    [0] less than a day
    [one] about one day
   *[other] about { $days } days
} ({ $low } to { $high })
forecast-far = more than { $days ->
    [one] one day
   *[other] { $days } days
}
forecast-out = out of stock
forecast-basis = By { $keys ->
    [one] one key
   *[other] { $keys } keys
} sold on { $days ->
    [one] one day
   *[other] { $days } days
}.
forecast-too-little = { $keys ->
    [0] Nothing was sold
    [one] One key was sold
   *[other] { $keys } keys were sold
} in the { $days ->
    [one] day
   *[other] { $days } days
} before today: that, or how unevenly, says too little about how long it lasts.
forecast-today = { $keys ->
    [one] One key was sold today (UTC), which does
   *[other] { $keys } keys were sold today (UTC), which do
} not count for this until the day is over.
