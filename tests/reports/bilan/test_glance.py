from rlp_portal.reports.bilan.glance import ROOM, about, glance_of
from rlp_portal.reports.gather.noted import Noted

CONSENSUS = {"kind": "consensus", "label": "Consensus"}


def noted(value="", sentence=(), reservations=()):
    return Noted(value=value, sentence=list(sentence), reservations=list(reservations), **CONSENSUS)


def test_what_it_is_about_reads_as_a_sentence():
    assert [
        about("Ressources", "4 sur 5"),
        about("La remplissons-nous?", "Oui"),
        about("Nous le faisons…", "Souvent"),
        about("", "Oui"),
    ] == ["Ressources\u00a0: 4 sur 5", "La remplissons-nous? Oui", "Nous le faisons… souvent", "Oui"]


def test_steps_where_nothing_was_noted_are_left_out():
    told = glance_of([("a", "Continuum", []), ("b", "FT1", [("", noted(sentence=["On garde."]))])])

    assert [(step.id, [one.sentence for one in step.told]) for step in told] == [("b", ["On garde."])]


def test_it_holds_on_a_page_and_says_how_many_it_leaves_out():
    """About the whole of a step and what was not agreed stay; what has no words goes first."""
    plain = [(f"Question {place}", noted(value="Oui")) for place in range(60)]
    outcomes = [*plain, ("Tout", noted(reservations=["Non"])), ("", noted(sentence=["On garde."]))]

    (step,) = glance_of([("a", "FT2", outcomes)])

    assert step.height <= ROOM
    assert [one.about for one in step.told][-2:] == ["Tout", ""]
    assert step.others == f"Et {62 - len(step.told)}\u00a0autres, avec cette étape."


def test_a_long_sentence_is_cut_at_a_word():
    (step,) = glance_of([("a", "FT2", [("", noted(sentence=["mot " * 100]))])])

    assert len(step.told[0].sentence) <= 190
    assert step.told[0].sentence.endswith("mot…")


def test_each_step_keeps_one():
    steps = [(str(place), "FT2", [("", noted(sentence=["Oui"]))]) for place in range(60)]

    assert len(glance_of(steps)) == 60
