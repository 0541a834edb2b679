"""Depositing as a coordinator and an advisor do it, what is said of what is refused, and what each may read."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from rlp_portal.analysis.models import ActionPlan, PlanVersion
from rlp_portal.analysis.plans import forms, reading, receiving
from tests.analysis.plans.documents import LINES, pdf, word
from tests.conftest import signed_in
from tests.factories import ActionPlanFactory, CodingFactory, RatingFactory
from tests.payloads import PAYLOADS
from tests.rlps.carnet.pages import Page

ABOUT = {"title": "Plan 2026", "dated_on": "2026-04-03", "author_role": "committee"}


def url_of(name, rlp, *args):
    return reverse(name, args=[rlp.slug, *args])


def upload(content, name="plan.docx"):
    return SimpleUploadedFile(name, content)


def deposit(client, rlp, **data):
    return client.post(url_of("deposit_plan", rlp), {**ABOUT, **data})


def errors_of(response):
    assert response.status_code == 422
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


# ---- What comes in ----------------------------------------------------------------------------------------------


def test_pasted_text_is_deposited_and_read_back(coordinator_client, coordinator, rlp):
    RatingFactory(rlp=rlp, level=3, rated_on=datetime.date(2026, 1, 1))
    period = {"period_start": "2026-04-01", "period_end": "2027-03-31"}

    response = deposit(coordinator_client, rlp, text="Première phrase. Deuxième.\r\n\r\nTroisième", **period)

    plan = ActionPlan.objects.get()
    assert response.headers["Location"] == plan.get_absolute_url()
    assert plan.versions.get().text == "Première phrase. Deuxième.\n\nTroisième"
    assert (plan.level, plan.deposited_by, plan.period_end) == (3, coordinator, datetime.date(2027, 3, 31))
    page = Page(coordinator_client.get(plan.get_absolute_url()), path="")
    assert [one.text for one in page.first("article").every("p")] == ["Première phrase. Deuxième."]
    assert [one.text for one in page.first("article").every("h2")] == ["Troisième"]
    assert "Le document est déposé\u00a0: 3\u00a0phrases. Relisez-le ici." in page.text
    assert "du 1er\u00a0avril\u00a02026 au 31\u00a0mars\u00a02027" in page.text


@pytest.mark.parametrize(
    ("content", "name"), [(word(), "plan.docx"), (pdf(LINES), "plan.pdf"), ("\n".join(LINES).encode(), "plan.txt")]
)
def test_file_is_deposited_and_given_back_byte_for_byte(content, name, advisor, rlp):
    client = signed_in(advisor)

    assert deposit(client, rlp, file=upload(content, name)).status_code == 302

    plan = ActionPlan.objects.get()
    response = client.get(url_of("plan_original", rlp, plan.public_id, 1))
    assert response.content == content
    assert response["Content-Disposition"] == f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"


def test_original_goes_out_as_what_it_is_whatever_its_name(coordinator_client, rlp):
    deposit(coordinator_client, rlp, file=upload(pdf(LINES), "plan.pdf.exe"))

    plan = ActionPlan.objects.get()
    response = coordinator_client.get(url_of("plan_original", rlp, plan.public_id, 1))
    assert response["Content-Type"] == "application/pdf"
    assert 'filename="plan.pdf.exe.pdf"' in response["Content-Disposition"]


def test_pasted_text_has_no_original(coordinator_client, rlp):
    plan = ActionPlanFactory(rlp=rlp)

    assert coordinator_client.get(url_of("plan_original", rlp, plan.public_id, 1)).status_code == 404


# ---- What is refused --------------------------------------------------------------------------------------------

DATES_WANTED = {
    "B22": ({"dated_on": "2026-02-30"}, {"dated_on": ["Cette date n’existe pas. Vérifiez le jour et le mois."]}),
    "B23": ({"dated_on": "03/04/2026"}, {"dated_on": ["Écrivez la date ainsi\u00a0: 2026-04-03."]}),
    "B24": (
        {"period_start": "2026-03-10", "period_end": "2026-03-03"},
        {"period_end": ["La date de fin (3\u00a0mars\u00a02026) précède la date de début (10\u00a0mars\u00a02026)."]},
    ),
    "half a period": ({"period_start": "2026-03-10"}, {"period_end": [forms.HALF_A_PERIOD]}),
    "no title": ({"title": " "}, {"title": ["Ce champ est vide. Écrivez le titre du document."]}),
    "to come": ({"dated_on": "2099-01-01"}, {"dated_on": [forms.IN_THE_FUTURE]}),
    "nothing": ({"text": "\u200b "}, {"file": [forms.NOTHING_GIVEN]}),
    "unknown role": ({"author_role": "reine"}, {"author_role": ["Choisissez une réponse de la liste."]}),
}


@pytest.mark.parametrize(("data", "errors"), DATES_WANTED.values(), ids=DATES_WANTED)
def test_what_is_missing_is_said_and_what_was_typed_stays(data, errors, coordinator_client, rlp):
    response = deposit(coordinator_client, rlp, **{"text": "Un texte gardé.", **data})

    assert errors_of(response) == errors
    assert not ActionPlan.objects.exists()
    page = Page(response, path="")
    if "text" not in data:
        assert page.first("textarea", name="text").text == "Un texte gardé."
    assert page.first(class_="error-summary")


def test_file_and_text_together_are_one_too_many(coordinator_client, rlp):
    response = deposit(coordinator_client, rlp, text="Un texte.", file=upload(word()))

    assert errors_of(response) == {"file": [forms.BOTH_GIVEN]}


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "plan.txt", reading.EMPTY),
        (b"PK\x03\x04", "plan.docx", reading.DAMAGED),
        (b"<html>", "plan.pdf", reading.WRONG_CONTENT),
        (b"{\\rtf1 }", "plan.rtf", reading.WRONG_FORMAT),
    ],
)
def test_refused_file_gets_its_sentence_and_leaves_nothing(content, name, said, coordinator_client, rlp):
    response = deposit(coordinator_client, rlp, file=upload(content, name))

    assert errors_of(response) == {"file": [said]}
    assert Page(response, path="").first("input", name="title").attrs["value"] == "Plan 2026"
    assert not PlanVersion.objects.exists()


def test_b50_file_too_big_is_said_with_its_size(coordinator_client, rlp):
    response = deposit(coordinator_client, rlp, file=upload(b"a" * 60_000_000, "plan.pdf"))

    assert response.status_code == 413
    assert response.context["form"].errors["file"] == ["Le fichier fait 60\u00a0Mo. La limite est de 10\u00a0Mo."]


def test_b60_upload_cut_by_the_network_registers_nothing(coordinator_client, rlp):
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="plan.pdf"\r\n\r\n%PDF-1.7'

    response = coordinator_client.generic(
        "POST",
        url_of("deposit_plan", rlp),
        body,
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(len(body) + 500), "wsgi.input": io.BytesIO(body)},
    )

    assert response.status_code == 400
    assert response.context["form"].errors["file"] == [
        "L’envoi s’est interrompu. Réessayez; rien n’a été enregistré."
    ]
    assert not ActionPlan.objects.exists()


def test_b59_same_file_twice_offers_a_new_version_or_to_insist(coordinator_client, rlp):
    deposit(coordinator_client, rlp, file=upload(word()))
    plan, version = ActionPlan.objects.get(), PlanVersion.objects.get()
    PlanVersion.objects.filter(pk=version.pk).update(
        deposited_at=timezone.make_aware(datetime.datetime(2026, 3, 12, 9))
    )

    response = deposit(coordinator_client, rlp, file=upload(word_again(plan), "autre-nom.docx"))

    said = "Ce document est déjà déposé (12\u00a0mars\u00a02026). Voulez-vous une nouvelle version?"
    assert errors_of(response) == {"file": [said]}
    page = Page(response, path="")
    links = [one.attrs["href"] for one in page.first(class_="band").every("a")]
    assert links == [plan.get_absolute_url(), url_of("new_plan_version", rlp, plan.public_id)]
    assert page.first("input", name="again").attrs["type"] == "checkbox"

    insisted = deposit(coordinator_client, rlp, file=upload(word_again(plan)), again="on")
    assert insisted.status_code == 302
    assert ActionPlan.objects.count() == 2


def word_again(plan):
    """The same bytes: a Word document holds the moment when it was made."""
    return bytes(plan.versions.get().original.content)


def test_same_text_in_another_rlp_is_nobody_s_business(coordinator_client, rlp):
    ActionPlanFactory(text="Un texte commun.")

    assert deposit(coordinator_client, rlp, text="Un texte commun.").status_code == 302


@pytest.mark.parametrize("payload", PAYLOADS[:25])
def test_words_of_a_document_are_only_words(payload, coordinator_client, rlp):
    deposit(coordinator_client, rlp, text=f"Avant. {payload} Après.", title=f"Titre {payload}"[:100])

    plan = ActionPlan.objects.get()
    page = Page(coordinator_client.get(plan.get_absolute_url()), path="")
    assert [one.tag for one in page.first("article").every() if one.tag not in {"p", "h2"}] == []
    assert not list(page.first("main").every("img"))


# ---- New versions -----------------------------------------------------------------------------------------------


@pytest.fixture
def coded_plan(rlp):
    plan = ActionPlanFactory(rlp=rlp)
    for words in ("Le CPE hébergera l’Heure du conte.", "Les parents seront formés.", "La Ville prêtera un local."):
        CodingFactory(excerpt__plan=plan, excerpt__words=words)
    return plan


def test_b64_advisor_is_told_which_passages_were_not_found(coded_plan, advisor, rlp):
    client = signed_in(advisor)
    url = url_of("new_plan_version", rlp, coded_plan.public_id)

    response = client.post(url, {"text": "La Ville prêtera un local."}, follow=True)

    page = Page(response, path="")
    assert "1\u00a0passage codé y sont retrouvés." not in page.text
    assert "Un passage codé y est retrouvé." in page.text
    assert "2\u00a0passages n’ont pas été retrouvés." in page.text
    lost = Page(client.get(url_of("lost_passages", rlp, coded_plan.public_id)), path="")
    assert [one.text for one in lost.every("blockquote")] == [
        "Le CPE hébergera l’Heure du conte.",
        "Les parents seront formés.",
    ]


def test_coordinator_deposits_a_version_and_hears_nothing_of_codes(coded_plan, coordinator_client, rlp):
    url = url_of("new_plan_version", rlp, coded_plan.public_id)

    page = Page(coordinator_client.post(url, {"text": "Tout autre chose."}, follow=True), path="")

    assert "La version 2 est déposée. Relisez-la ici." in page.text
    assert "passage" not in page.first("main").text
    assert coordinator_client.get(url_of("lost_passages", rlp, coded_plan.public_id)).status_code == 403


def test_version_equal_to_the_last_one_is_refused_and_an_older_one_may_return(coordinator_client, rlp):
    plan = ActionPlanFactory(rlp=rlp, text="Premier texte.")
    url = url_of("new_plan_version", rlp, plan.public_id)

    assert errors_of(coordinator_client.post(url, {"text": "Premier texte."})) == {"file": [receiving.SAME_AS_NOW]}
    assert coordinator_client.post(url, {"text": "Deuxième texte."}).status_code == 302
    assert coordinator_client.post(url, {"text": "Premier texte."}).status_code == 302
    assert plan.versions.count() == 3


def test_earlier_version_is_read_as_it_was(coordinator_client, rlp):
    plan = ActionPlanFactory(rlp=rlp, text="Premier texte.")
    coordinator_client.post(url_of("new_plan_version", rlp, plan.public_id), {"text": "Deuxième texte."})

    def read(asked):
        page = Page(coordinator_client.get(f"{plan.get_absolute_url()}{asked}"), path="")
        return page.first("article").text

    assert read("") == read("?version=2") == read("?version=reine") == read("?version=99") == "Deuxième texte."
    assert read("?version=1") == "Premier texte."


# ---- Describing, withdrawing, listing ---------------------------------------------------------------------------


def test_plan_is_described_again(coordinator_client, rlp):
    plan = ActionPlanFactory(rlp=rlp)
    RatingFactory(rlp=rlp, level=2, rated_on=datetime.date(2026, 4, 1))

    response = coordinator_client.post(url_of("describe_plan", rlp, plan.public_id), ABOUT)

    plan.refresh_from_db()
    assert response.headers["Location"] == plan.get_absolute_url()
    assert (plan.title, plan.author_role, plan.level) == ("Plan 2026", "committee", 2)


def test_plan_withdrawn_leaves_the_list_and_comes_back(coordinator_client, rlp):
    plan = ActionPlanFactory(rlp=rlp, title="Plan à retirer")
    url = url_of("action_plans", rlp)

    coordinator_client.post(url_of("withdraw_plan", rlp, plan.public_id))
    page = Page(coordinator_client.get(url), path="")
    assert page.first("table") is None
    assert "Plan à retirer" in page.first("section", aria_labelledby="retires").text

    coordinator_client.post(url_of("put_plan_back", rlp, plan.public_id))
    page = Page(coordinator_client.get(url), path="")
    assert page.first("section", aria_labelledby="retires") is None
    assert "Plan à retirer" in page.first("table").text


def test_empty_list_says_what_to_do(coordinator_client, rlp):
    page = Page(coordinator_client.get(url_of("action_plans", rlp)), path="")

    assert page.first("a", href=url_of("deposit_plan", rlp)).text == "Déposer un document"


@pytest.mark.parametrize("name", ["action_plans", "action_plan"])
def test_pages_make_as_many_queries_for_one_plan_as_for_thirty(name, coordinator_client, rlp, count_queries):
    plan = ActionPlanFactory(rlp=rlp)
    url = url_of(name, rlp, *([plan.public_id] if name == "action_plan" else []))
    count_queries(coordinator_client, url)
    few = count_queries(coordinator_client, url)

    for _ in range(29):
        ActionPlanFactory(rlp=rlp)
        coordinator_client.post(url_of("new_plan_version", rlp, plan.public_id), {"text": f"Texte {_}. " * 30})

    assert count_queries(coordinator_client, url) == few <= 8


def test_plan_of_another_rlp_does_not_exist_here(coordinator_client, rlp):
    plan = ActionPlanFactory()

    assert coordinator_client.get(url_of("action_plan", rlp, plan.public_id)).status_code == 404
