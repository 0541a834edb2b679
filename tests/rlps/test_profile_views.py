import pytest

from rlp_portal.rlps import services
from rlp_portal.rlps.forms import NAME_TAKEN, RlpForm
from rlp_portal.rlps.models import Rlp
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RlpFactory
from tests.rlps.reading import messages_of, texts

pytestmark = pytest.mark.django_db
PROFILE, EDIT = "/rlp/rlp-des-berges/fiche/", "/rlp/rlp-des-berges/fiche/modifier/"
GOOD = {
    "name": "Table des Aulnes",
    "region": "01",
    "territory": "Neuf villages",
    "host_organisation": "",
    "word": "table",
}


def test_profile_says_what_is_known_and_what_is_not(member_client, coordinator, rlp):
    rlp.territory = "Six municipalités"
    rlp.save()

    page = member_client.get(PROFILE)

    assert texts(page, "facts") == [
        "Nom RLP des Berges Région Estrie Territoire Six municipalités Organisme hôte Non précisé Mot employé RLP "
        "Cote de mobilisation Pas encore notée Coordination Sylvie Marcotte"
    ]


def test_only_those_who_may_edit_are_offered_to(member_client, coordinator_client):
    assert EDIT not in member_client.get(PROFILE).content.decode()
    assert EDIT in coordinator_client.get(PROFILE).content.decode()


def test_stranger_gets_404(person_client, rlp):
    assert person_client.get(PROFILE).status_code == 404
    assert person_client.get(EDIT).status_code == 404


def test_member_is_told_who_may_edit(member_client):
    page = member_client.post(EDIT, GOOD)

    assert page.status_code == 403
    assert "La coordination et la gestion peuvent modifier cette fiche." in page.content.decode()
    assert Rlp.objects.get().name == "RLP des Berges"


def test_editing_keeps_the_address_of_the_rlp(coordinator_client):
    response = coordinator_client.post(EDIT, GOOD, follow=True)

    rlp = Rlp.objects.get()
    assert messages_of(response) == ["La fiche est enregistrée."]
    assert (rlp.name, rlp.region, rlp.territory, rlp.word) == ("Table des Aulnes", "01", "Neuf villages", "table")
    assert (rlp.slug, rlp.folded_name) == ("rlp-des-berges", "table des aulnes")
    assert texts(response, "page-header") == ["Fiche de la table"]


def test_form_shows_what_is_stored(coordinator_client):
    page = coordinator_client.get(EDIT)

    assert page.context["form"]["name"].value() == "RLP des Berges"
    assert page.context["form"]["region"].value() == "05"


INVISIBLE = "Un caractère invisible a été retiré du nom."
UNREADABLE = "Un caractère illisible a été retiré. Relisez votre texte."
REFUSED = [
    ("B01", "name", "", "Ce champ est vide. Écrivez le nom du regroupement."),
    ("B02", "name", " \u00a0\u200b ", "Ce champ est vide. Écrivez le nom du regroupement."),
    (
        "B07",
        "name",
        "a" * 20_000,
        "Le texte compte 20\u00a0000 caractères. La limite est de 120. Rien n’est perdu\u00a0: raccourcissez-le.",
    ),
    (
        "B10 beyond what PostgreSQL counts",
        "name",
        "👨‍👩‍👧‍👦" * 100,
        "Le texte compte 700 caractères. La limite est de 120. Rien n’est perdu\u00a0: raccourcissez-le.",
    ),
    ("no region", "region", "", "Aucune région n’est choisie. Choisissez-en une dans la liste."),
    ("unknown region", "region", "99", "Choisissez une réponse de la liste."),
    ("unknown word", "word", "club", "Choisissez une réponse de la liste."),
]


@pytest.mark.parametrize(("row", "field", "typed", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused_input_is_said_beside_its_field_and_kept(row, field, typed, sentence, coordinator_client):
    page = coordinator_client.post(EDIT, {**GOOD, field: typed})

    form = page.context["form"]
    assert page.status_code == 422
    assert dict(form.errors) == {field: [sentence]}
    assert form[field].value() == typed
    summary = f"Il y a 1\u00a0point à revoir {form[field].label}\u00a0: {sentence}"
    assert texts(page, "error-summary") == [summary]
    assert f'href="#id_{field}' in page.content.decode()
    assert Rlp.objects.get().name == "RLP des Berges"


CLEANED = [
    ("B03 NUL", "Les\x00 Amarres", "Les Amarres", []),
    ("B04 lone surrogate", "Les Amarres\ud800", "Les Amarres", [UNREADABLE]),
    ("B05 vertical tab", "Les\x0bAmarres", "Les Amarres", []),
    ("B06 direction override", "Les \u202eAmarres", "Les Amarres", [INVISIBLE]),
    ("B10 emoji", "Les Amarres 👨‍👩‍👧‍👦", "Les Amarres 👨‍👩‍👧‍👦", []),
    ("B11 markup", "<script>alert(1)</script>", "<script>alert(1)</script>", []),
    ("B12 template", "{{7*7}} %(nom)s", "{{7*7}} %(nom)s", []),
    ("B14 decomposed", "E\u0301rables", "Érables", []),
    ("B15 straight quotes", 'L\'Anse "bleue"', 'L\'Anse "bleue"', []),
]


@pytest.mark.parametrize(("row", "typed", "stored", "said"), CLEANED, ids=[row[0] for row in CLEANED])
def test_name_is_cleaned_as_texts_of_the_worksheets_are(row, typed, stored, said, rlp):
    form = RlpForm({**GOOD, "name": typed}, rlp=rlp)

    assert form.is_valid()
    assert form.cleaned_data["name"] == stored
    assert form.notices == said


def test_markup_in_a_name_is_shown_as_typed(coordinator_client):
    page = coordinator_client.post(EDIT, {**GOOD, "name": "<script>alert(1)</script>"}, follow=True)

    assert "<script>alert(1)</script>" not in page.content.decode()
    assert texts(page, "site-rlp") == ["<script>alert(1)</script>"]


@pytest.mark.parametrize("twin", ["RLP DE L’ÉPINETTE", "rlp de l'epinette", " RLP  de l’Épinette "])
def test_name_of_another_is_refused_whatever_its_case_and_accents(twin, coordinator_client):
    RlpFactory(name="RLP de l’Épinette")

    page = coordinator_client.post(EDIT, {**GOOD, "name": twin})

    assert page.status_code == 422
    assert page.context["form"].errors["name"] == [NAME_TAKEN]


def test_name_taken_between_check_and_writing_is_said_too(rlp):
    other = RlpFactory(name="RLP de l’Épinette")

    with pytest.raises(services.NameTaken):
        services.edit_rlp(rlp=rlp, name=other.name)


def test_longest_name_folds_within_its_column(coordinator_client):
    coordinator_client.post(EDIT, {**GOOD, "name": "œ" * 120})

    assert Rlp.objects.get().folded_name == "oe" * 60


def test_extra_fields_are_ignored(coordinator_client):
    coordinator_client.post(EDIT, {**GOOD, "slug": "autre", "folded_name": "autre", "id": "99"})

    assert Rlp.objects.values_list("slug", "folded_name").get() == ("rlp-des-berges", "table des aulnes")


def test_profile_asks_as_much_for_one_coordinator_as_for_three(rlp, member, count_queries):
    client = signed_in(member)
    few = count_queries(client, PROFILE)

    MembershipFactory.create_batch(3, rlp=rlp, role="coordinator")

    assert count_queries(client, PROFILE) == few <= 8
