"""Taking names out of a passage before it is quoted. Proposed here, decided by the person. Pure functions."""

import re

LEFT_OUT = "[…]"
# « Saint-Ours-des-Champs », « Val-Brochu », « Ville »: not where a sentence or a quotation begins,
# unless the full stop before it is that of a title: « M. Tremblay »
NAME = r"[A-ZÀ-Þ][\w’-]*(?: (?:de|du|des|la|le|les|à|en|et) [A-ZÀ-Þ][\w’-]*| [A-ZÀ-Þ][\w’-]*)*"
CAPITAL = re.compile(rf"(?:(?<=[^\s.!?…:«])|(?<=\bM\.)|(?<=\bMM\.))\s(?:[LlDd]’)?({NAME})")


def without_names(words, names):
    """The names that are known – of the RLP, of its host – become « […] »."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        words = re.sub(re.escape(name), LEFT_OUT, words, flags=re.IGNORECASE)
    return words


def possible_names(words):
    """Capitals inside a sentence: « Val-Brochu », « Ville ». Each once, in order."""
    return list(dict.fromkeys(found.rstrip("’-") for found in CAPITAL.findall(words)))
