# What owners are told of the machine's clock

clock-moved = 🕰 <b>The machine’s clock was set { $way ->
    [back] back
   *[forward] forward
} by { $by }</b>
    It showed { $was } and shows { $now }.
    Nothing is bought, charged or told twice for it. Orders, alerts and digests go on by the new time.
    If { $now } is wrong, set the clock right; I notice that by myself. What was bought meanwhile stands in /sales under the day the clock showed.
clock-behind = 🕰 <b>The machine’s clock may be wrong</b>
    It shows { $now }, and the last thing I wrote down is { $by } later: { $last }.
    Nothing is bought, charged or told twice for it. What waited for the later time goes on now.
    If { $now } is wrong, set the clock right; I notice that by myself.
