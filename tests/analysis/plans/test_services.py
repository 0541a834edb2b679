"""Plans come in whole, versions add to one another, coded passages follow their words."""

import unicodedata
from datetime import date

import pytest

from rlp_portal.analysis.enums import TextOrigin
from rlp_portal.analysis.models import ActionPlan, Excerpt, OriginalFile, Paragraph, Reading
from rlp_portal.analysis.plans import services
from rlp_portal.analysis.plans.queries import lost_excerpts
from rlp_portal.analysis.plans.services import Incoming
from tests.factories import ActionPlanFactory, CodingFactory, ExcerptFactory, RatingFactory, RlpFactory, UserFactory

ABOUT = {"title": "Plan 2026", "dated_on": date(2026, 4, 3), "author_role": "committee"}


def deposit(rlp, text="Un texte. Et sa suite.", **fields):
    incoming = text if isinstance(text, Incoming) else Incoming(text)
    return services.deposit_plan(rlp=rlp, incoming=incoming, by=UserFactory(), **ABOUT | fields)


def test_plan_comes_with_its_text_its_sentences_and_its_file(db):
    text = "Mise en contexte\n\nLe CPE hébergera l’Heure du conte. Fin 🎈.\n• Former"
    file = Incoming(text, origin=TextOrigin.DOCX, file_name="plan.docx", content=b"PK...")

    plan = deposit(RlpFactory(), file)

    version = plan.versions.get()
    assert (version.number, version.text, version.length, version.sentences) == (1, text, len(text), 4)
    assert [(one.kind, one.first_sentence) for one in version.paragraphs.all()] == [
        ("heading", 0),
        ("text", 1),
        ("item", 3),
    ]
    read = [text[start:end] for one in version.paragraphs.all() for start, end in one.sentences]
    assert read == ["Mise en contexte", "Le CPE hébergera l’Heure du conte.", "Fin 🎈.", "• Former"]
    assert all(text[one.start : one.end] == one.text for one in version.paragraphs.all())
    assert bytes(OriginalFile.objects.get().content) == b"PK..."


def test_level_is_that_of_the_day_of_the_document(db):
    rlp = RlpFactory()
    for level, day in ((1, date(2025, 1, 1)), (3, date(2026, 4, 3)), (4, date(2026, 5, 1))):
        RatingFactory(rlp=rlp, level=level, rated_on=day)

    assert deposit(rlp).level == 3
    assert deposit(rlp, dated_on=date(2026, 4, 2)).level == 1
    assert deposit(rlp, dated_on=date(2024, 1, 1)).level is None

    plan = deposit(rlp)
    services.describe_plan(plan=plan, **ABOUT | {"dated_on": date(2025, 6, 1)})
    assert ActionPlan.objects.get(pk=plan.pk).level == 1


def test_coded_passages_follow_their_words_and_those_gone_are_said(db):
    plan = ActionPlanFactory(text="Le CPE hébergera l’Heure du conte. Les parents seront formés. Tout finira.")
    kept = CodingFactory(excerpt__plan=plan).excerpt
    gone = CodingFactory(excerpt__plan=plan, excerpt__words="Les parents seront formés.").excerpt
    text = "Un préambule tout neuf.\nLe CPE hébergera l’Heure du conte. Tout finira."

    made = services.add_version(plan=plan, incoming=Incoming(text), by=plan.deposited_by)

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (made.found, made.lost, made.version.number) == (1, 1, 2)
    assert (kept.version, text[kept.start : kept.end]) == (made.version, "Le CPE hébergera l’Heure du conte.")
    assert (kept.before, kept.first_seen) == (text[: kept.start], 1)
    assert (gone.version.number, gone.quotation) == (1, "Les parents seront formés.")
    assert list(lost_excerpts(plan, reader=plan.deposited_by)) == [gone]


def test_passage_lost_by_one_version_comes_back_with_the_next(db):
    plan = ActionPlanFactory(text="Les parents seront formés par des parents. Tout finira.")
    excerpt = CodingFactory(excerpt__plan=plan, excerpt__words="Les parents seront formés par des parents.").excerpt
    services.add_version(plan=plan, incoming=Incoming("Rien de tout cela."), by=plan.deposited_by)

    made = services.add_version(
        plan=plan, incoming=Incoming("Retour. Les parents seront formés par des parents."), by=plan.deposited_by
    )

    excerpt.refresh_from_db()
    assert (made.found, made.lost, excerpt.start) == (1, 0, 8)


def test_a_passage_nobody_codes_any_more_is_said_neither_found_nor_lost(db):
    plan = ActionPlanFactory()
    excerpt = ExcerptFactory(plan=plan)

    for text in ("Autre chose.", f"Retour. {excerpt.quotation}"):
        made = services.add_version(plan=plan, incoming=Incoming(text), by=plan.deposited_by)

        assert (made.found, made.lost, list(lost_excerpts(plan, reader=plan.deposited_by))) == (0, 0, [])


def test_reader_starts_the_new_text_again(db):
    plan = ActionPlanFactory()
    version = plan.versions.get()
    Reading.objects.create(plan=plan, version=version, coder=plan.deposited_by, position=1, furthest=2, revision=7)

    made = services.add_version(plan=plan, incoming=Incoming("Autre chose."), by=plan.deposited_by)

    reading = Reading.objects.get()
    assert (reading.version, reading.position, reading.furthest, reading.revision) == (made.version, 0, 0, 7)


def test_text_is_kept_as_it_came_when_a_version_replaces_it(db):
    plan = ActionPlanFactory(text="Première.")
    services.add_version(plan=plan, incoming=Incoming("Deuxième."), by=plan.deposited_by)

    assert list(plan.versions.values_list("number", "text")) == [(2, "Deuxième."), (1, "Première.")]


def test_nothing_is_kept_when_something_breaks(db, monkeypatch):
    monkeypatch.setattr(services, "move_excerpts", lambda version, reader: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        deposit(RlpFactory())

    assert not ActionPlan.objects.exists()
    assert not Paragraph.objects.exists()


def test_two_hundred_pages_come_in_and_keep_three_hundred_passages(db):
    sentence = "Le comité numéro {} prêtera ses locaux et ses gens aux familles du voisinage."
    lines = [" ".join(sentence.format(40 * page + line) for line in range(40)) for page in range(200)]
    plan = ActionPlanFactory(text="\n".join(lines))
    for number in range(0, 8000, 80):
        CodingFactory(excerpt__plan=plan, excerpt__words=sentence.format(number), coder=plan.deposited_by)

    new = unicodedata.normalize("NFC", "\n".join(reversed(lines)))
    made = services.add_version(plan=plan, incoming=Incoming(new), by=plan.deposited_by)

    assert (made.found, made.lost, made.version.sentences) == (100, 0, 8000)
    assert all(new[one.start : one.end] == one.quotation for one in Excerpt.objects.all())


def test_withdrawn_twice_is_withdrawn_once(db):
    plan, other = ActionPlanFactory(), UserFactory()

    services.withdraw_plan(plan=plan, by=plan.deposited_by)
    services.withdraw_plan(plan=plan, by=other)

    assert ActionPlan.objects.get().withdrawn_by == plan.deposited_by
    services.put_plan_back(plan=plan)
    assert list(ActionPlan.objects.kept()) == [plan]
