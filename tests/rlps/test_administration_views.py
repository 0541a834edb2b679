import pytest

from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.forms import NAME_TAKEN
from rlp_portal.rlps.models import Rlp
from rlp_portal.rlps.services import NameTaken, create_rlp
from tests.factories import MembershipFactory, RlpFactory
from tests.rlps.reading import messages_of, texts

pytestmark = pytest.mark.django_db
URL, NEW = "/gestion/regroupements/", "/gestion/regroupements/nouveau/"
GOOD = {"name": "RLP des Érables", "region": "05", "territory": "", "host_organisation": "", "word": "RLP"}


def names(page):
    return [rlp.name for rlp in page.context["page"]]


def test_list_says_who_coordinates_and_how_many_people(administrator_client):
    rlp = RlpFactory(name="RLP des Berges")
    MembershipFactory(rlp=rlp, role=Role.COORDINATOR, user__name="Sylvie Marcotte")
    member = MembershipFactory(rlp=rlp).user
    MembershipFactory(rlp=rlp, user=member, role=Role.ADVISOR)
    RlpFactory(name="Table seule")

    assert texts(administrator_client.get(URL), "table-cards") == [
        "2\u00a0regroupements Nom Région Coordination Équipe "
        "RLP des Berges Estrie Sylvie Marcotte 2\u00a0personnes dans l’équipe de RLP des Berges "
        "Table seule Estrie Personne pour l’instant 0\u00a0personne dans l’équipe de Table seule"
    ]


def test_list_is_closed_to_everyone_else(coordinator_client):
    assert coordinator_client.get(URL).status_code == 404
    assert coordinator_client.get(NEW).status_code == 404
    assert coordinator_client.post(NEW, GOOD).status_code == 404
    assert Rlp.objects.count() == 1


ODD = ["École 100 %", "École _a\\b", "L’école de l’anse", "Œuvre commune"]
SEARCHES = [
    ("ÉCOLE", ["École 100 %", "École _a\\b", "L’école de l’anse"]),
    ("ecole", ["École 100 %", "École _a\\b", "L’école de l’anse"]),
    ("  anse   ECOLE ", ["L’école de l’anse"]),
    ("%", ["École 100 %"]),
    ("_", ["École _a\\b"]),
    ("\\", ["École _a\\b"]),
    ("l'ecole", ["L’école de l’anse"]),
    ("oeuvre", ["Œuvre commune"]),
    ("École\x00", ["École 100 %", "École _a\\b", "L’école de l’anse"]),
    ("introuvable", []),
]


@pytest.mark.parametrize(("words", "found"), SEARCHES, ids=[repr(words) for words, _ in SEARCHES])
def test_b46_search_is_the_same_on_both_engines(words, found, administrator_client):
    for name in ODD:
        RlpFactory(name=name)

    page = administrator_client.get(URL, {"q": words})

    assert page.status_code == 200
    assert names(page) == found


def test_empty_search_offers_the_whole_list(administrator_client):
    RlpFactory()

    page = administrator_client.get(URL, {"q": "introuvable"})

    assert texts(page, "empty") == ["Aucun regroupement ne correspond à cette recherche. Voir tous les regroupements"]


def test_region_filters(administrator_client):
    RlpFactory(name="Ici", region="05")
    RlpFactory(name="Ailleurs", region="01")

    assert names(administrator_client.get(URL, {"region": "01"})) == ["Ailleurs"]
    assert names(administrator_client.get(URL, {"region": "99"})) == ["Ailleurs", "Ici"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("nom", ["Anse", "École", "Zone"]),
        ("region", ["Zone", "Anse", "École"]),
        ("recents", ["Anse", "Zone", "École"]),
        ("mot_de_passe", ["Anse", "École", "Zone"]),
        ("memberships__user__password", ["Anse", "École", "Zone"]),
        ("-name", ["Anse", "École", "Zone"]),
    ],
)
def test_b48_only_known_sorts_are_obeyed(sort, expected, administrator_client):
    RlpFactory(name="École", region="05")
    RlpFactory(name="Zone", region="01")
    RlpFactory(name="Anse", region="05")

    assert names(administrator_client.get(URL, {"tri": sort})) == expected


@pytest.mark.parametrize("page", ["0", "-1", "abc", "", "99", "1" * 40, "1.5"])
def test_b48_what_is_not_a_page_opens_the_first(page, administrator_client):
    RlpFactory.create_batch(26)

    response = administrator_client.get(URL, {"page": page})

    assert response.status_code == 200
    assert response.context["page"].number == 1


def test_second_page_keeps_the_search(administrator_client):
    for number in range(26):
        RlpFactory(name=f"École {number:02}")

    first = administrator_client.get(URL, {"q": "école"})

    assert texts(first, "pagination") == ["Page 1 sur 2 Suivante"]
    assert "?q=%C3%A9cole&amp;page=2" in first.content.decode()
    assert names(administrator_client.get(URL, {"q": "école", "page": "2"})) == ["École 25"]


def test_list_asks_as_much_for_one_as_for_three(administrator_client, count_queries):
    MembershipFactory(role=Role.COORDINATOR)
    few = count_queries(administrator_client, URL)

    MembershipFactory.create_batch(2, role=Role.COORDINATOR)

    assert count_queries(administrator_client, URL) == few <= 8


def test_creating_leads_to_naming_its_coordination(administrator_client):
    response = administrator_client.post(NEW, GOOD, follow=True)

    rlp = Rlp.objects.get()
    assert response.redirect_chain == [("/rlp/rlp-des-erables/equipe/", 302)]
    assert messages_of(response) == [
        "«\u00a0RLP des Érables\u00a0» est créé. Nommez maintenant une personne à la coordination."
    ]
    assert (rlp.name, rlp.slug, rlp.region) == ("RLP des Érables", "rlp-des-erables", "05")


def test_name_taken_is_said_and_kept(administrator_client):
    RlpFactory(name="RLP des Erables")

    page = administrator_client.post(NEW, GOOD)

    assert page.status_code == 422
    assert page.context["form"].errors == {"name": [NAME_TAKEN]}
    assert page.context["form"]["name"].value() == "RLP des Érables"
    assert Rlp.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Regroupement de l’Anse", "regroupement-de-l-anse"),
        ("日本", "rlp"),
        ("x" * 120, "x" * 60),
        ("-- École! --", "ecole"),
    ],
)
def test_slug_comes_from_the_name(name, slug, db):
    assert create_rlp(name=name, region="05").slug == slug


def test_slugs_never_meet(db):
    RlpFactory(slug="anse")
    RlpFactory(slug="anse-2")

    assert create_rlp(name="Anse", region="05").slug == "anse-3"


def test_name_taken_meanwhile_is_a_named_refusal(db):
    RlpFactory(name="Anse")

    with pytest.raises(NameTaken):
        create_rlp(name="ANSE", region="05")
