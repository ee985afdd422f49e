## One runner on several platforms

platform-console = the terminal
platform-telegram = Telegram
platform-discord = Discord
second-of-platform = { $platform } ({ $number })

intent-link = Link another chat

link-code = On the other platform, send me this within ten minutes:
    /link { $code }
    It works once. Whoever enters it gets all that I know of you, so show it to nobody.
link-code-url = On Telegram this opens it too: { $url }
link-code-many = That was a lot of codes. Please wait ten minutes, then ask again.
link-busy = Too many codes are being tried just now. Please try again in a few minutes.

link-wrong = I don't know that code. Check its letters, or ask for a new one on the other platform with /link.
link-many = Too many wrong codes. Please wait ten minutes, then try once more.
link-old = That code is over: each is good for ten minutes, and the newest counts. Ask for a new one with /link.
link-used = That code was used already. Ask for a new one with /link.
link-own = That is your own code. Send it to me on the other platform.
link-already = These two chats are linked already.

link-ask = This makes one history of two.
    { $here } (here): { $mine }.
    { $there }: { $theirs }.
    { $same ->
        [0] Nothing is lost
        [one] One entry is in both and will be there once; nothing is lost
       *[other] { $same } entries are in both and will be there once; nothing is lost
    }. Settings that differ: those of { $wins } hold. One daily message comes instead of two. For a day you can take it back.
link-history = { $logs ->
        [0] nothing logged yet
        [one] one entry, on { $day }
       *[other] { $logs } entries since { $day }
    }
link-lock = What you told me to have checked stays locked until you confirm it.
button-link-yes = Link them
button-link-no = Cancel
link-not = Nothing is linked. Both stay as they were.
link-over = Nothing waits to be linked any more. Ask for a new code with /link.

linked = Linked. { $platforms } now share one history.
linked-elsewhere = { $platform } was just linked to you here: one history, one daily message. If that wasn't you, undo it.
link-home = The daily message comes on { $platform }; if I can't reach you there, I write elsewhere.
button-link-home = Daily on { $platform }
button-link-undo = Undo the link
button-link-more = Link another
button-unlink = Unlink
link-status = { $platforms } share one history.

link-undone = The link is undone. Each chat has its own history again, with what you logged there since.
link-undone-elsewhere = The link with { $platform } is undone. This chat has its own history again.
link-undo-late = A link can be undone for a day. Later, “unlink” parts the chats.

unlink-ask = Who keeps the history? You can give each chat what was logged there, or everything to one.
button-unlink-own = Each its own
button-unlink-all = Everything to { $platform }
button-unlink-no = Stay linked
unlink-not = They stay linked.
unlink-nothing = This chat isn't linked to another. /link gives you a code for that.
unlinked = Unlinked. { $share ->
        [own] Each chat has what was logged there.
        [all] Everything is here; the other chat begins anew.
       *[nothing] Everything is on { $platform }; this chat begins anew.
    }
unlinked-elsewhere = { $platform } was unlinked and has its own history now.
unlink-before = That was before the chats were parted, and stays as it is.
