## The terminal

console-no-button = There is no button “{ $what }” on the screen.
console-no-message = You have no message { $what } to change yet.
console-hello = Type as you would to a friend; a number presses a button. Ctrl-D leaves.
console-bye = See you tomorrow. All that you said is kept.
