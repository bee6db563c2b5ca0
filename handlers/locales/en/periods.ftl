# Periods: their names on buttons, how they are said, and what is answered where one is none

period-today = Today
period-yesterday = Yesterday
period-week = Week
period-month = Month
period-days = { $first } – { $last }
period-of-hours = { $day }, { $since } – { $until }
period-no-day = There is no { $day } in the calendar.
period-two-ways = { $day } may be two days. Write the one that is meant like <code>2026-10-05</code>.
period-backwards = The first day comes after the last, { $day }. Write the earlier one first.
period-far = { $day } is too far away to be meant.
period-hours = Hours cannot be asked for, only whole days: today, or <code>2 days</code>.
period-ahead = { $day } lies ahead, and nothing is known of it yet.
period-until-ahead = { $day } lies ahead, and nothing is known of it yet. Until today it is <code>{ $until }</code>.
period-how = A period is said like: today, yesterday, friday, 3 days ago; week, last week, week 47, 14 days, last 3 weeks; month, this month, last month, october, oct 2026, 2026-10; quarter, last quarter, q3, q3 2026; year, this year, last year, 2026; 5 october, 2026-10-05, 5.10.2026; 5 to 12 oct, oct to nov, 2026-10-05..2026-10-12, since october.
period-how-ahead = Days are said like: today, tomorrow, friday, next friday; week, next week, weekend, week 47, in 3 days, next 3 days; 24 december, 2026-12-24, 24.12.2026; 24 to 26 dec, 2026-12-24..2026-12-26.

# The words of which periods are made, in small letters, with spaces between. English is understood in every
# language besides. Names of months and of days of the week are known without being listed.
period-words-today = today
period-words-yesterday = yesterday
period-words-tomorrow = tomorrow
period-words-last = last previous prev
period-words-past = past
period-words-this = this current
period-words-next = next coming
period-words-ago = ago
period-words-since = since from
period-words-to = to until till through and
period-words-in = in
period-words-before = before
period-words-after = after
period-words-skip = calendar on of for during the between at a an
period-words-day = day days daily
period-words-weekend = weekend weekends
period-words-week = week weeks weekly wk wks
period-words-numbered-week = cw kw
period-words-hour = h hour hours hourly hr hrs
period-words-month = month months monthly mth mths
period-words-quarter = quarter quarters quarterly qtr
period-words-half = half half-year
period-words-year = year years yearly yr yrs
# One to twelve and the first to the twelfth; a comma parts them, a space the forms of one.
period-words-numbers = one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve
period-words-ordinals = first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth
