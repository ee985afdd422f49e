"""The commands that work, in the order of a menu; their words are `command-<name>` in the catalogue."""

COMMANDS = (
    "today",
    "done",
    "log",
    "week",
    "undo",
    "swap",
    "later",
    "skip",
    "show",
    "why",
    "history",
    "pain",
    "test",
    "pause",
    "resume",
    "settings",
    "link",
    "import",
    "export",
    "delete",
    "help",
    "privacy",
)
GROUP_COMMANDS = ("today", "help")
