## Words that many topics share

list-and = { $first } and { $last }
unit-kg = kg
unit-lb = lb

weekday = { $day ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
 }
weekday-short = { $day ->
    [0] Mon
    [1] Tue
    [2] Wed
    [3] Thu
    [4] Fri
    [5] Sat
   *[6] Sun
 }
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 }
day-today = today
day-yesterday = yesterday
day-tomorrow = tomorrow
on-day = on { $day }
day-in-month = { $weekday } { $day } { $month }
day-in-year = { $weekday } { $day } { $month } { $year }

variation-straight-leg = straight-leg
variation-bent-knee = bent-knee
variation-plyometric = plyometric

load-body = body weight
rest-minutes = rest { $minutes } min
rest-seconds = rest { $seconds } s

sorry = Something went wrong on my side. Your message is kept and nothing was changed. Please send it once more.
private-only = I keep your training between us. Write to me in a private chat and we go on there.
button-private-chat = Write to me
welcome-back = Welcome back.
