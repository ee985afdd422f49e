## What the coach says of its own accord, beside the daily exercise

summary-record = { $name }: { $news }
summary-next = Next week begins { $day } with { $name } ({ $variation }).

nudge = Still missing this week: { $missing }. { $days ->
    [one] One training day is left.
   *[other] { $days } training days are left.
 }
button-nudge = Give me the { $variation } one now

silence = Two weeks without a log. Life is like that, and your calves will come back. I'll be quiet now until you write; any word will do, and I plan from where you are.

pause-over = Your pause is over. Today's exercise comes at { $time }.
pause-over-now = Your pause is over. Here is today's exercise.
pause-over-day = Your pause is over. Your next exercise comes { $day }.
pause-over-plain = Your pause is over. Say “today” whenever you want an exercise.
button-pause-more = Pause a week more
