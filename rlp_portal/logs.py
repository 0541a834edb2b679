"""What is written in the log: enough to find a breakdown, nothing of what people wrote, sent or are.

The words of an exception often quote a value (« Key (email)=(…) already exists »), and an address may hold a code or
a link that opens an account: neither is written. What remains of a message is searched once more for such things.
"""

import logging
import re
import traceback

HIDDEN = [
    (re.compile(pattern), instead)
    for pattern, instead in [
        (r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", "[courriel]"),
        (r"(?<=[\w/])\?[^\s\"'<>]+", "?[…]"),
        (r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{1,4}\b", "[adresse]"),
        (r"(?i)\b(cookie|sessionid|csrftoken|__host-\w+|authorization|password|passwd)\b\s*[=:]\s*\S+", r"\1=[…]"),
        (r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{22,}(?![\w-])", "[jeton]"),
        (r"(?<![\w.-])\d{4}[ \u00a0+]?\d{4}(?![\w.-])|(?<![\w.-])\d{6}(?![\w.-])", "[code]"),
    ]
]


class CarefulFormatter(logging.Formatter):
    """One line; below it, for a breakdown, where it happened."""

    def __init__(self):
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def format(self, record):
        record.message, record.asctime = said(record), self.formatTime(record)
        line = self.formatMessage(record)
        return f"{line}\n{where(record.exc_info[1])}" if tells_where(record) else line


def said(record):
    if is_refusal(record):  # its words quote the visitor: a Host header, a path, a field
        return f"Refused: {record.name.rpartition('.')[2]}"
    return without_secrets(record.getMessage())


def is_refusal(record):
    return record.name.startswith("django.security")


def tells_where(record):
    return bool(record.exc_info and record.exc_info[1]) and not is_refusal(record)


def without_secrets(text):
    for pattern, instead in HIDDEN:
        text = pattern.sub(instead, text)
    return text


def where(problem):
    """A traceback with the kinds of the exceptions and the places in the code, never their words."""
    lines, seen = [], set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        lines.append(kind_of(problem))
        lines += [f"  {at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(problem.__traceback__)]
        problem = problem.__cause__ or (None if problem.__suppress_context__ else problem.__context__)
    return "\n".join(lines)


def kind_of(problem):
    """With the number that PostgreSQL gives, which says what happened without saying to whom."""
    kind = f"{type(problem).__module__}.{type(problem).__qualname__}".removeprefix("builtins.")
    number = getattr(problem, "pgcode", None)
    return f"{kind} {number}" if number else kind
