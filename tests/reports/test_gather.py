import datetime
from dataclasses import asdict

import pytest

from rlp_portal.reports.gather import gather_carnet, gather_sheet
from tests.reports.carnets import answer, keep, new_round, plan, rate, stand_still
from worksheets import catalogue

NBSP = "\u00a0"


@pytest.fixture
def round_(db):
    return new_round()


def test_header_says_whose_and_of_which_day(round_):
    header = gather_carnet(round_).header

    assert asdict(header) == {
        "rlp": "RLP de la Rivière-aux-Érables",
        "of_the": "du RLP",
        "region": "Estrie",
        "territory": "MRC de la Rivière-aux-Érables et ville de Val-des-Prés",
        "host": "Maison de la famille Les Trois Ponts",
        "round_title": "Préparer la suite, 2026",
        "round_number": 1,
        "started": f"2{NBSP}mars{NBSP}2026",
        "day": f"18{NBSP}novembre{NBSP}2026",
        "hour": f"14{NBSP}h{NBSP}12",
    }


def test_a_sheet_keeps_the_words_of_the_group_in_french_typography(round_):
    answer(round_, "ft3", "importance", 4)
    answer(round_, "ft3", "adopters", 'Le "service" des loisirs :\n\nà 14h30, c\'est prévu ?')

    sheet = gather_sheet(round_, instrument_key="ft3").sheet

    assert [(line.number, line.texts) for section in sheet.sections for line in section.lines] == [
        ("", ["4 sur 5"]),
        ("2", [f"Le «{NBSP}service{NBSP}» des loisirs{NBSP}:", f"à 14{NBSP}h{NBSP}30, c’est prévu?"]),
    ]
    assert sheet.empty == [
        "1. Quels projets voulons-nous institutionnaliser?",
        "3. Comment les faire participer?",
        "4. Jusqu’où les partenaires s’engagent-ils dans ce transfert?",
    ]


def test_states_are_said_and_never_drawn(round_):
    answer(round_, "ft4", "importance", None, state="passed")
    answer(round_, "ft4", "local", None, state="not_applicable")

    sheet = gather_sheet(round_, instrument_key="ft4").sheet

    assert [(line.texts, line.picture) for section in sheet.sections for line in section.lines] == [
        (["Je ne sais pas / je passe"], None),
        (["Sans objet"], None),
    ]


def test_results_bring_the_objects_kept_from_each_line(round_):
    answer(round_, "ft1", "programmes", "Les mardis")
    keep(round_, "Le jeu libre", "A", "sustain", "programmes")
    keep(round_, "La politique familiale", "P", "", "policies")
    keep(round_, "Le comité", "S", "let_go")

    sheet = gather_sheet(round_, instrument_key="ft1").sheet

    assert [(line.label, line.texts, [(k.name, k.fate) for k in line.kept]) for line in sheet.sections[0].lines] == [
        ("Projets et programmes", ["Les mardis"], [("Le jeu libre", "À pérenniser")]),
        ("Politiques", [], [("La politique familiale", "")]),
    ]


def test_grids_and_poles(round_):
    answer(round_, "ft2", "fulfils.convener", "yes")
    answer(round_, "ft2", "improve.convener", "shared")
    answer(round_, "approach", "stance", 2)

    grid = gather_sheet(round_, instrument_key="ft2").sheet.sections[0]
    poles = gather_sheet(round_, instrument_key="approach").sheet.sections[0]

    assert [(line.label, line.cells) for line in grid.lines] == [
        ("Rassembleur et animateur", ["Oui", "Avis partagés"])
    ]
    assert [(line.label, line.said) for line in poles.lines] == [
        ("Approche", f"plutôt «{NBSP}faiblesses et lacunes{NBSP}»")
    ]


def test_growing_lists_gather_their_rows_in_order(round_):
    answer(round_, "members", "absent.r2", {"name": "Ana", "organisation": "CPE", "sector": ""})
    answer(round_, "members", "absent.r1", {"name": "", "organisation": "Ville", "sector": "municipal"})
    answer(round_, "members", "absent.r3", None)

    sheet = gather_sheet(round_, instrument_key="members").sheet

    assert sheet.sections[0].lines[0].texts == ["Ana, CPE", "Ville (municipal)"]


def test_a_sheet_that_only_keeps_objects_is_begun(round_):
    keep(round_, "Le jeu libre", "A", "sustain", "programmes")

    assert gather_sheet(round_, instrument_key="ft1").sheet.state == "En cours"


def test_a_sheet_whose_answers_were_all_emptied_is_begun_and_empty(round_):
    answer(round_, "ft4", "local", None)

    sheet = gather_sheet(round_, instrument_key="ft4").sheet

    assert (sheet.state, sheet.is_empty) == ("En cours", True)


def test_objects_removed_from_the_carnet_leave_the_report(round_):
    gone = keep(round_, "Parti", "A", "sustain", "programmes")
    keep(round_, "Resté", "A", "sustain", "programmes")
    type(gone).objects.filter(pk=gone.pk).update(deleted_at=round_.updated_at)

    assert [one.name for one in gather_carnet(round_).glance.objects] == ["Resté"]


def test_what_is_late_is_late_on_the_day_of_the_data(round_):
    plan(round_, "policy", "En retard", when=datetime.date(2026, 11, 17))
    plan(round_, "policy", "Aujourd’hui", when=datetime.date(2026, 11, 18))
    plan(round_, "policy", "Faite", when=datetime.date(2026, 11, 1), status="done")
    plan(round_, "resources", "Sans date")

    report = gather_carnet(round_)

    assert [row.measure for row in report.glance.overdue] == ["En retard"]
    assert [row.measure for row in report.glance.upcoming] == ["Aujourd’hui"]
    assert report.glance.measures == f"4{NBSP}mesures, 1{NBSP}faite, 1{NBSP}en{NBSP}retard"
    assert [(label, [row.measure for row in rows]) for label, rows in report.plan.groups] == [
        ("Changement de politiques", ["En retard", "Aujourd’hui", "Faite"]),
        ("Ressources", ["Sans date"]),
    ]


def test_glance_keeps_to_one_page(round_):
    for number in range(20):
        keep(round_, f"Objet {number}", "A", "sustain")

    glance = gather_carnet(round_).glance

    assert len(glance.objects) == 9
    assert glance.other_objects == f"Et 11{NBSP}autres objets, à la feuille FT1."


def test_importance_of_the_four_strategies(round_):
    assert gather_carnet(round_).glance.importance is None
    answer(round_, "ft5", "importance", 5)
    answer(round_, "ft6", "importance", None, state="passed")

    assert gather_carnet(round_).glance.importance.title == (
        f"Importance des quatre stratégies, de 1 à 5{NBSP}: institutionnalisation, pas encore notée; "
        "changement de politiques, pas encore notée; appropriation par la communauté, 5 sur 5; "
        "ressources, je ne sais pas."
    )


def test_empty_sheets_are_named_and_not_printed(round_):
    answer(round_, "ft4", "local", "Une politique de jeu libre")

    report = gather_carnet(round_)

    assert [sheet.instrument.key for sheet in report.sheets] == ["ft4"]
    others = [one.title for one in catalogue.all_latest() if one.key != "ft4"]
    assert report.empty_sheets == others


def test_mobilisation_is_that_of_the_ratings_in_force(round_):
    rate(round_, datetime.date(2025, 1, 14), 1)
    rate(round_, datetime.date(2026, 1, 13), 2, "Plus d'échanges")
    stand_still(round_)

    report = gather_carnet(round_)

    assert report.glance.mobilisation == "2 – Coordination"
    assert report.ratings == [
        (f"14{NBSP}janvier{NBSP}2025", "1 – Réseautage", ""),
        (f"13{NBSP}janvier{NBSP}2026", "2 – Coordination", "Plus d’échanges"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_a_carnet_is_read_in_six_queries_whatever_it_holds(round_, count, django_assert_num_queries):
    for number in range(count):
        answer(round_, "members", f"absent.r{number}", {"name": "A", "organisation": "", "sector": ""})
        kept = keep(round_, f"Objet {number}", "A", "sustain")
        plan(round_, "policy", f"Mesure {number}", kept=kept)
        rate(round_, datetime.date(2026, 1, 1 + number), 2)

    with django_assert_num_queries(6):
        gather_carnet(round_)
