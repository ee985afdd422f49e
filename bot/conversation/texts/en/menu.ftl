## Menus and profiles of the platforms

command-today = Today's exercise
command-done = Done as planned
command-log = Log what you did
command-week = Your week, and what is missing
command-undo = Take the last change back
command-swap = Another exercise
command-later = Send it again later
command-skip = Leave out today
command-show = How it is done
command-why = Why this exercise
command-history = Your last entries
command-pain = Something hurts
command-test = The calf-raise test
command-pause = Keep me quiet for a while
command-resume = I'm back
command-settings = Time, days, equipment
command-import = Bring your old log along
command-export = All that I have of you, as a file
command-delete = Delete all that I have of you
command-link = One history on all your platforms
command-help = What works
command-privacy = What is kept

profile-description = One calf exercise a day, by your own clock: straight-leg, bent-knee and plyometric, all three every week. Answer in your own words, such as “3x12 20kg”. General information, not medical advice.
profile-about = Your calf coach: one exercise a day, all three variations every week.
