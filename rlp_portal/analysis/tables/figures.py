"""Every number that a paragraph may cite, by its key, with the ways in which it may be read. Pure functions."""

import re
from dataclasses import dataclass
from fractions import Fraction

from rlp_portal.analysis import codebook
from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.measures import GROUPS, MANY_STRATEGIES
from rlp_portal.analysis.quantities import percentage, quantifier
from rlp_portal.analysis.tables.summary import MEASURES, pair_key
from rlp_portal.ui.typography import number
from worksheets.diagrams.words import decimal

LETTERS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize",
)  # fmt: skip
MEASURE_NAMES = {"objects": "objets", "strategies": "stratégies", "diversity": "diversité"}
GROUP_NAMES = {"1-2": "niveaux 1 et 2", "3-4": "niveaux 3 et 4"}
MOMENT_NAMES = {Moment.PLANNED: "prévue", Moment.ONGOING: "en cours", Moment.DONE: "déjà appliquée"}


@dataclass(frozen=True)
class Figure:
    """`of`: the n of which it is a part; None for what is no part. `value` None: there is nothing to count."""

    key: str
    label: str
    value: int | Fraction | None
    of: int | None = None

    @property
    def digits(self):
        if self.value is None:
            return "–"
        return number(self.value) if isinstance(self.value, int) else decimal(self.value)

    @property
    def readings(self):
        """« 12 », « douze », « la majorité »: the first is the one that is proposed."""
        found = [self.digits]
        if isinstance(self.value, int) and self.value < len(LETTERS):
            found.append(LETTERS[self.value])
        if self.of is not None:
            found.append(quantifier(self.value, self.of))
        return found

    def reads(self, shown):
        return shown.casefold() in [one.casefold() for one in self.readings]

    def found_in(self, text):
        """How the text says it now, as it stands there, or ""."""
        for reading in self.readings:
            found = find_words(reading, text)
            if found:
                return found
        return ""

    @property
    def said(self):
        """« 12 sur 17 »"""
        return self.digits if self.of is None else f"{self.digits}\u00a0sur\u00a0{number(self.of)}"

    @property
    def with_share(self):
        """« 12 sur 17 (71 %) »"""
        return f"{self.said} ({percentage(self.value, self.of)})" if self.of else self.said


def find_words(words, text):
    """Whole words, whatever their capitals: « 1 » is not in « 12 »."""
    found = re.search(rf"(?<![\w,.]){re.escape(words)}(?![\w]|[,.]\d)", text, re.IGNORECASE)
    return found[0] if found else ""


def figures_of(summary, *, universe, plans, double_read):
    """{key: Figure} in the order in which a page lists them. `plans`: documents drawn, of `universe`."""
    found = [*sample_figures(summary, universe, plans, double_read), *code_figures(summary)]
    found += [one for group in GROUPS for one in group_figures(summary, group)]
    return {one.key: one for one in found}


def sample_figures(summary, universe, plans, double_read):
    n = summary.n
    yield Figure("universe.size", "Documents de l’univers", universe)
    yield Figure("sample.plans", "Documents tirés", plans)
    yield Figure("sample.size", "RLP de l’échantillon", n)
    yield Figure("sample.double_read", "Documents lus par deux personnes", double_read)
    yield Figure("sample.without_level", "RLP sans cote", summary.without_level, n)
    for moment, name in MOMENT_NAMES.items():
        yield Figure(f"moment.{moment}.rlps", f"RLP avec une stratégie {name}", summary.acts[moment], n)
    many = summary.uses_many(MANY_STRATEGIES)
    yield Figure("diversity.many.rlps", "RLP qui combinent au moins trois stratégies", many, n)
    for name in MEASURES:
        yield Figure(f"{name}.median", f"Médiane, {MEASURE_NAMES[name]}", whole(summary.median(name)))


def whole(value):
    return int(value) if value is not None and value == int(value) else value


def code_figures(summary):
    codes, n = codebook.get(summary.codebook_version), summary.n
    for one in codes.objects:
        yield Figure(f"object.{one.key}.rlps", f"RLP avec l’objet {one.name}", summary.count(one.key), n)
    for one in codes.strategies:
        yield Figure(f"strategy.{one.key}.rlps", f"RLP avec la stratégie {one.name}", summary.count(one.key), n)
    for one in codes.subs:
        yield Figure(f"sub.{one.key}.rlps", f"RLP avec {one.name}", summary.count(one.key), n)
    for object_ in codes.objects:
        of = summary.count(object_.key)
        for strategy in codes.strategies:
            count = summary.count(pair_key(object_.key, strategy.key))
            name = f"RLP avec {object_.name} × {strategy.name}"
            yield Figure(f"cell.{object_.key}.{strategy.key}.rlps", name, count, of)


def group_figures(summary, group):
    codes, n, name = codebook.get(summary.codebook_version), summary.sizes[group], GROUP_NAMES[group]
    yield Figure(f"group.{group}.size", f"RLP des {name}", n)
    for measure in MEASURES if summary.can_compare else ():
        value = whole(summary.median(measure, group))
        yield Figure(f"group.{group}.{measure}.median", f"Médiane, {MEASURE_NAMES[measure]}, {name}", value)
    count = summary.planned_only[group]
    yield Figure(f"group.{group}.planned_only.rlps", f"RLP avec une stratégie prévue sans plus, {name}", count, n)
    for kind, held in (("object", codes.objects), ("strategy", codes.strategies)):
        for one in held:
            count = summary.count_in(group, one.key)
            yield Figure(f"group.{group}.{kind}.{one.key}.rlps", f"RLP avec {one.name}, {name}", count, n)
