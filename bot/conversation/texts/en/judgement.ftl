## Pain, red flags, the calf-raise test, runs and races. Wording here was weighed: it names no illness and promises nothing.

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

reason-test-hurts = It hurt { $level } of 10 lately. The test waits until it is 2 or less.

# How much, with pain

reason-pain-hold = It hurt { $level } of 10, so it is the same as last time and no more.
reason-pain-less = Your morning was worse, so it is about { $percent } % less until { $until }.
brief-pain-hold = The same as last time, because it hurt { $level } of 10.
brief-pain-less = About { $percent } % less until { $until }, because your morning was worse.

# Runs and races

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
