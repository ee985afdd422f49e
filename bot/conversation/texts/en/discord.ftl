## Discord: what only its own ways of speaking need

unreachable-discord = I could not write to you: your direct messages are closed to me. Open them in a server that we share (its name, Privacy Settings, Direct Messages), or write me one message yourself. Your reminders go on from now.

setting-channel = Your exercise goes to
channel-open = a channel that others read
channel-chosen = From now on your exercise goes to that channel: the exercise alone, for everybody there to read. All the rest stays between us.
channel-private = From now on your exercise comes here again.
channel-lost = I cannot write in the channel that you chose any more, so your exercise comes here again.
channel-not-coach = I cannot see that channel. I have to be added to that server, with the permissions View Channel and Send Messages there.
channel-not-runner = You may not write in that channel, so I will not either.
button-channel-private = Back to here

discord-not-yours = That button belongs to somebody else. /today gives you your own.
discord-not-mine = That button does not work any more. /today shows what does.
discord-modal-title = What did you do?
discord-modal-label = Your sets, in your own words
discord-modal-example = 3x12 20kg, or: bunny hops 2x20

discord-option-text = What you did, in your own words, such as 3x12 20kg
discord-option-exercise = An exercise, by any part of its name
discord-option-variation = One of the three kinds
discord-option-file = Your old log: the CSV of Strong, Hevy or wger, or an export of mine
discord-option-left = Raises with the left leg
discord-option-right = Raises with the right leg
discord-option-weight = Your body weight, such as 70 kg
discord-option-code = The code that I showed you on another platform
discord-option-sets = How many sets, where it was not all of them
discord-option-reason = Why
discord-option-when = When, such as 3 h, 19:30 or tomorrow
discord-option-until = Until when, such as Friday or 2 weeks
discord-option-level = How strong, 0 to 10
discord-option-place = Where
discord-option-side = On which side
discord-option-city = Your city or time zone
discord-option-time = When to send the exercise, such as 6:30 or 18:00
discord-option-days = Your training days, such as mon wed fri
discord-option-unit = The unit of weight
discord-option-equipment = Something that you have now
discord-option-channel = A channel or thread for the exercise of the day, for everybody there to read
discord-option-private = Let the exercise of the day come as a direct message again

discord-reason-sore = sore
discord-reason-no-time = no time
discord-reason-ill = ill
discord-reason-travelling = travelling
discord-reason-equipment = I don't have the equipment
discord-reason-dislike = I don't like it
discord-reason-noise = it is too loud here
discord-place-calf = calf
discord-place-achilles = Achilles
discord-place-heel = heel
discord-place-shin = shin
discord-place-foot = foot
discord-place-knee = knee
discord-side-left = left
discord-side-right = right
discord-when-hour = in 1 hour
discord-when-three-hours = in 3 hours
discord-when-evening = this evening
discord-until-tomorrow = until tomorrow
discord-until-monday = until Monday
discord-until-week = for 1 week
discord-until-two-weeks = for 2 weeks
discord-days-every = every day
discord-days-three = mon, wed, fri
discord-days-weekdays = weekdays

## What a command's options say to the coach, as a runner would

discord-say-done = done but only { $sets } sets
discord-say-city = I live in { $value }
discord-say-time = remind me at { $value }
discord-say-days = train on { $value }
discord-say-unit = use { $value }
discord-say-equipment = I have { $value }
discord-say-weight = I weigh { $value }
discord-say-left = left { $value }
discord-say-right = right { $value }
