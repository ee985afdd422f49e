## Help, privacy, and words that were not understood

help = Tell me what you did in your own words: “3x12 20kg”, “12, 12, 10”, “done”, “yesterday 2x20 bunny hops”.
    “today”, “swap”, “later”, “skip”, “show me” and “why” are about today's exercise.
    “week” says what is covered and what is missing. “undo” takes the last change back.
    “settings” changes the time, the days, your equipment. “pause” keeps me quiet, “back” ends it.
    I give general information, not medical advice.
thanks = Any time.
not-text = I read words only. Tell me what you did, such as 3x12 20kg.
not-text-voice = I can't listen to voice messages. Please type it, such as 3x12 20kg.
not-yet = I can't do that yet. “help” says what works.
unknown = I don't understand that yet. Send what you did, such as “3x12 20kg”, or say “today” or “week”.
unknown-empty = That message was empty. Send what you did, such as “3x12 20kg”, or say “today”.
ask-intent = What do you mean?
ask-whether = That is up to you, and nothing is changed yet. Is this what you want?
button-today = Today

intent-log = Log it
intent-correct = Correct my log
intent-done = Done as planned
intent-today = Today's exercise
intent-skip = Skip today
intent-swap = Another exercise
intent-later = Later today
intent-pause = Pause
intent-resume = I'm back
intent-too_easy = Too easy
intent-too_hard = Too hard
intent-pain = Something hurts
intent-ill = I'm ill
intent-travel = I'm travelling
intent-set_time = Change the reminder time
intent-set_days = Change the training days
intent-set_units = Change the unit
intent-set_equipment = Change my equipment
intent-week = My week
intent-history = My log
intent-missing = What is missing
intent-why = Why this exercise
intent-how_heavy = How heavy
intent-show = Show me how
intent-undo = Undo
intent-redo = Redo
intent-settings = Settings
intent-help = Help
intent-privacy = What you keep of me
intent-stop = Stop the messages

red-flag-emergency = Please stop, and call your local emergency number now. What you describe needs a doctor at once. I can't judge it and I won't offer an exercise.
red-flag-same_day = Please stop. A doctor should look at this today. I can't judge it and I won't offer an exercise.
red-flag-soon = Please have a doctor or physio look at this within the next days, and leave out running and jumping until then. I can't judge it and I won't offer an exercise.
pain-ask = Where is it, and how strong from 0 to 10? Say it like “Achilles 4/10”.
pain-range = Pain goes from 0 (none) to 10 (the worst there is). Send a number between the two.

rate-first = Log the sets first, then tell me how they felt.
rated-easy = RPE 6 noted: that was easy.
rated-hard = RPE 9.5 noted: that was very hard.
how-heavy = Heavy enough that you stop with two or three good reps left. Today: { $dose }.
how-heavy-open = Heavy enough that you stop with two or three good reps left.
stop-ask = Shall I stop sending messages? Your log stays, and “back” starts them again.
button-stop-yes = Stop the messages
button-stop-no = Keep them
not-stopped = Good. Nothing has changed.
travel-ask = Where are you going, or for how long? Say “I'm in Tokyo”, “hotel, no gym” or “pause until Friday”.
