from datetime import date, timedelta

import pytest
from django.utils import timezone

from rlp_portal.rlps.models import MobilisationRating
from tests.conftest import signed_in
from tests.factories import RatingFactory
from tests.rlps.reading import messages_of, texts

pytestmark = pytest.mark.django_db
URL = "/rlp/rlp-des-berges/mobilisation/"
GOOD = {"level": "3", "rated_on": "2026-04-03", "source": "group", "note": ""}


def act(rating, what):
    return f"{URL}{rating.public_id}/{what}/"


def test_history_is_drawn_and_told_in_a_table(member_client, rlp):
    RatingFactory(rlp=rlp, level=2, rated_on=date(2024, 5, 1), note="Premiers échanges")
    RatingFactory(rlp=rlp, level=3, rated_on=date(2026, 10, 20), source="coordination")

    page = member_client.get(URL)

    assert texts(page, "band") == [
        "Cote actuelle 3\u00a0–\u00a0Coopération Notée par la coordination le 20\u00a0octobre\u00a02026."
    ]
    assert "<svg" in texts_of_figure(page)
    assert texts(page, "table-cards") == [
        "Toutes les cotes, de la plus récente à la plus ancienne Date Cote Origine Note "
        "20\u00a0octobre\u00a02026 3\u00a0–\u00a0Coopération Notée par la coordination "
        "1er\u00a0mai\u00a02024 2\u00a0–\u00a0Coordination Notée par le groupe Premiers échanges"
    ]


def texts_of_figure(page):
    html = page.content.decode()
    return html[html.index("<figure") : html.index("</figure>")]


def test_member_reads_without_form_nor_buttons(member_client, rlp):
    rating = RatingFactory(rlp=rlp)

    html = member_client.get(URL).content.decode()

    assert "Noter une cote" not in html
    assert act(rating, "retirer") not in html


def test_nothing_noted_yet_is_said(coordinator_client, member_client):
    assert texts(coordinator_client.get(URL), "empty") == [
        "Aucune cote n’est encore notée. Notez celle d’aujourd’hui, ou celles dont vous gardez la trace."
    ]
    assert texts(member_client.get(URL), "empty") == ["Aucune cote n’est encore notée."]


def test_form_proposes_today_and_shows_a_date_that_does_not_break(coordinator_client):
    page = coordinator_client.get(URL)

    assert page.context["form"]["rated_on"].value() == timezone.localdate()
    assert f'value="{timezone.localdate().isoformat()}"' in page.content.decode()
    assert texts(page, "text-nowrap") == ["2026-04-03"]


def test_each_level_says_what_it_adds(coordinator_client):
    labels = [label for _value, label in coordinator_client.get(URL).context["form"].fields["level"].choices]

    assert labels == [
        "1 – Réseautage\u00a0: échanger des renseignements",
        "2 – Coordination\u00a0: … et modifier nos activités",
        "3 – Coopération\u00a0: … et partager nos ressources",
        "4 – Collaboration\u00a0: … et améliorer nos capacités",
    ]


def test_coordinator_notes_a_level(coordinator_client, coordinator, rlp):
    response = coordinator_client.post(URL, {**GOOD, "note": "Deux postes\r\npartagés"}, follow=True)

    rating = MobilisationRating.objects.get()
    assert messages_of(response) == ["La cote est notée."]
    assert (rating.level, rating.rated_on, rating.source) == (3, date(2026, 4, 3), "group")
    assert (rating.note, rating.recorded_by, rating.rlp) == ("Deux postes\npartagés", coordinator, rlp)


@pytest.mark.parametrize("role", ["member", "advisor", "facilitator"])
def test_others_are_told_who_may(role, request, rlp):
    client = signed_in(request.getfixturevalue(role))

    page = client.post(URL, GOOD)

    assert page.status_code == 403
    assert "La coordination et la gestion peuvent noter la cote de mobilisation." in page.content.decode()
    assert not MobilisationRating.objects.exists()


TOMORROW = "une date à venir"
REFUSED = [
    ("B16", "level", "6", "Choisissez une réponse de la liste."),
    ("no level", "level", "", "Aucune cote n’est choisie. Choisissez-en une de 1 à 4."),
    ("B17", "level", "3,5", "Choisissez une réponse de la liste."),
    ("B01 no date", "rated_on", "", "Ce champ est vide. Écrivez la date ainsi\u00a0: 2026-04-03."),
    ("B22", "rated_on", "2026-02-30", "Cette date n’existe pas. Vérifiez le jour et le mois."),
    ("B23", "rated_on", "03/04/2026", "Écrivez la date ainsi\u00a0: 2026-04-03."),
    ("B25 year 0026", "rated_on", "0026-04-03", "L’année doit être entre 2000 et 2100."),
    ("B25 year 20266", "rated_on", "20266-04-03", "L’année doit être entre 2000 et 2100."),
    ("to come", "rated_on", TOMORROW, "Cette date est à venir. Écrivez celle du jour où la cote a été notée."),
    ("unknown source", "source", "devin", "Choisissez une réponse de la liste."),
    (
        "B07",
        "note",
        "a" * 1001,
        "Le texte compte 1\u00a0001 caractères. La limite est de 1\u00a0000. "
        "Rien n’est perdu\u00a0: raccourcissez-le.",
    ),
]


@pytest.mark.parametrize(("row", "field", "typed", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused_input_is_said_beside_its_field_and_kept(row, field, typed, sentence, coordinator_client):
    if typed == TOMORROW:
        typed = (timezone.localdate() + timedelta(days=1)).isoformat()

    page = coordinator_client.post(URL, {**GOOD, field: typed})

    form = page.context["form"]
    assert page.status_code == 422
    assert dict(form.errors) == {field: [sentence]}
    assert form[field].value() == typed
    summary = f"Il y a 1\u00a0point à revoir {form[field].label}\u00a0: {sentence}"
    assert texts(page, "error-summary") == [summary]
    assert f'href="#id_{field}' in page.content.decode()
    assert not MobilisationRating.objects.exists()


def test_withdrawing_leaves_the_row_and_offers_to_undo(coordinator_client, coordinator, rlp):
    rating = RatingFactory(rlp=rlp, level=2)

    page = coordinator_client.post(act(rating, "retirer"), follow=True)

    rating.refresh_from_db()
    assert rating.withdrawn_by == coordinator
    assert messages_of(page) == ["La cote 2 est retirée."]
    assert f'action="{act(rating, "remettre")}"' in page.content.decode()
    assert texts(page, "table-cards") == []


def test_undoing_brings_it_back(coordinator_client, coordinator, rlp):
    rating = RatingFactory(rlp=rlp, withdrawn_at=timezone.now(), withdrawn_by=coordinator)

    page = coordinator_client.post(act(rating, "remettre"), follow=True)

    rating.refresh_from_db()
    assert (rating.withdrawn_at, rating.withdrawn_by) == (None, None)
    assert messages_of(page) == ["La cote 2 est de retour."]


def test_withdrawing_twice_keeps_who_and_when(coordinator_client, member, rlp):
    first = timezone.now() - timedelta(days=1)
    rating = RatingFactory(rlp=rlp, withdrawn_at=first, withdrawn_by=member)

    coordinator_client.post(act(rating, "retirer"))

    rating.refresh_from_db()
    assert (rating.withdrawn_at, rating.withdrawn_by) == (first, member)


@pytest.mark.parametrize("what", ["retirer", "remettre"])
def test_rating_of_another_rlp_is_not_found(what, coordinator_client):
    rating = RatingFactory()

    assert coordinator_client.post(act(rating, what)).status_code == 404
    rating.refresh_from_db()
    assert rating.withdrawn_at is None


def test_ratings_ask_as_much_for_one_as_for_three(coordinator_client, rlp, count_queries):
    RatingFactory(rlp=rlp)
    few = count_queries(coordinator_client, URL)

    RatingFactory.create_batch(2, rlp=rlp)

    assert count_queries(coordinator_client, URL) == few <= 8
