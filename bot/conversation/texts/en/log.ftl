## Logging

entry = { $exercise }, { $sets }
logged = { $name }: { $sets }.
logged-on = Logged for { $day }: { $name }, { $sets }.
corrected = Changed: { $name }, { $sets }.
corrected-on = Changed for { $day }: { $name }, { $sets }.
correct-nothing = I have no logged set that this could change. Send the sets as they were, such as 3x12 20kg.
removed = Taken out of your log.
kept = It stays in your log.
remove-ask = You deleted a message that I had logged: { $what }. Shall it go from your log too?
moved = Moved to { $day }: { $what }.
rated = { $name }: RPE { $rpe } noted.
rpe-ask = How hard was it? 10: not one more rep. 8: two more. 6: four more.

button-rpe = RPE?
button-was = It was { $name }
button-move = Log it for today
button-remove = Take it out
button-keep = Keep it

week-line = This week: { $variations }.
week-covered = { $variation } ✓
week-missing = { $variation } missing
week-full = All three variations are covered this week.

log-landings-weighted = { $name } go without weight. Was it another exercise? Say “it was …” with its name, or tap.
log-left-over = I could not read “{ $text }”; the rest is logged.
log-no-weight = Which weight was it? Say { $unit ->
    [lb] “45 lb”
   *[other] “20 kg”
 } and I add it.
log-night = Until 4 in the morning it counts for the evening before.
log-already = That is logged already: { $what }.
log-which-exercise = Which exercise was that? Say its name, such as “seated calf raise 3x12 20kg”.
log-unknown-exercise = I don't know “{ $name }”. Which exercise was it? Say its name, or tap today's.
log-no-last-time = There is no last time for this exercise yet. Send the sets, such as 3x12 20kg.
log-nothing-kept = All right, nothing is logged. Send it another way, such as 3 sets of 12 at 20 kg.
button-old = That button is from an older message. Say “today” for today's exercise.

option-none = None of these
option-long = { $count } sets: { $sets } …
ask-reading = I can read that in more than one way. Which one is it?
ask-absurd = That is far from your usual. Is it right?
ask-metres = I count landings or reps, not metres. Shall I log that many?
