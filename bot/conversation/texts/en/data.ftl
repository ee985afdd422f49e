## A runner's data: taken out, deleted

intent-export = Send me my data
intent-delete = Delete my data

delete-word = delete
delete-ask = This deletes all that I have of you, at once and for good: settings, log, tests, messages, and your account with me. I can't bring it back. To go on, type “{ $word }”. Anything else keeps it all.
button-export-first = Send it to me first
button-delete-not = Keep everything
delete-not = Nothing is deleted.
deleted = Everything is deleted. If you write again, we begin from nothing. Take good care of your calves.

export-sent = This is all that I have of you. A page of text in it says what is what.
export-readme = Your data from calfcoach, as of { $day }.

    runner.json has everything: settings, log, prescriptions, tests, pauses, the changes that can be undone, and your messages.
    sets.csv has one row for each set, with the load as you typed it and in kilograms. Dates are written year-month-day.
    weeks.csv has one row for each week: which variations were covered, sets, contacts and the load moved.

    Cells of the tables that a spreadsheet could take for a formula begin with an apostrophe.
    The form of runner.json is described in docs/runner.schema.json of the source code.

slow-down = That is more than I can read at once. I stopped reading here. Please wait a minute, then send the rest again.

privacy = I keep your settings, your log, what you told me of pain, tests and races, and what I prescribed, to coach you. I keep your account's number here to write to you. All that until you delete it.
    Your messages as you wrote them, with what I read from them, go after { $days ->
        [one] one day
       *[other] { $days } days
    }, and what I sent sooner.
    I show it to nobody else, and nothing of it is sold. “export” sends you all of it, “delete” erases all of it at once. General information, not medical advice.
