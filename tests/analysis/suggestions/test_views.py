"""Suggestions: off until asked for, never from somebody else, never written by themselves."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from rlp_portal.analysis.models import Coding, CodingPreferences, Reading
from rlp_portal.analysis.suggestions.queries import remembered
from tests.conftest import signed_in
from tests.factories import ActionPlanFactory, CodingFactory, ExcerptFactory, MembershipFactory

ALIKE = "Le CPE hébergera l’heure du jeu."
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_memory():
    remembered.cache_clear()


@pytest.fixture
def plan(rlp):
    return ActionPlanFactory(rlp=rlp, text=f"{ALIKE}\nRien de tel.")


@pytest.fixture
def past(rlp, advisor):
    """Hers, from another plan."""
    return CodingFactory(
        excerpt=ExcerptFactory(plan__rlp=rlp),
        coder=advisor,
        objects_coded="A",
        strategies_coded="policy",
        moment="done",
    )


def suggested(client, plan, words=ALIKE):
    start = plan.versions.get().text.index(words)
    passage = f"{start}-{start + len(words)}"
    url = reverse("coding_suggestions", args=[plan.public_id], query={"passage": passage})
    return [(one.quotation, one.label) for one in client.get(url).context["suggestions"]]


def test_past_excerpt_comes_with_its_own_words_and_codes(advisor, plan, past):
    assert suggested(signed_in(advisor), plan) == [("Le CPE hébergera l’Heure du conte.", "A·3")]
    assert Coding.objects.count() == 1


def test_passage_without_a_likeness_gets_nothing(advisor, plan, past):
    assert suggested(signed_in(advisor), plan, "Rien de tel.") == []


def test_nobody_is_suggested_what_another_person_coded(advisor, plan, rlp):
    CodingFactory(excerpt=ExcerptFactory(plan__rlp=rlp))

    assert suggested(signed_in(advisor), plan) == []


def test_words_of_an_rlp_that_she_advises_no_more_are_suggested_no_more(advisor, plan):
    left = MembershipFactory(user=advisor, role="advisor")
    CodingFactory(excerpt=ExcerptFactory(plan__rlp=left.rlp), coder=advisor)
    client = signed_in(advisor)
    assert len(suggested(client, plan)) == 1

    left.delete()

    assert suggested(client, plan) == []


def test_passage_is_no_example_of_itself(advisor, plan):
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words=ALIKE), coder=advisor)

    assert suggested(signed_in(advisor), plan) == []


def test_two_examples_of_the_same_codes_are_one(advisor, plan, past, rlp):
    CodingFactory(excerpt=ExcerptFactory(plan__rlp=rlp), coder=advisor, objects_coded="A", strategies_coded="policy")

    assert len(suggested(signed_in(advisor), plan)) == 1


def test_what_she_coded_since_is_known(advisor, plan, past, rlp):
    client = signed_in(advisor)
    suggested(client, plan)
    CodingFactory(excerpt=ExcerptFactory(plan__rlp=rlp), coder=advisor, objects_coded="C")
    Reading.objects.create(plan=plan, version=plan.versions.get(), coder=advisor, revision=1)

    assert len(suggested(client, plan)) == 2


def test_page_shows_them_only_to_who_asked(advisor, plan, past):
    client, url = signed_in(advisor), reverse("code_plan", args=[plan.public_id])
    assert client.get(url).context["suggestions"] == []
    assert b"data-suggestions" not in client.get(url).content

    client.post(reverse("coding_preferences"), {"suggestions": "1"})

    assert CodingPreferences.objects.get(user=advisor).suggestions
    assert [one.label for one in client.get(url).context["suggestions"]] == ["A·3"]


@pytest.mark.parametrize("passage", ["", "5-5", "0-99999", "x"])
def test_what_is_no_passage_is_a_bad_request(passage, advisor, plan):
    url = reverse("coding_suggestions", args=[plan.public_id], query={"passage": passage})

    assert signed_in(advisor).get(url).status_code == 400


def test_command_prints_the_precision_at_1_and_at_3(advisor, rlp, past):
    CodingFactory(excerpt=ExcerptFactory(plan__rlp=rlp), coder=advisor, strategies_coded="policy.governance")
    said = io.StringIO()

    call_command("measure_suggestions", advisor.email, stdout=said)

    assert said.getvalue() == (
        "2 extraits codés dans 2 documents, chacun mis de côté à son tour.\n"
        "Précision à 1\u00a0: 100\u00a0% (2 justes sur 2 suggestions). "
        "Toujours suggérer la stratégie la plus fréquente\u00a0: 100\u00a0%.\n"
        "Précision à 3\u00a0: 100\u00a0% (2 justes sur 2 suggestions). "
        "Toujours suggérer la stratégie la plus fréquente\u00a0: 100\u00a0%.\n"
    )


def test_command_without_excerpts_or_without_anybody(advisor):
    said = io.StringIO()
    call_command("measure_suggestions", advisor.email, stdout=said)

    assert "Précision à 3\u00a0: aucune suggestion." in said.getvalue()
    with pytest.raises(CommandError):
        call_command("measure_suggestions", "personne@exemple.org")
