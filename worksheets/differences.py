"""Two texts compared word by word: pure functions."""

import re
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
LONGEST_COMPARED = 250_000  # words before × words after: beyond, the whole middle is said to have changed


def differences(before, after):
    """([(text, is_changed)], [(text, is_changed)]): each text in pieces, those that the other has not are marked."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    head = common_start(old, new)
    tail = common_start(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    start, end = old[:head], old[len(old) - tail :]
    old_pieces, new_pieces = compare(old_middle, new_middle)
    return tuple(gathered([(start, False), *pieces, (end, False)]) for pieces in (old_pieces, new_pieces))


def common_start(one, other):
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def compare(old, new):
    if len(old) * len(new) > LONGEST_COMPARED:
        return [(old, True)], [(new, True)]
    old_pieces, new_pieces = [], []
    for deed, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        old_pieces.append((old[a:b], deed != "equal"))
        new_pieces.append((new[c:d], deed != "equal"))
    return old_pieces, new_pieces


def gathered(pieces):
    """Neighbours of one nature in one piece; a space between two changed words is changed with them."""
    told = []
    for words, is_changed in pieces:
        text = "".join(words)
        if not text:
            continue
        if told and told[-1][1] == is_changed:
            told[-1] = (told[-1][0] + text, is_changed)
        else:
            told.append((text, is_changed))
    return told
