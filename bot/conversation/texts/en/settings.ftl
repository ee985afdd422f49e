## Settings and set-up

every-day = every day
not-told = not told yet

setting-zone = Time zone
setting-time = Reminder
setting-days = Training days
setting-equipment = Equipment
setting-unit = Unit
setting-weight = Body weight
setting-experience = Experience
setting-quiet = Quiet hours
setting-week = Week starts
setting-born = Year of birth
setting-sex = Sex
value-of = { $name }: { $value }

experience-beginner = new to strength work
experience-regular = some strength work
experience-advanced = used to heavy weights

sex-male = male
sex-female = female

equipment-nothing = nothing but a wall
equipment-barbell = barbell
equipment-rack = rack
equipment-smith-machine = Smith machine
equipment-calf-machine = calf machine
equipment-leg-press = leg press
equipment-bench = bench
equipment-plates = plates
equipment-dumbbells = dumbbells
equipment-kettlebell = kettlebell
equipment-backpack = backpack
equipment-step = step
equipment-band = band
equipment-rope = rope

settings-title = Your settings:
settings-hint = Change one with a button, or say it: “remind me at 6:30”, “I'm in Tokyo”, “use pounds”.
settings-changed = Changed. { $what }.
settings-today = So that today is not left out, here is its exercise.
quiet-span = { $start } to { $end }
quiet-never = none
settings-same = It is so already.

page-zone = Where do you train? I send the exercise by your own clock. Say a city, or what time it is now where you are.
page-time = When shall I send the exercise? Say a time, such as 6:30 or 18:00.
page-days = On which days do you train your calves? Tap to switch a day on or off.
page-equipment = What do you have? Tap all that you can use. A wall is enough to begin with.
page-unit = Which unit do you count weight in?
page-weight = What do you weigh? I use it to choose the first weights, as a share of your body weight. Nobody else sees it.
page-experience = How used are you to strength work?
page-quiet = In which hours shall I be quiet? What I send by myself waits until they are over; the exercise comes at the time that you chose. Tap, or send them, such as 21:30 to 7:00.
page-week = On which day does your week start? What is covered and what is missing goes by it.
page-born = How old are you? I use it only to compare your calf-raise test with people of your age. Send your age or your year of birth.
page-sex = The medians of the calf-raise test differ between men and women. Which shall I compare you with?
value-now = Now: { $value }.

button-skip-page = Skip
button-page-done = That's it
button-settings = Settings
button-no-quiet = No quiet hours
button-leave-out = Leave it out
button-on = ✓ { $name }
button-off = { $name }

setup-done = All set. I'll send one exercise at { $time } on your training days.

zone-ask = There is more than one. Which one do you mean?
zone-unknown = I don't know that place. Send a larger city near you, or a zone such as Europe/Berlin.
time-unknown = I can't read that as a time. Send it as hours and minutes, such as 6:30 or 18:00.
days-unknown = I can't read that as days. Send days such as “mon, wed, fri” or “every day”.
days-none = At least one training day has to stay. “pause” stops my messages for a while.
equipment-unknown = I don't know that piece of equipment. Tap what you have, or say “no gym”.
unit-unknown = Send kg or lb.
weight-unknown = I can't read that as a body weight. Send a number with its unit, such as 70 kg or 155 lb.
quiet-unknown = I can't read that as hours. Send when they begin and end, such as 21:30 to 7:00, or “none”.
week-unknown = I can't read that as a day. Send a weekday, such as Sunday.
born-unknown = I can't read that as an age. Send your age or your year of birth, such as 43 or 1983.
sex-unknown = Tap what fits, or leave it out.
experience-unknown = Tap what fits best, or Skip.
