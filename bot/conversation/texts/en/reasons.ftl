## Why: "reason-" in full for "why", "brief-" for the daily message, "news-" after logging.
## A fact `day` says when: "yesterday", "on Wednesday". `until` is a day alone; either is "none" where there is none.

# Which variation

reason-first-ever = This is your first exercise, so it starts where everybody can.
reason-missing-this-week = This week still lacks { $variation } work. { $days_left ->
    [0] No training day is left after this one.
    [one] One training day is left for it.
   *[other] { $days_left } training days are left.
 }
reason-below-target = You have had { $done ->
    [0] no full dose
    [one] one full dose
   *[other] { $done } full doses
 } of { $variation } work this week; the aim is { $target }.
reason-longest-ago = { $day ->
    [none] You have not done any { $variation } work for four weeks.
   *[other] Your last { $variation } work was { $day }, longer ago than the others.
 }
reason-on-request = You asked for { $variation } work.
reason-swapped = { $because ->
    [equipment] It takes the place of { $exercise }, which needs what you don't have today.
    [sore] It takes the place of { $exercise }, because you are sore.
    [pain] It takes the place of { $exercise }, because that hurt.
    [no-time] It takes the place of { $exercise }, because time is short.
    [noise] It takes the place of { $exercise }, which is too loud today.
    [dislike] It takes the place of { $exercise }, which is not for you.
   *[other] You swapped { $exercise } for it.
 }
reason-without-today = You are without { $missing } today.
reason-with-today = You have { $extra } with you today.
reason-quiet-today = It has to be quiet today, so there are no jumps.
reason-swap-leaves-uncovered = This leaves { $variation } work open this week. { $days_left ->
    [0] No other training day is left for it.
    [one] One training day is left for it.
   *[other] { $days_left } training days are left for it.
 }
reason-cannot-cover = I can't give you { $variation } work today:
brief-swap-leaves-uncovered = { reason-swap-leaves-uncovered }

# Which exercise

reason-alternates = You did { $exercise } last, so now another one has its turn.
reason-plan-changed = { $exercise } was planned for today, but it has to wait now.
reason-reported-fault = The cue is for what you noticed in your { $exercise }.
brief-plan-changed = { reason-plan-changed }

# Why easy

reason-only-easy-48h = You did { $exercise } { $day }. Heavy work needs two days in between, so today is easy.
reason-low-impact-48h = You did { $exercise } { $day }. Hard landings need two days in between, so today's are small.
reason-only-easy-after-skip = { $because ->
    [ill] You were ill { $day }, so today is easy.
   *[other] You were sore { $day }, so today is easy.
 }
reason-only-easy-on-request = { $because ->
    [pain] Something hurt today, so this is an easy dose.
   *[other] You are sore today, so this is an easy dose.
 }
reason-target-reached = Your full doses of { $variation } work for this week are done, so this one is easy.
brief-only-easy-48h = Easy, because you did { $exercise } { $day }.
brief-low-impact-48h = Small landings only, because you did { $exercise } { $day }.
brief-only-easy-after-skip = { reason-only-easy-after-skip }
brief-only-easy-on-request = { $because ->
    [pain] Easy, because something hurts.
   *[other] Easy, because you are sore.
 }
brief-target-reached = Easy, because this week's full doses of it are done.

# What locks an exercise

reason-equipment = It needs { $missing }, which you have not told me of. Say so if you have it.
reason-gate-test = Harder jumps open with a calf-raise test of { $needed } clean single-leg raises.
reason-gate-raises = It opens from { $needed } clean single-leg raises; your last test had { $raises }.
reason-gate-symmetry = It opens once your weaker leg does { $needed_percent } % of the stronger; in your last test it did { $percent } %.
reason-gate-medium-weeks = It opens after { $needed } weeks of medium jumps; you have had { $done ->
    [one] one
   *[other] { $done }
 }.
reason-no-weight-yet = Weight comes from { $needed } clean single-leg raises on; your last test had { $raises }.
reason-one-step-a-week = Your landings went up in number this week, so harder ones wait for the next.
reason-not-in-catalogue = I don't know that exercise.
brief-no-weight-yet = No weight yet: it comes from { $needed } clean single-leg raises on.

# Why no exercise

reason-rest-day = { $day ->
    [none] No calf work is planned for today.
   *[other] No calf work is planned for today. The next is { $day }.
 }
reason-paused = { $until ->
    [none] You are on a pause until you write “back”.
   *[other] You are on a pause until { $until }.
 }
reason-nothing-else = You have seen every exercise that fits today. The last one stays.
reason-nothing-possible = Nothing fits today:

# How much: the first times

reason-intro = Your first two weeks are for learning the movement: lighter, and three to four good reps left in every set. They last until { $until }.
reason-easy-dose = An easy dose is about { $percent } % of the full one, and ends well before it gets hard.
reason-ask-weight = I don't know your weight for this yet. Take one that leaves { $reserve } good reps and tell me which it was.
reason-start-load = You did { $raises } raises in the test, so we begin with { $to }: about { $percent } % of your body weight.
reason-start-body-alone = We begin without weight: { $reps } a set.
reason-start-hold = We begin without weight: { $seconds } s a set.
brief-intro = First weeks: stop with three or four good reps left.
brief-easy-dose = Stop well before it gets hard.
brief-ask-weight = Tell me the weight that you took.
brief-start-load = We begin with about { $percent } % of your body weight.

# How much: on the way up

reason-add-reps = Last time every set had at least { $last }, so now it is { $next }.
reason-add-seconds = Last time you held { $last } s, so now it is { $next } s.
reason-add-load = Every set reached the top of its range, so it goes from { $from } to { $to }.
reason-add-set = One more set instead of more weight: { $sets } now.
reason-slow-down = It gets harder by going slower: take longer on the way down.
reason-lighter-for-reps = { $from } is heavy for { $next } reps, so it is { $to } today.
reason-capped-10-percent = A week's rise stays within 10 % of what you lift with your body weight, so it is { $to } and not { $from }.
reason-jump-too-large = The next weight after { $from } would be { $to }, and that is too large a jump.
reason-try-harder = You are ready for more: try { $exercise }.
reason-try-easier = If it stays this hard, try { $exercise }.
brief-add-reps = Last time at least { $last } in every set, now { $next }.
brief-add-seconds = Last time { $last } s, now { $next } s.
brief-add-load = All sets reached the top, so up from { $from }.
brief-add-set = One more set than last time.
brief-slow-down = Same work, but take longer on the way down.
brief-lighter-for-reps = Lighter than { $from }, for { $next } clean reps.
brief-capped-10-percent = Not more than { $to } this week.
brief-try-harder = Too light? Ask for { $exercise }.
brief-try-easier = Too hard? Ask for { $exercise }.

# How much: staying and stepping back

reason-hold-rpe = Last time was RPE { $rpe }, so the same once more.
reason-finish-sets = Last time you did { $done } of { $sets } sets, so the same once more.
reason-same-again = The same once more: { $reps } a set.
reason-repeat-after-miss = The lowest set last time had { $last }; { $next } is the aim once more.
reason-repeat-after-two-misses = You were closer last time, with { $last } in the lowest set; { $next } is the aim once more.
reason-drop-5 = Two times short of the aim, so about 5 % off: from { $from } to { $to }.
reason-drop-10 = Three times short of the aim, so about 10 % off and up again from there: from { $from } to { $to }.
reason-step-down-rpe = The same work was RPE { $rpe }, so a step down from { $from } to { $to }.
reason-fewer-reps-misses = { $misses } times short of the aim, so { $next } a set now.
reason-fewer-reps-rpe = The same work was RPE { $rpe }, so { $next } a set now.
brief-hold-rpe = Last time was RPE { $rpe }, so the same again.
brief-finish-sets = Last time { $done } of { $sets } sets, so the same again.
brief-repeat-after-miss = Last time { $last } in the lowest set, so { $next } once more.
brief-repeat-after-two-misses = Closer last time, so { $next } once more.
brief-drop-5 = A little lighter than { $from }, to get all reps.
brief-drop-10 = Lighter than { $from }, and up again from there.
brief-step-down-rpe = Lighter than { $from }: last time was RPE { $rpe }.
brief-fewer-reps-misses = Fewer reps, and up again from there.
brief-fewer-reps-rpe = Fewer reps: last time was RPE { $rpe }.

# How much: after a break

reason-break-7-13 = Your last work of this kind was { $days } days ago, so a little less to come back with.
reason-break-2-3-weeks = Your last work of this kind was { $days } days ago, so clearly less to come back with.
reason-break-4-5-weeks = Your last work of this kind was { $days } days ago, so two sets and a good deal lighter.
reason-break-6-8-weeks = Your last work of this kind was { $days } days ago, so much lighter, and slowly up from there.
reason-start-over = Your last work of this kind was { $days } days ago, so we begin again from the start.
reason-test-again = A calf-raise test would tell where you stand now.
brief-break-7-13 = { $days } days since the last time, so a little less.
brief-break-2-3-weeks = { $days } days since the last time, so less to come back with.
brief-break-4-5-weeks = { $days } days since the last time, so a good deal less.
brief-break-6-8-weeks = { $days } days since the last time, so much less to come back with.
brief-start-over = { $days } days since the last time, so we begin again.

# How much: uneven legs

reason-weaker-side-set = { $side ->
    [left] Your left leg did { $percent } % of what the right one did in the test, so it gets one more set.
   *[right] Your right leg did { $percent } % of what the left one did in the test, so it gets one more set.
 }
reason-weaker-side-load = { $side ->
    [left] Both legs take what the left one can: { $to }.
   *[right] Both legs take what the right one can: { $to }.
 }
brief-weaker-side-set = { $side ->
    [left] The extra set is for your left leg.
   *[right] The extra set is for your right leg.
 }
brief-weaker-side-load = { reason-weaker-side-load }

# How much: landings

reason-start-contacts = We begin with { $contacts } contacts; every landing counts as one.
reason-add-contacts = From { $last } to { $next } contacts, at most a fifth more a week.
reason-hold-contacts = It stays at { $contacts } contacts for now.
reason-impact-up = The landings are harder this week, so there are not more of them: { $contacts } contacts.
reason-capped-week-contacts = You have had { $done } contacts this week, and a week grows by a fifth at most, so { $contacts } today.
reason-capped-session-contacts = { $contacts } contacts are the most for one day.
brief-start-contacts = Every landing counts: { $contacts } contacts in all.
brief-add-contacts = { $next } contacts in all, { $last } last time.
brief-impact-up = Harder landings, so not more of them.
brief-capped-week-contacts = Fewer today: you have had { $done } contacts this week.

# What is new about an entry

news-first-time = Your first time with it.
news-more-reps = That is { $more ->
    [one] one rep
   *[other] { $more } reps
 } more than { $day }.
news-more-reps-last-week = That is { $more ->
    [one] one rep
   *[other] { $more } reps
 } more than last week.
news-more-seconds = That is { $more } s more than { $day }.
news-more-contacts = That is { $more ->
    [one] one contact
   *[other] { $more } contacts
 } more than { $day }.
news-heaviest = Your heaviest so far, up from { $before }.
news-most-reps = Your most in one set at { $load }: { $reps }.
news-longest-hold = Your longest hold so far, up from { $before } s.
news-most-contacts = Your most contacts so far, up from { $before }.
