"""Saving what somebody says of a passage: compare and swap, each operation once, nothing lost."""

from uuid import uuid4

import pytest

from rlp_portal.analysis.coding.choices import EMPTY, Choice, choice_of, nothing_here
from rlp_portal.analysis.coding.journal import OperationReused
from rlp_portal.analysis.coding.passages import Passage, words_of
from rlp_portal.analysis.coding.services import (
    CodingConflict,
    NothingToUndo,
    keep_stored,
    save_coding,
    undo_coding,
)
from rlp_portal.analysis.enums import ActOutcome
from rlp_portal.analysis.models import Coding, CodingAct, Excerpt, Reading
from rlp_portal.analysis.plans.services import Incoming, add_version
from tests.factories import ActionPlanFactory, UserFactory
from worksheets.cleaning import Refused

TEXT = "Mise en contexte\nLe CPE hébergera l’Heure du conte. Les parents 👪 animeront.\n\n  La Ville paiera.  \nFin."
CONTE, PARENTS = "Le CPE hébergera l’Heure du conte.", "Les parents 👪 animeront."
A1 = Choice(objects="A", strategies="institutionalisation")
R2 = Choice(objects="R", strategies="community.parents", moment="done")

pytestmark = pytest.mark.django_db


@pytest.fixture
def coder():
    return UserFactory()


@pytest.fixture
def version():
    return ActionPlanFactory(text=TEXT).versions.get()


def passage_of(version, words):
    start = version.text.index(words)
    return Passage(version, start, start + len(words))


def save(version, coder, choice, *, words=CONTE, base="", **options):
    return save_coding(passage=passage_of(version, words), choice=choice, base=base, by=coder, **options)


def acts():
    return list(CodingAct.objects.values_list("outcome", "before", "after"))


def test_first_act_makes_the_passage_its_coding_its_line_and_the_reading(version, coder):
    saved = save(version, coder, R2, words=PARENTS, sentence=2)

    excerpt, reading = Excerpt.objects.get(), Reading.objects.get()
    start = TEXT.index(PARENTS)
    assert (excerpt.quotation, excerpt.before, excerpt.after) == (
        PARENTS,
        TEXT[max(start - 60, 0) : start],
        TEXT[start + len(PARENTS) :][:60],
    )
    assert choice_of(Coding.objects.get()) == R2
    assert saved.fingerprint == R2.fingerprint == Coding.objects.get().fingerprint
    assert acts() == [("written", {}, R2.written)]
    assert (reading.coder, reading.position, reading.furthest, reading.revision) == (coder, 2, 2, 1)


def test_each_act_counts_and_the_furthest_place_stays(version, coder):
    save(version, coder, A1, sentence=3)
    save(version, coder, R2, base=A1.fingerprint, sentence=1)

    reading = Reading.objects.get()
    assert (reading.position, reading.furthest, reading.revision) == (1, 3, 2)


def test_passages_may_overlap(version, coder):
    save(version, coder, A1)
    save(version, coder, R2, words=f"{CONTE} {PARENTS}")
    save(version, coder, nothing_here(), words="hébergera")

    assert [str(one.excerpt) for one in Coding.objects.order_by("id")] == [
        CONTE,
        f"{CONTE} {PARENTS}",
        "hébergera",
    ]


def test_two_people_code_one_passage_apart(version, coder):
    other = UserFactory()
    save(version, coder, A1)
    save(version, other, R2)

    assert Excerpt.objects.count() == 1
    assert {one.coder: choice_of(one) for one in Coding.objects.all()} == {coder: A1, other: R2}


def test_emptied_coding_leaves_and_the_journal_remembers_it(version, coder):
    save(version, coder, A1)
    save(version, coder, EMPTY, base=A1.fingerprint)

    assert not Coding.objects.exists()
    assert acts() == [("written", {}, A1.written), ("written", A1.written, {})]


def test_other_page_wrote_since_both_are_kept(version, coder):
    save(version, coder, A1)

    with pytest.raises(CodingConflict) as caught:
        save(version, coder, R2, base="0" * 24)

    assert (caught.value.stored, caught.value.sent) == (A1, R2)
    assert choice_of(Coding.objects.get()) == A1
    assert acts() == [("written", {}, A1.written), ("refused", A1.written, R2.written)]


def test_coding_taken_away_elsewhere_is_a_conflict_too(version, coder):
    save(version, coder, A1)
    save(version, coder, EMPTY, base=A1.fingerprint)

    with pytest.raises(CodingConflict) as caught:
        save(version, coder, R2, base=A1.fingerprint)

    assert caught.value.coding is None


def test_same_operation_sent_again_is_one_act(version, coder):
    op_id = uuid4()
    first = save(version, coder, A1, op_id=op_id)
    save(version, coder, R2, base=A1.fingerprint)
    again = save(version, coder, A1, op_id=op_id)

    assert (again.fingerprint, again.at) == (first.fingerprint, first.at)
    assert choice_of(Coding.objects.get()) == R2
    assert len(acts()) == 2


def test_same_refused_operation_is_kept_once(version, coder):
    op_id = uuid4()
    save(version, coder, A1)
    for _time in range(2):
        with pytest.raises(CodingConflict):
            save(version, coder, R2, base="0" * 24, op_id=op_id)

    assert len(acts()) == 2


def test_operation_used_for_something_else_is_refused_and_kept(version, coder):
    op_id = uuid4()
    save(version, coder, A1, op_id=op_id)

    with pytest.raises(OperationReused):
        save(version, coder, R2, words=PARENTS, op_id=op_id)

    assert Coding.objects.count() == 1
    assert acts()[-1] == ("refused", {}, R2.written)


def test_same_choice_from_two_pages_is_no_conflict(version, coder):
    save(version, coder, A1)

    assert save(version, coder, A1).fingerprint == A1.fingerprint
    assert len(acts()) == 1


def test_words_without_codes_are_refused_and_kept(version, coder):
    with pytest.raises(Refused, match="Choisissez un objet ou une stratégie"):
        save(version, coder, Choice(memo="À relire"))

    assert not Coding.objects.exists()
    assert acts() == [("refused", {}, Choice(memo="À relire").written)]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 5000), (400, 401)])
def test_b63_passage_beyond_the_text_or_empty_is_refused(start, end, version, coder):
    with pytest.raises(Refused, match="La sélection est vide"):
        save_coding(passage=Passage(version, start, end), choice=A1, base="", by=coder)


def test_b63_spaces_alone_are_no_passage(version, coder):
    start = TEXT.index("\n\n  ")

    with pytest.raises(Refused, match="La sélection est vide"):
        save_coding(passage=Passage(version, start, start + 4), choice=A1, base="", by=coder)

    assert not Excerpt.objects.exists()


@pytest.mark.parametrize("words", ["Mise", CONTE, PARENTS, "animeront.\n\n  La Ville", "La Ville paiera.", "Fin."])
def test_words_around_a_passage_are_those_of_the_whole_text(words, version):
    passage = passage_of(version, words)

    found = words_of(passage)

    assert (found.before, found.quotation, found.after) == (
        TEXT[max(passage.start - 60, 0) : passage.start],
        words,
        TEXT[passage.end :][:60],
    )


def test_undoing_goes_back_act_after_act(version, coder):
    save(version, coder, A1)
    save(version, coder, R2, base=A1.fingerprint)
    save(version, coder, nothing_here(), words=PARENTS)
    seen = []
    for _time in range(3):
        undo_coding(plan=version.plan, by=coder)
        seen.append([choice_of(one) for one in Coding.objects.order_by("id")])

    assert seen == [[R2], [A1], []]
    with pytest.raises(NothingToUndo):
        undo_coding(plan=version.plan, by=coder)


def test_same_undoing_sent_again_undoes_once(version, coder):
    op_id = uuid4()
    save(version, coder, A1)
    save(version, coder, A1, words=PARENTS)
    for _time in range(2):
        undo_coding(plan=version.plan, by=coder, op_id=op_id)

    assert [str(one.excerpt) for one in Coding.objects.all()] == [CONTE]


def test_undoing_what_changed_since_changes_nothing(version, coder):
    save(version, coder, A1)
    Coding.objects.update(fingerprint="0" * 24)

    with pytest.raises(CodingConflict):
        undo_coding(plan=version.plan, by=coder)

    assert Coding.objects.exists()


def test_nobody_undoes_for_another(version, coder):
    save(version, coder, A1)

    with pytest.raises(NothingToUndo):
        undo_coding(plan=version.plan, by=UserFactory())


def test_keeping_what_is_there_settles_a_refused_act(version, coder):
    save(version, coder, A1)
    with pytest.raises(CodingConflict):
        save(version, coder, R2, base="0" * 24)

    keep_stored(passage=passage_of(version, CONTE), by=coder)

    assert acts()[-1] == (ActOutcome.WRITTEN, A1.written, A1.written)
    assert choice_of(Coding.objects.get()) == A1
    undo_coding(plan=version.plan, by=coder)  # what she wrote, not what she kept
    assert not Coding.objects.exists()


def test_coding_follows_its_passage_into_a_new_version(version, coder):
    save(version, coder, A1)
    later = add_version(plan=version.plan, incoming=Incoming(f"Préambule.\n{TEXT}"), by=coder).version

    save(later, coder, R2, base=A1.fingerprint)

    assert Excerpt.objects.count() == 1
    assert choice_of(Coding.objects.get()) == R2
