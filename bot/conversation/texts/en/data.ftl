## A runner's data: taken out, deleted

intent-export = Send me my data
intent-delete = Delete my data
intent-import = Bring my old log along

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

    To bring it back, here or to another coach of this kind, send this ZIP in the chat and press “Import”.

slow-down = That is more than I can read at once. I stopped reading here. Please wait a minute, then send the rest again.

privacy = I keep your settings, your log, what you told me of pain, tests and races, and what I prescribed, to coach you. I keep your account's number here to write to you. All that until you delete it.
    Your messages as you wrote them, with what I read from them, go after { $days ->
        [one] one day
       *[other] { $days } days
    }, and what I sent sooner.
    A file that you send to be imported is read and not kept; what it would bring waits for your answer, a day at most.
    I show it to nobody else, and nothing of it is sold. “export” sends you all of it, “delete” erases all of it at once. General information, not medical advice.

## Import

button-import = Import
button-import-not = Cancel
import-words-yes = import, import it, yes, y, ok, okay, sure, do it, yes please, go ahead
import-words-no = cancel, no, n, don't, no thanks, stop, leave it
import-how = Send me the file here: your export from me (the ZIP), or the CSV that Strong, Hevy or wger export. I show you what I read in it before I write anything.
import-app-calfcoach = Your export
import-app-strong = A log from Strong
import-app-hevy = A log from Hevy
import-app-wger = A log from wger
import-found = { $app }: { $what }.
import-work = { $entries ->
        [one] one entry
       *[other] { $entries } entries
    } of calf work with { $sets ->
        [one] one set
       *[other] { $sets } sets
    }, { $first } to { $last }
import-work-of-day = { $entries ->
        [one] one entry
       *[other] { $entries } entries
    } of calf work with { $sets ->
        [one] one set
       *[other] { $sets } sets
    }, { $first }
import-facts = { $count ->
        [one] one note on tests, pain, breaks or races
       *[other] { $count } notes on tests, pain, breaks and races
    }
import-only-settings = your settings
import-name = “{ $name }” becomes { $exercise }: { $sets ->
        [one] one set
       *[other] { $sets } sets
    }.
import-name-nearest = “{ $name }” I don't have; { $exercise } comes nearest: { $sets ->
        [one] one set
       *[other] { $sets } sets
    }.
import-more-names = { $count ->
        [one] One more name is
       *[other] { $count } more names are
    } read likewise.
import-settings = Your settings come along: time, days, equipment, unit.
import-stranger = It was written for another account. The training comes over; accounts and where I write to you stay as they are.
import-unitless = Weights have no unit in it; I take them as { $unit }, your unit.
import-left-known = { $count ->
        [one] One entry is here already and stays as it is.
       *[other] { $count } entries are here already and stay as they are.
    }
import-left-warm-ups = Left out: { $count ->
        [one] one warm-up set
       *[other] { $count } warm-up sets
    }.
import-left-unreadable = Left out: { $count ->
        [one] one row that I cannot read
       *[other] { $count } rows that I cannot read
    }.
import-left-future = Left out: { $count ->
        [one] one entry that lies
       *[other] { $count } entries that lie
    } in the future.
import-others = Left out, as it is no calf work that I know: { $sets ->
        [one] one set
       *[other] { $sets } sets
    } of { $names }.
import-more = { $count } more
import-ask = Shall I import it? “Undo” takes all of it back.
imported = Imported: { $what }.
import-not = Nothing is imported.
import-nothing = There is nothing new in it.
import-no-work = There is no calf work in it that I know, so nothing is imported.
import-over = I don't have that file any more. Send it once more, and I ask again.

file-refused-empty = The file is empty. Export it once more, and send me the new one.
file-refused-too-large = That file is too large for me: 20 MB at most, and 48 MB unpacked. Export a shorter time.
file-refused-too-long = That is more than I can read at once: 300,000 rows at most, 50,000 of them calf work. Export a shorter time, and send me one part after the other.
file-refused-no-text = That is no table that I can read. Send me my own export (ZIP), or the CSV of Strong, Hevy or wger.
file-refused-unknown = I don't know that file. Send me my own export (ZIP), or the CSV of Strong, Hevy or wger with its first row.
file-refused-cut-short = That file is cut short or damaged, so I take nothing from it. Export it once more, and send me the new one.
file-refused-locked = That ZIP has a password. Send it without one.
file-refused-newer = That export is from a newer version of me. Import it where I am up to date.
file-edited = That export was changed by hand and no longer fits (at { $place }), so I take nothing from it. Send it as it was.
file-refused-dates = I can't tell day from month in its dates. Write them as year-month-day, and send it again.
file-refused-gone = I could not get that file. Please send it once more.
