"""T01: each RLP holds its own words, each role asks for every address, and nobody ever reads a word that is not hers.

Pages, fragments, true PDFs, tables, workbooks, calendars, documents, archives and the state of the streams: the
addresses come from the router, so that a new one is crawled without a line here.
"""

from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import reverse

from rlp_portal.workshops import services as live
from rlp_portal.workshops.models import Workshop
from tests.canaries import (
    CANARY,
    DRAFT,
    FINISHED,
    LAYERS,
    PERSON,
    PLANS,
    PROFILE,
    SHARED,
    TEAM,
    UNREVEALED,
    WITHDRAWN,
    allowed,
    heard,
    sown_world,
    text_of,
    word,
)
from tests.furnished import furnished
from tests.reports.conftest import pdf_folder
from tests.test_permission_matrix import ADDRESSES, arguments, ids_for
from tests.world import ANONYMOUS, OUTSIDER, PERSONAS, ROLES

__all__ = ["pdf_folder"]
pytestmark = pytest.mark.django_db
COORDINATOR, ADVISOR, MEMBER, FACILITATOR = "coordinator", "advisor", "member", "facilitator"
ASKED = {  # what an address may be asked beside itself, that shows more
    **dict.fromkeys(
        ["carnet_json", "answers_csv", "objects_csv", "actors_csv", "carnet_xlsx"], {"noms": "1", "historique": "1"}
    ),
    "sheet_fields": {"champ": ["policies", "adopters", "norms", "influencers"]},
    "manage_people": {"q": "xq"},
    "manage_rlps": {"q": "rlp"},
    "portfolio": {"q": "rlp"},
    "sheet_stream": {"onglet": "0123456789abcdef"},
}
# Whoever holds a secret link: who is invited by whom; whose workshop it is.
BY_LINK = {"accept_invitation", "screen", "screen_content", "helper_entry", "join_by_qr"}
# Who runs a workshop writes in the group’s sheets of its steps, chooses among what they list, and prints its bilan.
RUNNING = {
    "console_sheet",
    "paper_of_workshop",
    "workshop_outcomes",
    "workshop_bilan",
    "workshop_results",
    "workshop_plan",
}
KEYS = ["ft1", "ft3", "ft5", "ft7", "members", "obstacles", "experiences", "formal_sectors", "stakeholders"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, pdf_folder):
    """Made once: nothing here writes, and a true PDF costs a second."""
    with furnished(django_db_blocker, sown_world) as world:
        yield world


@dataclass(frozen=True)
class Visit:
    name: str
    url: str
    status: int
    heard: frozenset

    def __str__(self):
        return f"{self.url}: {sorted(self.heard)}"


def crawl(world, persona):
    """Every address of the portal, with what each RLP holds; the fragment too, where there is a page."""
    client = world.client(persona)
    for name in sorted(ADDRESSES):
        for url in dict.fromkeys(urls_of(world, name)):
            response = client.get(url, ASKED.get(name))
            yield visit(name, url, response)
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                yield visit(name, url, client.get(url, ASKED.get(name), headers={"HX-Request": "true"}))


def urls_of(world, name):
    """In both RLPs; each sheet, and each shared version, the withdrawn one too."""
    takes = ADDRESSES[name][1]
    for rlp in (world.own, world.foreign):
        ids = ids_for(name, world.ids[rlp])
        for key in KEYS if "key" in takes and "slug" in takes else ["ft1"]:
            for version in ("version_id", "withdrawn_id") if "version_id" in takes else ["version_id"]:
                keys = {"key": key} if "slug" in takes else {}
                yield reverse(name, kwargs=arguments(name, {**ids, **keys, "version_id": ids[version]}))


def visit(name, url, response):
    return Visit(name, url, response.status_code, frozenset(heard(text_of(response))))


@pytest.fixture(scope="module")
def visits(world):
    """{persona: what she heard where}, asked once for all the tests."""
    made = {}

    def visits_of(persona):
        if persona not in made:
            made[persona] = list(crawl(world, persona))
        return made[persona]

    return visits_of


@pytest.mark.parametrize("persona", PERSONAS)
def test_nobody_reads_a_word_that_is_not_hers(persona, visits):
    strange = [one for one in visits(persona) if one.heard - allowed(persona) and one.name not in BY_LINK]

    assert [str(one) for one in strange if persona != FACILITATOR or one.name not in RUNNING] == []
    assert {rlp for one in strange for rlp, _layer in one.heard} <= {"1"}


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_reads_all_that_is_hers(persona, visits):
    """Without which silence would prove nothing."""
    apart = BY_LINK | RUNNING if persona == FACILITATOR else BY_LINK
    read = {one for visit in visits(persona) if visit.name not in apart for one in visit.heard}

    assert read == allowed(persona)


@pytest.mark.parametrize("persona", PERSONAS)
def test_no_address_breaks_down(persona, visits):
    assert [one.url for one in visits(persona) if one.status >= 500] == []


# What each kind of output must be heard to say, so that it is known to be read.
SAID = {
    "actors": {DRAFT, PERSON},
    "actors_csv": {DRAFT, PERSON},
    "answers_csv": {FINISHED, DRAFT, SHARED, PERSON},
    "archive_file": {PROFILE, FINISHED, DRAFT, SHARED, PERSON},
    "carnet_json": {PROFILE, FINISHED, DRAFT, SHARED, PERSON, TEAM},
    "carnet_xlsx": {PROFILE, FINISHED, DRAFT, SHARED, PERSON},
    "compare_rounds": {PROFILE, FINISHED, DRAFT},
    "comparison_pdf": {PROFILE, FINISHED, DRAFT},
    "filled_form": {DRAFT},
    "objects_csv": {DRAFT},
    "plan_csv": {SHARED, PERSON},
    "plan_ics": {SHARED, PERSON},
    "action_plan": {PLANS},
    "plan_original": {PLANS},
    "report_file": {PROFILE, FINISHED, DRAFT, SHARED, PERSON},
    "returned_carnet": {DRAFT},
    "shared_version_pdf": {PROFILE, SHARED},
    "sheet_fields": {FINISHED, DRAFT, SHARED, PERSON},
    "sheet_history": {FINISHED, DRAFT, SHARED, PERSON},
    "sheet_news": {TEAM},
    "sheet_stream": {TEAM},
    "sheet_to_fill": {FINISHED, DRAFT, SHARED, PERSON},
    "to_check": {DRAFT},
    "wheel_screen": {DRAFT},
    "changes_since": {DRAFT},
    "shared_versions": {PROFILE, TEAM},
}


def test_each_kind_of_output_is_really_read(visits):
    read = {}
    for one in visits(COORDINATOR):
        read.setdefault(one.name, set()).update(layer for _rlp, layer in one.heard)

    assert {name: said - read[name] for name, said in SAID.items() if said - read[name]} == {}


def test_the_advisor_and_the_member_read_what_was_shared_and_what_is_finished(visits):
    def places(persona, layer):
        return {one.name for one in visits(persona) if ("1", layer) in one.heard} - BY_LINK

    assert places(ADVISOR, SHARED) == {"followed_rlp", "shared_version", "shared_version_pdf"}
    assert {
        *("action_plan", "lost_passages", "plan_original", "sample", "sample_minutes"),
        *("analysis", "analysis_excerpts", "analysis_xlsx", "followed_rlp"),
    } <= places(ADVISOR, PLANS)
    assert places(MEMBER, FINISHED) == {"compare_rounds", "sheet", "sheet_section", "whole_sheet"}
    assert places(COORDINATOR, WITHDRAWN) == {"my_data_json", "shared_version", "shared_version_pdf"}


def test_what_people_answer_is_read_by_the_facilitation_alone_once_it_is_revealed(world, visits):
    """Before, by nobody at any address; the tests above would otherwise be silent about it."""
    workshop = Workshop.objects.get(public_id=world.ids[world.own]["workshop_id"])
    url = reverse("console_ideas", args=[world.own.slug, workshop.public_id])

    with transaction.atomic():
        live.advance(workshop=workshop, by=workshop.created_by)
        world.sessions.clear()  # they left with the tests that made them
        said = {persona: heard(text_of(world.client(persona).get(url))) for persona in PERSONAS}
        transaction.set_rollback(True)

    assert [persona for persona, words in said.items() if ("1", UNREVEALED) in words] == [FACILITATOR]
    assert not any(
        layer == UNREVEALED for persona in PERSONAS for one in visits(persona) for _rlp, layer in one.heard
    )


def test_every_persona_has_her_layers():
    assert sorted(LAYERS) == sorted([*ROLES, ANONYMOUS, OUTSIDER])
    assert [heard(word(2, layer)) for layer in (PROFILE, UNREVEALED)] == [{("2", PROFILE)}, {("2", UNREVEALED)}]
    assert CANARY.search(f"avant-{word(1, TEAM)},")
