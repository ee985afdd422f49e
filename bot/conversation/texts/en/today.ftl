## Today's exercise

today-heading = { $day }, { $variation } day.
today-heading-easy = { $day }, { $variation } day, easy dose.
today-dose = { $name }: { $dose }, { $rest }.
today-cue = Cue: { $cue }
today-last-time = Last time { $sets }.

dose-per-hand = { $sets } in each hand
dose-find-weight = { $sets }, with a weight that leaves { $reserve } good reps
dose-extra-weaker = { $sets }, and { $extra ->
    [one] one more set
   *[other] { $extra } more sets
 } on the weaker leg

button-done = Done as planned
button-done-first = Done
button-other = Log other
button-other-first = I did something else
button-swap = Swap
button-later = Later
button-skip = Skip
button-show = Show me
button-setup = Set me up
button-anyway = Give me one anyway
button-give = { $variation } now
button-week = My week

today-done = Done for today: { $what }.
today-nothing = I have no exercise for today.

swap-refused = I have nothing to swap it for.
swapped = Swapped.

kit-only = With what you have today: { $things }.
kit-without = Today without { $things }.
kit-nothing = Today with nothing but a wall.
kit-quiet = Quiet today, so no jumps.
kit-noted = For what you have today:
kit-stays = Today's exercise can be done all the same, so it stays:
kit-stays-quiet = Today's exercise has no jumps, so it stays:
button-from-now-on = From now on
button-only-today = Only today

welcome = I'm your calf coach: one calf exercise a day, all three variations every week. General information, not medical advice.

other-ask = What did you do? Say it your way: “3x12 20kg”, “12, 12, 10”, or with a name: “bunny hops 2x20”.

skipped = Skipped. { $next }
skipped-reason = Skipped: { $reason }. { $next }
skip-next = I'll plan around it.
ill-longer = Get well. If it takes longer, tell me until when, or tap:
skip-reason-sore = sore
skip-reason-no-time = no time
skip-reason-ill = ill
skip-reason-travelling = travelling
skip-reason-equipment = no equipment
skip-reason-pain = pain
skip-reason-dislike = not for you
skip-reason-noise = noise

later-ask = When shall I send it again?
button-in-1 = In 1 hour
button-in-3 = In 3 hours
button-evening = This evening
later-set = I'll send it again { $day } at { $time }.
later-past = That time is over already. Send one that is still to come today, such as “in 2 hours”.
later-tomorrow = That is another day: tomorrow has its own exercise. Send a time today, or skip today.

paused = Paused until { $day }: no messages until then. “back” ends it earlier.
paused-from = Paused from { $first } until { $day }: no messages in between.
paused-open = Paused. No messages until you write “back”.
pause-ask = For how long shall I be quiet?
button-pause-3 = 3 days
button-pause-7 = A week
button-pause-14 = Two weeks
button-pause-open = Until I say
resumed = Welcome back.
resume-not = Good to have you back.

why-title = Why this today:
why-row = – { $reason }
why-nothing = Nothing is prescribed for today, so there is nothing to explain. Say “today” for an exercise.
why-plain = It comes next in the order.

show-title = { $name } ({ $variation })
show-set-up = Set up:
show-step = { $number }. { $text }
show-cues = Cues:
show-point = – { $text }
show-faults = What goes wrong:
show-fault-hint = Does one of these happen to you? Tap its number and I'll cue it next time.
show-which = Which exercise? Say its name, or say “today” first.
fault-noted = Noted. Next time your cue is: { $cue }
