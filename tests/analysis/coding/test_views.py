"""The coding screen, by script and as a whole form."""

from uuid import uuid4

import pytest
from django.urls import reverse

from rlp_portal.analysis.coding.choices import Choice, choice_of
from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.models import Coding, CodingAct, CodingPreferences, Reading
from rlp_portal.analysis.plans.services import Incoming, add_version
from rlp_portal.analysis.samples.queries import universe
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import ActionPlanFactory, CodingFactory, ExcerptFactory, MembershipFactory
from tests.rlps.carnet.pages import Page
from tests.rlps.reading import texts

CONTE, PARENTS = "Le CPE hébergera l’Heure du conte.", "Les parents seront formés."
FINISHED = "Ce document est terminé\u00a0: ses codes ne changent plus. Reprenez-le d’abord."
SCRIPT = {"Accept": "application/json"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rlp):
    return ActionPlanFactory(rlp=rlp)


@pytest.fixture
def client(advisor):
    return signed_in(advisor)


def address(name, plan, **asked):
    return reverse(name, args=[plan.public_id], query=asked or None)


def sent(plan, words, *, base="", **codes):
    text = plan.versions.first().text
    start = text.index(words)
    field = f"{plan.versions.first().number}:{start}-{start + len(words)}"
    return {"field": field, f"{field}--base": base, "op_id": str(uuid4()), "phrase": "1", **codes}


def post(client, plan, data, name="save_coding", **options):
    return client.post(address(name, plan), data, headers=SCRIPT, **options)


def choices():
    return [choice_of(one) for one in Coding.objects.order_by("id")]


def test_page_shows_the_text_and_what_is_coded_there(client, plan, advisor):
    CodingFactory(excerpt=ExcerptFactory(plan=plan), coder=advisor, objects_coded="A", strategies_coded="policy")
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words=PARENTS), memo="De quelqu’un d’autre")

    page = client.get(address("code_plan", plan)).context

    assert [one.text for one in page["part"].sentences] == [CONTE, PARENTS, "La Ville prêtera un local."]
    assert [[passage.label for passage in one.passages] for one in page["part"].sentences] == [["A·3"], [], []]
    assert (page["panel"].choice, page["panel"].quotation) == (Choice(objects="A", strategies="policy"), CONTE)


def test_another_passage_is_asked_for_by_its_place(client, plan):
    start = len(CONTE) + 1 + len("Les ")

    page = client.get(address("code_plan", plan, phrase=2, passage=f"{start}-{start + 7}")).context

    assert (page["panel"].field, page["panel"].quotation) == (f"1:{start}-{start + 7}", "parents")


@pytest.mark.parametrize(
    "asked", [{"phrase": "x"}, {"phrase": "99"}, {"passage": "9-1"}, {"passage": "5-99999"}, {"phrase": "1" * 30}]
)
def test_address_that_says_nothing_opens_the_text_all_the_same(asked, client, plan):
    assert client.get(address("code_plan", plan, **asked)).status_code == 200


def test_long_text_is_read_by_parts(client, rlp):
    plan = ActionPlanFactory(rlp=rlp, text="\n".join(f"Phrase {n}. Suite {n}." for n in range(130)))

    page = client.get(address("code_plan", plan, phrase=150)).context["part"]

    assert (page.number, page.count_of_parts, page.links) == (2, 3, {"before": 1, "after": 201})
    assert [page.sentences[0].text, page.sentences[-1].text] == ["Phrase 50.", "Suite 99."]


def test_paragraph_longer_than_a_part_is_cut_between_two_sentences(client, rlp):
    plan = ActionPlanFactory(rlp=rlp, text=" ".join(f"Phrase {n}." for n in range(130)))

    page = client.get(address("code_plan", plan, phrase=101)).context["part"]

    assert [page.sentences[0].text, page.sentences[-1].text] == ["Phrase 100.", "Phrase 129."]


@pytest.mark.parametrize("times", [1, 30])
def test_page_asks_for_the_same_whatever_there_is(times, client, rlp, advisor, count_queries):
    plan = ActionPlanFactory(rlp=rlp, text="\n".join(f"La phrase {n}." for n in range(times)))
    for n in range(times):
        CodingFactory(excerpt=ExcerptFactory(plan=plan, words=f"La phrase {n}."), coder=advisor)
        ActionPlanFactory(rlp=rlp)
    sample = draw_sample(list(universe([rlp])), Terms(share=1, seed="1"), by=advisor, op_id=uuid4())

    assert count_queries(client, address("code_plan", plan)) == 7
    assert count_queries(client, address("code_plan", plan, echantillon=sample.public_id)) == 8


def test_script_saves_and_learns_what_the_page_now_shows(client, plan, advisor):
    answer = post(client, plan, sent(plan, CONTE, objects=["A", "R"], strategies="policy.governance", moment="done"))

    stored = Coding.objects.get()
    assert answer.status_code == 200
    assert choices() == [Choice(objects="A R", strategies="policy.governance", moment="done")]
    assert (answer.json()["base"], answer.json()["notices"]) == (stored.fingerprint, [])
    assert 'title="A R·3a"' in answer.json()["bracket"]
    assert f'data-base="{stored.fingerprint}"' in answer.json()["item"]


def test_nothing_to_code_is_said_and_taken_back(client, plan):
    post(client, plan, sent(plan, CONTE, act="nothing"))
    assert [one.verdict for one in choices()] == ["nothing"]

    base = Coding.objects.get().fingerprint
    answer = post(client, plan, sent(plan, CONTE, base=base, act="erase"))

    assert (choices(), answer.json()["base"], answer.json()["item"]) == ([], "", "")


def test_conflict_shows_both_choices_and_each_way_out(client, plan):
    post(client, plan, sent(plan, CONTE, objects="A"))
    answer = post(client, plan, sent(plan, CONTE, objects="R"))

    assert answer.status_code == 409
    assert [f'data-settle="{one}"' in answer.json()["html"] for one in ("mine", "keep", "join")] == [True] * 3

    post(client, plan, sent(plan, CONTE, base=answer.json()["base"], objects="R", act="join"))
    assert choices() == [Choice(objects="A R")]


def test_keeping_the_other_choice_settles_it(client, plan):
    post(client, plan, sent(plan, CONTE, objects="A"))
    post(client, plan, sent(plan, CONTE, objects="R"))
    assert len(client.get(address("code_plan", plan)).context["kept"]) == 1

    answer = post(client, plan, sent(plan, CONTE, objects="R", act="keep"))

    assert (answer.status_code, choices()) == (200, [Choice(objects="A")])
    assert client.get(address("code_plan", plan)).context["kept"] == []


@pytest.mark.parametrize(
    "codes",
    [{"objects": "Z"}, {"strategies": "resources.gold"}, {"moment": "jamais"}, {"memo": "mot"}, {"memo": "a" * 6000}],
)
def test_what_cannot_be_written_is_refused_in_words(codes, client, plan):
    answer = post(client, plan, sent(plan, CONTE, **codes))

    assert answer.status_code == 422
    assert answer.json()["message"]
    assert not Coding.objects.exists()


@pytest.mark.parametrize("field", ["", "1:2", "1:-1-4", "x:1-2", "1:1-9999999999"])
def test_field_that_is_no_passage_is_a_bad_request(field, client, plan):
    assert post(client, plan, {"field": field, "objects": "A"}).status_code == 400


def test_form_saves_and_opens_the_next_sentence(client, plan):
    response = client.post(address("save_coding", plan), sent(plan, CONTE, objects="A"))

    assert response.headers["Location"] == address("code_plan", plan, phrase=2)
    assert choices() == [Choice(objects="A")]


def test_form_refused_comes_back_with_what_it_sent(client, plan):
    response = client.post(address("save_coding", plan), sent(plan, CONTE, memo="À relire"))

    assert response.status_code == 422
    assert response.context["panel"].choice.memo == "À relire"
    assert "Choisissez un objet ou une stratégie" in response.context["refusal"]


def test_form_in_conflict_comes_back_with_both_choices(client, plan):
    post(client, plan, sent(plan, CONTE, objects="A"))
    response = client.post(address("save_coding", plan), sent(plan, CONTE, objects="R"))

    assert response.status_code == 409
    assert [label for _side, label, _choice in response.context["conflict"]["sides"]] == ["R", "A"]
    assert response.context["panel"].base == Coding.objects.get().fingerprint


def test_undoing_tells_the_script_and_sends_the_form_back(client, plan):
    post(client, plan, sent(plan, CONTE, objects="A"))
    post(client, plan, sent(plan, PARENTS, objects="R"))

    answer = post(client, plan, {"op_id": str(uuid4())}, name="undo_coding")
    assert (answer.json()["said"], answer.json()["item"]) == ("Annulé.", "")
    response = client.post(address("undo_coding", plan), {"op_id": str(uuid4())})
    assert response.headers["Location"].startswith(address("code_plan", plan, phrase=1))
    assert post(client, plan, {}, name="undo_coding").status_code == 422
    assert choices() == []


def test_version_that_came_meanwhile_takes_the_coding(client, plan, advisor):
    data = sent(plan, PARENTS, objects="A")
    add_version(plan=plan, incoming=Incoming(f"Avant tout.\n{CONTE}\n{PARENTS}"), by=advisor)

    answer = post(client, plan, data)

    start = len(f"Avant tout.\n{CONTE}\n")
    assert answer.json()["field"] == f"2:{start}-{start + len(PARENTS)}"
    assert str(Coding.objects.get().excerpt) == PARENTS


def test_passage_that_the_new_version_lost_stays_where_it_was(client, plan, advisor):
    data = sent(plan, PARENTS, objects="A")
    add_version(plan=plan, incoming=Incoming("Tout autre chose."), by=advisor)

    assert post(client, plan, data).status_code == 200
    assert Coding.objects.get().excerpt.version.number == 1


def test_place_is_noted_and_found_again(client, plan, advisor):
    assert client.post(address("reading_place", plan), {"phrase": "3"}).status_code == 204

    assert Reading.objects.get().position == 2
    assert client.get(address("code_plan", plan)).context["shown"].place == 3


def test_finished_document_opens_the_next_of_the_sample(client, rlp, advisor):
    for _time in range(3):
        ActionPlanFactory(rlp=rlp)
    sample = draw_sample(list(universe([rlp])), Terms(share=1, seed="1"), by=advisor, op_id=uuid4())
    drawn = [one.plan for one in sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN)]
    opened = []
    for plan in drawn:
        asked = {"echantillon": str(sample.public_id)}
        response = client.post(address("reading_place", plan, **asked), {"act": "finish"})
        opened.append(response.headers["Location"])

    tail = f"?echantillon={sample.public_id}"
    assert opened == [
        address("code_plan", drawn[1]) + tail,
        address("code_plan", drawn[2]) + tail,
        sample.get_absolute_url(),
    ]
    assert Reading.objects.filter(finished_at__isnull=False).count() == 3


def test_finished_document_is_coded_once_it_is_taken_up_again(client, plan):
    data = sent(plan, CONTE, objects="A")
    post(client, plan, data)
    client.post(address("reading_place", plan), {"act": "finish"})
    more = sent(plan, PARENTS, objects="R")

    refused = [post(client, plan, more), post(client, plan, {}, "undo_coding")]
    assert [(answer.status_code, answer.json()["message"]) for answer in refused] == [(422, FINISHED)] * 2
    assert refused[0].json()["kept"] == "Ce que vous avez choisi est gardé."
    assert choices() == [Choice(objects="A")]

    again = client.post(address("reading_place", plan), {"act": "again", "phrase": "2"})
    assert (again["Location"], Reading.objects.get().finished_at) == (address("code_plan", plan, phrase=2), None)
    assert post(client, plan, more).status_code == 200
    assert choices() == [Choice(objects="A"), Choice(objects="R")]


def test_finished_document_keeps_aside_what_a_form_sent(client, plan):
    client.post(address("reading_place", plan), {"act": "finish"})

    page = client.post(address("save_coding", plan), sent(plan, CONTE, objects="A", strategies="policy"))

    assert (page.status_code, texts(page, "panel-locked")) == (422, [FINISHED])
    assert (choices(), [label for _act, label in page.context["kept"]]) == ([], ["A·3"])


def test_advisor_of_elsewhere_finds_nothing(plan):
    stranger = signed_in(MembershipFactory(role=Role.ADVISOR).user)

    assert stranger.get(address("code_plan", plan)).status_code == 404
    assert post(stranger, plan, sent(plan, CONTE, objects="A")).status_code == 404


@pytest.mark.parametrize(
    ("here", "elsewhere", "status"),
    [
        (Role.ADVISOR, Role.COORDINATOR, 200),
        (Role.COORDINATOR, Role.ADVISOR, 404),
        (Role.MEMBER, Role.ADVISOR, 404),
        (None, Role.ADVISOR, 404),
        (Role.COORDINATOR, Role.FACILITATOR, 403),
        (None, None, 403),
    ],
)
def test_only_who_advises_this_very_rlp_codes_its_documents(plan, person, here, elsewhere, status):
    for role, more in ((here, {"rlp": plan.rlp}), (elsewhere, {})):
        if role:
            MembershipFactory(user=person, role=role, **more)

    answer = post(signed_in(person), plan, sent(plan, CONTE, objects="A"))

    assert (answer.status_code, Coding.objects.count()) == (status, 1 if status == 200 else 0)


@pytest.mark.parametrize(("role", "status"), [(Role.ADVISOR, 404), (Role.COORDINATOR, 403)])
def test_a_plan_that_is_not_there_tells_no_more_than_one_that_may_not_be_seen(person, plan, role, status):
    MembershipFactory(user=person, role=role)
    url = reverse("save_coding", args=[uuid4()])

    assert signed_in(person).post(url, sent(plan, CONTE, objects="A"), headers=SCRIPT).status_code == status


def test_settings_are_hers(client, plan, advisor):
    response = client.post(reverse("coding_preferences"), {"next": address("code_plan", plan)})

    assert response.headers["Location"] == address("code_plan", plan)
    assert not CodingPreferences.objects.get(user=advisor).single_keys
    assert not client.get(address("code_plan", plan)).context["state"]["single_keys"]


def test_settings_lead_nowhere_else(client):
    response = client.post(reverse("coding_preferences"), {"next": "https://ailleurs.example/"})

    assert response.headers["Location"] == reverse("codebook")


def test_codebook_says_each_code(client):
    response = client.get(reverse("codebook"))

    assert response.context["codes"].version == 1
    assert client.get(reverse("codebook", query={"version": "7"})).status_code == 404


def test_journal_says_how_it_was_coded(client, plan):
    post(client, plan, sent(plan, CONTE, objects="A"))
    client.post(address("save_coding", plan), sent(plan, PARENTS, objects="A"))

    assert list(CodingAct.objects.values_list("origin", flat=True)) == ["screen", "form"]


# ---- What is coded, below the text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("coded", "nothing", "said"),
    [
        (0, 0, "Extraits codés (0)"),
        (2, 0, "Extraits codés (2)"),
        (1, 1, "Extraits codés (1) et une fois «\u00a0rien à coder\u00a0»"),
        (0, 2, "Extraits codés (0) et 2 fois «\u00a0rien à coder\u00a0»"),
    ],
)
def test_nothing_to_code_is_counted_apart(client, plan, advisor, coded, nothing, said):
    for words, verdict in zip([CONTE, PARENTS], ["coded"] * coded + ["nothing"] * nothing, strict=False):
        codes = {} if verdict == "coded" else {"objects_coded": "", "strategies_coded": "", "moment": ""}
        CodingFactory(excerpt=ExcerptFactory(plan=plan, words=words), coder=advisor, verdict=verdict, **codes)
    path = address("code_plan", plan)

    heading = Page(client.get(path), path=path).first("h2", id="codes-ici")

    apart = heading.first("span", data_nothing_here=True)
    assert ("hidden" in apart.attrs) == (nothing == 0)
    assert heading.text == said or not nothing and heading.text.startswith(f"{said} et")


def test_sentence_that_holds_a_quotation_is_quoted_with_the_inner_signs(client, rlp, advisor):
    plan = ActionPlanFactory(rlp=rlp, text="«\u00a0Nous continuons\u00a0», dit la Table.")
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words="«\u00a0Nous continuons\u00a0»"), coder=advisor)
    path = address("code_plan", plan)

    page = Page(client.get(path), path=path)

    assert page.first("ul", data_items=True).first("q").text == "“Nous continuons”"
