"""Whoever has the files can count again: each table, from the coded passages and the list of RLPs alone."""

import csv
import io
from statistics import median

from django.core.cache import cache
from django.core.management import call_command

from rlp_portal.analysis.models import Synthesis
from tests.conftest import signed_in

ALL_STRATEGIES, ALL_OBJECTS, WHOLE = "Toutes les stratégies", "Tous les objets", "tous les RLP"
GROUPS = {"niveaux 1 et 2": ("1", "2"), "niveaux 3 et 4": ("3", "4"), WHOLE: ("1", "2", "3", "4", "")}
NAMES = ("passages", "regroupements", "objets-strategies", "sous-strategies", "groupes", "mesures")


def test_every_table_of_the_demonstration_can_be_counted_again(db):
    cache.clear()
    call_command("load_demo", stdout=io.StringIO())
    client = signed_in(Synthesis.objects.get().author)

    files = {name: read(client.get(f"/conseil/analyse/{name}/tableau.csv")) for name in NAMES}

    passages = [Passage(row) for row in files["passages"]]
    levels = {row[0]: row[2] for row in files["regroupements"]}
    check_pairs(files, passages, levels)
    check_sub_strategies(files, passages, levels)
    check_groups(files, passages, levels)
    check_measures(files, passages, levels)


def read(response):
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


class Passage:
    def __init__(self, row):
        self.rlp, self.moment = row[0], row[7]
        self.objects = set(row[5].split("; "))
        said = [one.partition(" – ") for one in row[6].split("; ") if one]
        self.strategies = {strategy for strategy, _dash, _sub in said}
        self.pairs = {(strategy, sub) for strategy, _dash, sub in said}
        self.codes = self.objects | self.strategies | {sub for _strategy, sub in self.pairs}


def counts(found):
    found = list(found)
    return len({one.rlp for one in found}), len(found)


def check_pairs(files, passages, levels):
    for object_, strategy, moment, rlps, of, shown in files["objets-strategies"]:
        carrying = [
            one
            for one in passages
            if (object_ == ALL_OBJECTS or object_ in one.objects)
            and (strategy == ALL_STRATEGIES or strategy in one.strategies)
            and moment in ("Tous", one.moment)
        ]
        assert (int(rlps), int(shown), int(of)) == (*counts(carrying), len(levels)), (object_, strategy, moment)


def check_sub_strategies(files, passages, levels):
    for strategy, sub, moment, rlps, of, shown in files["sous-strategies"]:
        carrying = [one for one in passages if (strategy, sub) in one.pairs and moment in ("Tous", one.moment)]
        assert (int(rlps), int(shown), int(of)) == (*counts(carrying), len(levels)), (sub, moment)


def check_groups(files, passages, levels):
    for code, group, rlps, of in files["groupes"]:
        carrying = [one for one in passages if code in one.codes and levels[one.rlp] in GROUPS[group]]
        size = sum(level in GROUPS[group] for level in levels.values())
        assert (int(rlps), int(of)) == (counts(carrying)[0], size), (code, group)


def measures_of(rlp, passages):
    own = [one for one in passages if one.rlp == rlp]
    objects, pairs = set().union(*(one.objects for one in own)), set().union(*(one.pairs for one in own))
    strategies = {strategy for strategy, _sub in pairs}
    bare = {strategy for strategy in strategies if not any(one == strategy and sub for one, sub in pairs)}
    return len(objects), len([sub for _strategy, sub in pairs if sub]) + len(bare), len(strategies)


def check_measures(files, passages, levels):
    measured = {rlp: measures_of(rlp, passages) for rlp in levels}

    assert {row[0]: tuple(map(int, row[3:])) for row in files["regroupements"]} == measured
    titles = list(dict.fromkeys(row[0] for row in files["mesures"]))
    assert len(titles) == 3
    for title, group, value, rlps, middle in files["mesures"]:
        held = [measured[rlp][titles.index(title)] for rlp in levels if levels[rlp] in GROUPS[group]]
        assert held.count(int(value)) == int(rlps) > 0
        assert middle == f"{median(held):g}".replace(".", ",")
