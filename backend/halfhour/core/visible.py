"""Other people's text where a program would obey it: a terminal, a log, an assistant.

A name may hold escape sequences that move the cursor, colour the screen or set the clipboard, marks that turn the
direction of what follows, and letters that nobody sees but a language model reads. Each becomes its escape, in plain
letters, so that one sees that something is there.
"""

import re

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: ESC and CSI among them
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2028\u2029\u3164\uffa0\ufeff\ufff9-\ufffb"
    "\u202a-\u202e\u2060-\u206f"  # turned directions (Trojan Source, CVE-2021-42574), invisible operators
    "\U000e0000-\U000e0fff"  # tags: whole sentences that only machines read
    "\ud800-\udfff]"
)


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number > 0xFFFF:
        return f"\\U{number:08x}"
    return f"\\u{number:04x}" if number > 0xFF else f"\\x{number:02x}"


def visible(text: str, *, lines: bool = False) -> str:
    """The text with nothing in it that is obeyed instead of shown.

    With `lines`, line breaks and tabs stay; else a line break becomes `⏎`, so that the text stays on one line.
    """
    text = text.replace("\r\n", "\n")
    if not lines:
        return _UNSEEN.sub(_escape, text.replace("\n", "⏎"))
    kept = ("\n", "\t")
    return _UNSEEN.sub(lambda found: found[0] if found[0] in kept else _escape(found), text)


def visible_json(text: str) -> str:
    """The same for JSON already written: still the same value, since what is escaped stands within strings only."""

    def escape(found: re.Match[str]) -> str:
        number = ord(found[0])
        if number > 0xFFFF:
            number -= 0x10000
            return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"
        return f"\\u{number:04x}"

    return "".join(part if part == "\n" else _UNSEEN.sub(escape, part) for part in re.split("(\n)", text))
