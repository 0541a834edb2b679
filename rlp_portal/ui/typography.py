"""The one place that knows French (Québec) typography and how we write dates, hours, numbers and amounts.

`typeset` gives a person's own words their typographic form for a PDF; `faults` finds what is wrong in our texts.
The fonts have no U+202F: the only narrow thing we write is U+00A0.
"""

import re
import unicodedata
from decimal import Decimal

from django.utils import timezone

NBSP = "\u00a0"
SPACES = r"[ \t\u00a0\u2009\u202f]"
PROTECTED_MARK = "\ue000"
PROTECTED = re.compile(
    r"\b(?:https?://|mailto:|www\.)[^\s\"«»<>]*[^\s\"«»<>.,;:!?)\]'’]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|"
    + PROTECTED_MARK
)

REWRITES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        ("\u202f", NBSP),
        (r"(?<=[^\W\d_])'", "’"),
        (r"(?<!\.)\.{3}(?!\.)", "…"),
        # "mots" becomes « mots » when the quotes stand as a pair around words
        (rf'(?<![\w"])"{SPACES}*+([^"\n«»]*?[^"\s«»]){SPACES}*"(?![\w"])', rf"«{NBSP}\1{NBSP}»"),
        (rf"«{SPACES}*(?=\S)", f"«{NBSP}"),
        (rf"(?<=\S){SPACES}*»", f"{NBSP}»"),
        # « mot ? » loses its space, but neither « != » nor a wink
        (rf"(?<=[^\s«]){SPACES}+(?=[;!?]+(?:[\s»”\]…]|$))", ""),
        (rf"(?<=\S){SPACES}+(?=:(?:\s|$))", NBSP),
        (r"(?<=[^\W\d_]|[»)]):(?=\s|$)", f"{NBSP}:"),
        (rf"(?<=\d){SPACES}*(?=%(?!\w|\())", NBSP),
        (rf"(?<=\d){SPACES}*(?=[kMG]?\$(?!\w))", NBSP),
        (rf"(?<![\w.,:])([01]?\d|2[0-4]){SPACES}?h{SPACES}?([0-5]\d)(?![\w])", rf"\1{NBSP}h{NBSP}\2"),
        (rf"(?<![\w.,:])([01]?\d|2[0-4]){SPACES}?h(?!\w|{SPACES}*\d)", rf"\1{NBSP}h"),
        (r"(?<![\w.,-])(\d{1,3}(?:[ \u2009]\d{3})+)(?![\w-])", None),
    ]
]


def typeset(text):
    """Straight quotes, dots and spaces take their French form; addresses and every letter stay as typed."""
    protected = PROTECTED.findall(text)
    text = PROTECTED.sub(PROTECTED_MARK, text)
    for pattern, replacement in REWRITES:
        text = pattern.sub(join_thousands if replacement is None else replacement, text)
    kept = iter(protected)
    return nest_quotes(re.sub(PROTECTED_MARK, lambda _: next(kept), text))


def quoted(text):
    """A name that somebody typed, in guillemets; its own become “ ”."""
    return nest_quotes(f"«{NBSP}{text}{NBSP}»")


def inside_quotes(text):
    """Words around which a page draws guillemets; theirs become “ ”, even one that is left alone in its sentence."""
    return GUILLEMETS.sub(lambda found: "“" if found[0].startswith("«") else "”", text)


GUILLEMETS = re.compile(rf"(«{SPACES}*|(?<!{SPACES}){SPACES}+»|»)")  # a run of spaces is read once, from its start


def nest_quotes(text):
    """« mots « cités » » becomes « mots “cités” »; where they do not go in pairs, everything stays as typed."""
    parts, depth = GUILLEMETS.split(text), 0
    for place, part in enumerate(parts):
        if part.startswith("«"):
            depth += 1
            parts[place] = "“" if depth > 1 else part
        elif place % 2:
            parts[place] = "”" if depth > 1 else part
            depth -= 1
        if depth < 0:
            return text
    return "".join(parts) if depth == 0 else text


def join_thousands(match):
    return re.sub(SPACES, NBSP, match[0])


WORDS_WITH_LIGATURE = r"\b(?:c|s|ch)oeur|\boeuvr|manoeuvr|\bnoeud|\bvoeu|\boeil|\bmoeurs"
CAPITALS_WITHOUT_ACCENT = (
    r"\bE(?:tat|cole|quipe|tape|change|crire|crivez|valuation|tes-vous|chelle|chelon|tablissement|nonc|largi)|"
    r"\bA (?:la|propos|partir|noter|vos|vous de|venir|faire|discuter|consolider|mobiliser)\b"
)
FAULTS = [
    (re.compile(pattern), what)
    for pattern, what in [
        (r"\w'\w|\w' ", "apostrophe droite"),
        (r'"', "guillemets droits"),
        (r"\u202f", "espace fine : la police ne l’a pas"),
        (r"«(?!\u00a0)|(?<!\u00a0)»", "espace insécable manquante dans les guillemets"),
        (r"«\u00a0[ \u00a0]|[ \u00a0]\u00a0»", "espace double dans les guillemets"),
        (r"[ \u00a0]+[;!?](?![=(])", "espace devant ; ! ou ?"),
        (r"(?<=[^\s\u00a0\d:]):(?=\s|$)|(?<=\d):(?=\s|$)|[ \t\n]:(?=\s|$)", "deux-points sans espace insécable"),
        (r"(?<!\u00a0)%(?!\w)", "% sans espace insécable"),
        (r"\d[ ]?\$|\d[ ][kM]\$", "$ sans espace insécable"),
        (r"\.{3}", "trois points au lieu de …"),
        (r"\b\d{1,2}(?:h| h|\u00a0h )(?=[ \u00a0]?\d)|\b\d{1,2}(?:h| h)\b", "heure sans espaces insécables"),
        (r"(?<![\d.,])\d{1,3} \d{3}(?!\d)", "nombre coupé par une espace ordinaire"),
        (r"(?i:" + WORDS_WITH_LIGATURE + ")", "ligature œ manquante"),
        (CAPITALS_WITHOUT_ACCENT, "majuscule sans accent"),
        (r"(?<=\S) {2,}(?=\S)", "espace double"),
        (r"\b\w+·\w+|\w\((?:e|s|es|ne|trice)\)", "point médian ou parenthèses dans un mot"),
    ]
]


def faults(text):
    """The typography faults of a French text that we wrote, each with the words around it."""
    text = PROTECTED.sub("adresse", text)
    return [
        f"{what} : « {text[max(match.start() - 20, 0) : match.end() + 20]} »"
        for pattern, what in FAULTS
        for match in pattern.finditer(text)
    ]


MONTHS = [
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
]  # fmt: skip


def quebec_date(day):
    """« 20 novembre 2025 », « 1er mars 2026 »."""
    day = in_local_time(day)
    return f"{'1er' if day.day == 1 else day.day}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def quebec_time(moment):
    """« 14 h 12 », « 9 h »."""
    moment = in_local_time(moment)
    minutes = f"{NBSP}{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def quebec_datetime(moment):
    """« 20 novembre 2025 à 14 h 12 »."""
    return f"{quebec_date(moment)} à {quebec_time(moment)}"


def in_local_time(moment):
    """One time zone for everybody."""
    is_aware = getattr(moment, "tzinfo", None) is not None and hasattr(moment, "date")
    return moment.astimezone(timezone.get_default_timezone()) if is_aware else moment


def number(value, *, decimals=None):
    """« 12 500,5 »: comma, non-breaking thousands, a true minus; the decimals that the value has unless told."""
    value = Decimal(str(value))
    text = f"{abs(value):,.{decimals}f}" if decimals is not None else f"{abs(value):,f}"
    sign = "−" if value < 0 and text.strip("0.,") else ""
    return sign + text.replace(",", NBSP).replace(".", ",")


def amount(value):
    """« 12 500 $ », « 12 500,50 $ »."""
    value = Decimal(str(value))
    return f"{number(value, decimals=0 if value == value.to_integral_value() else 2)}{NBSP}$"


def count_words(count, singular, plural=None):
    """« 1 feuille », « 12 feuilles »; in French everything under 2 is singular."""
    word = singular if abs(count) < 2 else plural or f"{singular}s"
    return f"{number(count)}{NBSP}{word}"


MARKS_PER_LETTER = 8
MAYBE_STACKED = re.compile(r"[^\x00-\u02ff\u2000-\u2bff]{9}")


def capped_marks(text):
    """At most eight combining marks on a letter, so that a stack of accents cannot cover the page. Display only."""
    if not MAYBE_STACKED.search(text):
        return text
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter).startswith("M") else 0
        if marks <= MARKS_PER_LETTER:
            kept.append(letter)
    return "".join(kept)
