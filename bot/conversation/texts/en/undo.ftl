## Undo and redo

button-undo = Undo
button-redo = Redo
undone = Taken back: { $what }.
undone-setting = Taken back. { $what }.
undone-now = Taken back. Now: { $what }.
redone = Back again: { $what }.
redone-setting = Back again. { $what }.
redone-gone = Taken out again: { $what }.
undo-nothing = There is nothing to take back.
undo-already = That was taken back already.
undo-built-on = Something later builds on that. Take the later change back first with “undo”.
redo-nothing = There is nothing to bring back.

deed-skip = the skipped day
deed-snooze = the later reminder
deed-pause = the pause
deed-resume = the end of the pause
deed-settings = the settings
deed-swap = the swap
deed-fault = the note on your form
deed-take-back = the undo
deed-import = the import
