## Pain, red flags, the calf-raise test, runs and races. Wording here was weighed: it names no illness and promises nothing.

# Pain

pain-morning-ask = How was it this morning, from 0 to 10?
pain-where = Where is it?
pain-ask-level = How strong is it, from 0 (none) to 10 (the worst there is)?
pain-side = Which side?
pain-noted = Noted: { $what }.
late-or-sets = Is that the answer to my question, or what you did?
button-as-pain = Pain { $level } of 10
button-as-raises = { $count ->
    [one] One raise
   *[other] { $count } raises
 }
pain-level = { $level } of 10
where-calf = in the calf
where-achilles = in the Achilles
where-heel = at the heel
where-shin = in the shin
where-foot = in the foot
where-knee = in the knee
at-side-left = on the left
at-side-right = on the right
at-side-both = on both sides
pain-none = No pain: good, we go on as planned.
pain-low = { $what } is fine to go on with. Stop if it grows.
pain-hold = { $what }: the load stays as it is and nothing new is added. I'll ask how it is tomorrow.
pain-hold-morning = { $what } the morning after: the load stays as it is and nothing new is added.
pain-stop = { $what } is too much: stop that exercise for today. If it comes back next time, please see a physio.
pain-sharp = { $what }, sharp or sudden: that is a stop at any number. Stop that exercise for today, and if it comes back next time, please see a physio.
pain-limp = { $what } with a limp: that is a stop at any number. Stop that exercise for today, and if it comes back next time, please see a physio.
pain-worse = { $what } this morning is worse than before, so it is about 20 % less and no jumps until { $until }.
pain-see-twice = It is two times in a row now: please have a physio look at it. Until then it is easy raises only.
pain-see-rising = Your pain has been rising over two weeks: please have a physio look at it. Until then it is easy raises and no jumps.
pain-trend = Your last two weeks: { $levels }.
place-calf = Calf
place-achilles = Achilles, middle
place-heel = Achilles, at the heel
place-shin = Shin
place-foot = Foot
place-elsewhere = Elsewhere
side-left = Left
side-right = Right
side-both = Both

# Red flags and clearance

intent-race = Runs and races
intent-test = The calf-raise test

button-just-tired = No, just tired
button-cleared = I was cleared
button-not-cleared = Not yet
alarm-false = Good, then nothing is locked. Your training goes on as before.
cleared = Good to hear, and noted with today's date. We go on gently.
lock-check = I hope you are being looked after. Your training waits; tell me once you were cleared, there is no hurry.
cleared-ask = Did a doctor or physio look at it and clear you for training?
cleared-nothing = Nothing is waiting for clearance.
not-cleared = Then we wait. Tell me once you were cleared.
signs-ask = Is one of these there, too?
    A: short of breath, chest pain, coughing blood, a cold or pale foot, very dark urine.
    B: one leg swollen, warm or red, a pop or snap, you cannot rise on your toes, a fever.
    C: pain on the bone or at night, numbness, tightness or a cramp that comes back on every run.
button-sign-emergency = One of A
button-sign-same_day = One of B
button-sign-soon = One of C
button-sign-none = None of these
signs-none = Good. Then we go by how it feels.
conditions-ask = One question that you may skip: is one of these true for you? Then hard work and jumps wait until a doctor or physio has cleared them.
condition-injury = Hurt or operated on lately
condition-pregnancy = Pregnant, or gave birth lately
condition-blood-clot = A blood clot, now or before
condition-under-16 = Under 16
condition-none = None, or skip
conditions-none = All right.
condition-noted-injury = Noted. Hard work and jumps wait until a doctor or physio has cleared them; until then it is easy raises. Tell me once you were cleared.
condition-noted-pregnancy = Noted. Hard work and jumps wait until your midwife or doctor has cleared them; until then it is easy raises. Tell me once you were cleared.
condition-noted-blood-clot = Noted. Hard work and jumps wait until your doctor has cleared them; until then it is easy raises. Tell me once you were cleared.
condition-noted-under-16 = Noted. Under 16 it is technique and easy raises; hard work and jumps wait until somebody who trains you has cleared them. Tell me once they did.
condition-cleared = Good, then nothing has to wait. Say so at once if something hurts.

deed-pain = the pain you told me of
deed-cleared = the clearance
deed-condition = what has to be cleared
deed-test = the calf-raise test
deed-race = the race
deed-run = the runs
deed-race-removed = what you took out

# What health and pain lock

reason-red-flag-lock = { $urgency ->
    [emergency] What you told me { $day } needs a doctor at once, so there is no exercise until you tell me that you were cleared.
    [same_day] What you told me { $day } needs a doctor to look at it, so there is no exercise until you tell me that you were cleared.
   *[soon] What you told me { $day } needs a doctor or physio to look at it, so there is no exercise until you tell me that you were cleared.
 }
reason-clearance-waits = { $condition ->
    [pregnancy] Heavy work and jumps wait until your midwife or doctor has cleared them.
    [under-16] Under 16 it is technique and easy raises; heavy work and jumps wait until somebody who trains you has cleared them.
   *[other] Heavy work and jumps wait until a doctor or physio has cleared them.
 }
reason-pain-stopped = It hurt { $level } of 10 today, so that exercise is over for today and what is left is easy.
reason-pain-twice = It hurt that much two times in a row. Please have a physio look at it; until then it is easy raises only.
reason-pain-rising = Your pain has been rising over two weeks. Please have a physio look at it; until then it is easy raises and no jumps.
reason-pain-worse = Your morning was worse than the day before, so there are no jumps until { $until }.
reason-pain-nothing-new = It hurt { $level } of 10, so nothing new for now.
brief-clearance-waits = Easy, until you tell me that you were cleared.
brief-pain-stopped = Easy, because it hurt { $level } of 10 today.
brief-pain-twice = Easy, because it hurt two times in a row. Please see a physio.
brief-pain-rising = Easy, because your pain is rising. Please see a physio.

test-reason-only-easy-48h = You did { $exercise } { $day }, and tired calves do fewer. The test says something from two days after hard work on.
test-reason-low-impact-48h = You did { $exercise } { $day }, and tired calves do fewer. The test says something from two days after hard jumps on.
reason-test-hurts = It hurt { $level } of 10 lately. The test waits until it is 2 or less.

# How much, with pain

reason-pain-hold = It hurt { $level } of 10, so it is the same as last time and no more.
reason-pain-less = Your morning was worse, so it is about { $percent } % less until { $until }.
brief-pain-hold = The same as last time, because it hurt { $level } of 10.
brief-pain-less = About { $percent } % less until { $until }, because your morning was worse.

# Runs and races

kind-run-long = long run
kind-run-hard = hard run
run-weekly = { $what }, every { $day }
run-when = On which day? Say it like “long run Sundays” or “track on Tuesday”.
run-weekly-kept = Noted: { $what } every { $days }. I keep hard calf work away from the day before.
run-skipped = Noted: no { $what } { $day }. It goes on the week after.
run-done = Well run. Your calf work goes on as planned; say so if something hurts.
run-once-kept = Noted: { $what } { $day }. I keep hard calf work away from the day before.
button-only-once = Only { $day }
kind-race-short = race
kind-race-half = half marathon
kind-race-marathon = marathon
kind-race-ultra = ultra
race-on = { $what }, { $day }
race-row = – { $what }
races-title = Your runs and races:
races-none = No runs or races yet. Say “long run Sundays” or “marathon on 26 April”.
button-race-remove = Remove: { $what }
race-gone = Taken out: { $what }.
race-when = When is it? Send a date, such as 26 April.
race-kept = Noted: { $what }. { $days ->
    [0] That is today.
    [one] That is tomorrow.
   *[other] That is in { $days } days.
 } { $stage ->
    [far] Fewer sets from 13 days before, easy work from day 4, nothing the day before.
    [fewer] Fewer sets from now on, easy work from four days before, nothing the day before.
    [easy] It is easy work only until then, and nothing the day before.
    [eve] Your calves have today and tomorrow off.
   *[day] No calf work today. Have a good run.
 }
race-kept-ask = Noted: { $what }. How far is it?
race-past = { $day } is over already. Send a date that is still to come.
race-far = { $day } is too far away for a plan. Tell me when it is less than two years off.
race-done-short = Well run. Your calf work goes on as planned; say so if something hurts.
race-done-half = Well run. For some days there is nothing hard and no jumps; easy raises are fine.
race-done-marathon = Well run. For one to two weeks there is nothing hard and no jumps; easy raises are fine.
race-done-ultra = Well run. For two weeks there is nothing hard and no jumps; easy raises are fine.

# The calf-raise test

test-or-sets = Is that a calf-raise test, left and right, or two sets?
button-as-test = Test: left { $left }, right { $right }
button-as-sets = Sets: { $left } and { $right }

test-how = The calf-raise test: one leg, knee straight, fingertips on a wall. Warm up with ten raises on two legs.
    Up on one beat, down on the next, 60 beats a minute. Stop when height, pace or form is lost. Rest two minutes, then the other leg.
    Send the raises of each leg, such as “L 22 R 25”.
test-go = Here is the beat: up – down – up – down, one a second. Play it again if you outlast it. Then send your raises, such as “L 22 R 25”, or one leg at a time.
test-refused = The test has to wait. { $reason }
test-spoiled = I leave that result out, it would say too little. { $reason }
test-unlikely = I can take 1 to { $most } raises a leg. Send both legs, such as “L 22 R 25”.
test-other-left = Noted. And the left leg?
test-other-right = Noted. And the right leg?
test-result = Left { $left }, right { $right }: the weaker leg does { $percent } % of the stronger.
test-median = The median for your age and sex is { $median }.
test-changed = Since the test { $day }: left { $left }, right { $right }. From 7 on that is a real change; up to { $noise } is day-to-day noise.
test-same = Since the test { $day }: left { $left }, right { $right }. That is within the day-to-day noise of ±{ $noise }.
test-judged-left = Two tests in a row say that your left leg is weaker, so it gets one more set.
test-judged-right = Two tests in a row say that your right leg is weaker, so it gets one more set.
test-not-judged = One test alone says little about a difference between legs.
test-age-ask = How old are you, and a man or a woman? Send it like “45 m” or “38 f”. It is used for this comparison only.
test-born-ask = How old are you? It is used for this comparison only.
test-sex-ask = And a man or a woman? The medians differ.
test-opens-0 = Below 15 raises with the weaker leg it is raises without weight and small hops first.
test-opens-15 = With 15 or more, weight and hops on two legs are open to you.
test-opens-20 = With 20 or more, weight, hops and jumps on one leg are open to you.
test-opens-25 = With 25 or more, bounds open, too, after four weeks of medium jumps and with both legs nearly even.
test-offer = It is time for a calf-raise test, if you like: five minutes, today or any day this week.
button-test = Calf-raise test
button-test-start = Start
button-test-turn = Other way round
button-test-compare = Compare with my age

reason-run-soon = { $run ->
    [long] Your long run is { $day }, so your calves are spared before it.
   *[hard] Your hard run is { $day }, so your calves are spared before it.
 }
reason-race-soon = Your race is { $day }, so it is easy work only until then.
reason-race-last-hard = Your race is { $day }. The last hard work before it is done, so this one is easy.
reason-race-eve = Your race is tomorrow, so your calves have the day off. Enjoy it.
reason-race-day = Today is your race, so there is no calf work. Have a good run.
reason-race-recovery = { $race ->
    [half] You have just run a half marathon, so there are no jumps and nothing hard until { $until }.
    [marathon] You have just run a marathon, so there are no jumps and nothing hard until { $until }.
   *[ultra] You have just run an ultra, so there are no jumps and nothing hard until { $until }.
 }
reason-race-sets = Your race is { $day }, so there are fewer sets: { $sets }. The load stays.
brief-run-soon = { $run ->
    [long] Easy, because your long run is { $day }.
   *[hard] Easy, because your hard run is { $day }.
 }
brief-race-soon = Easy, because your race is { $day }.
brief-race-last-hard = Easy: your race is { $day }, and the last hard work is done.
brief-race-recovery = Easy, because your legs are still getting over the race.
brief-race-sets = Fewer sets, because your race is { $day }.
# Questions: each answer says how sure it is

sure-studied = How sure: measured in studies.
sure-practice = How sure: what coaches and clinics do, less studied.
sure-ours = How sure: a choice of ours, no study says exactly this.
question-answer = { $answer }
    { $sure }
question-unknown = I don't know that. I know calf training for runners: ask how heavy, how often, before or after a run, about soreness or races.
intent-question = A question

answer-bend-knee = Bending the knee hands more of the work to the soleus, the muscle that carries most of a runner's push-off. Standing raises train it too, so you do both.
answer-how-heavy = Heavy enough that you stop with two or three good reps left. With time, many runners add a quarter to half of their body weight on one leg.
answer-how-often = Two full sessions a week for each kind do the job; in race season one keeps what you have. Easy days in between are fine.
answer-how-many-reps = Six to twelve for strength, twelve to fifteen in the first weeks. Few and heavy builds strength, many and light builds endurance.
answer-sore-train = Mild soreness up to 3 of 10 that eases as you warm up: train lighter, or wait a day or two. With a limp or a swelling on one side: no, and a swelling needs a doctor.
answer-one-side-sore = Both sides sore after training is usual. One side alone that is sharp, warm or swollen is a reason to stop and have it looked at.
answer-one-leg-or-two = One leg is closer to running, shows a difference between sides and needs less weight. Begin on two if ten clean ones on one leg are too many.
answer-before-or-after-run = After the run, or three to six hours later. Jumps go before, while you are fresh, and nothing hard comes before a key run.
answer-slower-runs = A little, for a day or two at first. That is why I keep hard calf work away from your long and hard runs.
answer-bulky = Unlikely: in studies of runners who lifted, body weight did not change.
answer-how-soon = Strength in about four to six weeks, easier running in about six to fourteen.
answer-injuries = Nobody can promise that: the trials in runners disagree. Stronger calves take load better, and that is as far as it goes.
answer-cramps = Many things play a part: tiredness, pace, heat, and not just salt. A gentle stretch ends one, better pacing may help. Often at night or always on one side: ask a doctor.
answer-achilles = With a tendon that a professional has looked at, up to 5 of 10 is acceptable if it is calm by the next morning; load it slowly. A sudden pop or new strong pain is a stop.
answer-heel-insertion = Leave out the drop below the step and do your raises from the floor. Tell me “heel” with a number and I plan with it.
answer-stretch = If you have time for one, lift. Stretching is fine for comfort, but it changes little else.
answer-shoes = Flat, firm shoes or barefoot at home are both fine. Keep to one, so that your numbers can be compared.
answer-plyometrics = They add what slow lifting lacks: fast loading. Small hops on two legs come first, and the harder ones open with the calf-raise test.
answer-age = No limit. Raises get fewer with age and training brings some back; go up more slowly and begin on two legs.
answer-missed-weeks = After two weeks about a tenth less load and three reps in reserve for a week; I do that by myself. It comes back in about half the time that you were away.
answer-normal-raises = In the test on one leg the median is 37 for men and 30 for women in their twenties, 28 and 24 in their forties, 19 for both in their sixties. Below 15, train without weight first.
answer-weaker-calf = Up to a tenth is usual. Beyond that the weaker leg gets one more set, and both legs take its load.
answer-race-week = The last heavy work is about seven days before, the last jumps five to seven. From four days before it is easy, and the day before there is nothing.
answer-marathon-build = Keep one or two sessions a week, leave out jumps in the last seven to ten days, and begin nothing new in the last three weeks.
answer-tight = Often it is load rather than a short muscle: build your raises up slowly. Tightness that comes back on every run should be looked at.
answer-recovery-aids = Fine for comfort, and no substitute for load. Eat enough, sleep enough. Do not massage a calf that is swollen.
answer-warm-up = Five easy minutes, ten raises on two legs, and before jumps five to ten small hops.
answer-tempo = Two counts up, one on top, three down. Slow is honest: no bounce takes the work over.
answer-rest-between-sets = Two minutes for heavy raises, one to two for jumps. Less rest makes it endurance work.
answer-no-equipment = Yes: on one leg, slowly, on a step, with a backpack when it gets easy. A wall is enough to begin with.
