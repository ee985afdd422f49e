## The week and the log

week-lacks = Missing this week: { $missing }. { $days ->
    [0] No training day is left for it.
    [one] One training day is left.
   *[other] { $days } training days are left.
 }
week-has = Covered: { $covered }.
week-empty = Nothing is logged this week yet, so all three are missing: { $missing }. { $days ->
    [0] No training day is left.
    [one] One training day is left.
   *[other] { $days } training days are left.
 }
week-days = { $days ->
    [one] One day
   *[other] { $days } days
 } trained, { $sets ->
    [one] one set
   *[other] { $sets } sets
 }.
week-contacts = { $contacts ->
    [one] One contact
   *[other] { $contacts } contacts
 } in plyometrics.
week-load = { $load } moved in all.
week-streak = { $weeks ->
    [one] One week
   *[other] { $weeks } weeks in a row
 } with all three variations.

history-title = Your last entries:
history-row = { $day }: { $what }
history-empty = Your log is empty so far. “today” shows an exercise to begin with.
button-history = History
button-resume = I'm back
pause-past = That day is over already. Say for how long, such as “pause until Friday” or “pause for a week”.
today-paused = You are on a pause. “back” ends it.
