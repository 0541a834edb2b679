"""Numbers of RLPs as subjects and complements of French sentences. Pure functions.

The words are those of calculations.md; a verb follows in the number that its subject has.
"""

from dataclasses import dataclass

from rlp_portal.analysis import quantities
from rlp_portal.analysis.quantities import percentage, quantifier
from rlp_portal.ui.typography import number
from worksheets.codes import ObjectCode, Strategy

SUBJECTS = {
    quantities.NONE: "aucun RLP",
    quantities.ALL: "tous les RLP",
    quantities.THE_ONLY_ONE: "le seul RLP",
    quantities.HALF: "la moitié des RLP",
    quantities.ONE: "un seul RLP",
    quantities.NEARLY_ALL: "presque tous les RLP",
    quantities.MOST: "la majorité des RLP",
    quantities.SEVERAL: "plusieurs RLP",
    quantities.A_FEW: "quelques-uns des RLP",
}
SINGULAR = {quantities.NONE, quantities.THE_ONLY_ONE, quantities.ONE}
OBJECTS = {
    ObjectCode.ACTIVITIES.value: "les activités et programmes",
    ObjectCode.RELATIONS.value: "les relations et collaborations",
    ObjectCode.STRUCTURES.value: "les structures et fonctionnements",
    ObjectCode.PRACTICES.value: "les pratiques et politiques",
    ObjectCode.CAUSE.value: "la cause et les normes sociales",
}
STRATEGIES = {
    Strategy.INSTITUTIONALISATION.value: "l’institutionnalisation",
    Strategy.COMMUNITY.value: "l’appropriation par la communauté",
    Strategy.POLICY.value: "le changement de politiques",
    Strategy.RESOURCES.value: "les ressources",
}
TO_STRATEGIES = {
    Strategy.INSTITUTIONALISATION.value: "à l’institutionnalisation",
    Strategy.COMMUNITY.value: "à l’appropriation par la communauté",
    Strategy.POLICY.value: "au changement de politiques",
    Strategy.RESOURCES.value: "aux ressources",
}


@dataclass(frozen=True)
class Subject:
    words: str
    is_plural: bool

    def verb(self, singular, plural):
        return f"{self.words} {plural if self.is_plural else singular}"


def subject(x, n):
    """Of n RLPs, at least one."""
    word = quantifier(x, n)
    return Subject(SUBJECTS[word], word not in SINGULAR)


def among(x, n):
    """The same inside a group that the sentence named already: « la majorité »."""
    word = quantifier(x, n)
    return Subject(word, word not in SINGULAR)


def out_of(x, n):
    """« (13 sur 17, 76 %) »"""
    return f"({number(x)}\u00a0sur\u00a0{number(n)}, {percentage(x, n)})"


def shortly(x, n):
    """« (13 sur 17) »"""
    return f"({number(x)}\u00a0sur\u00a0{number(n)})"


def listed(words):
    """« a », « a et b », « a, b et c »."""
    *first, last = words
    return f"{', '.join(first)} et {last}" if first else last


def sentence(words):
    return f"{words[:1].upper()}{words[1:]}."
