import re

import pytest
from django.conf import settings

from rlp_portal.ui.errors import new_reference, server_error

pytestmark = pytest.mark.usefixtures("small_site")

JSON = {"accept": "application/json"}
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/feuille/?section=2"}


HOME = " Aller à l’accueil"


def said(response):
    """The words of the page, without markup, one space between them."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main[0] if main else response.content.decode(), flags=re.DOTALL)
    return " ".join(text.replace("\u00a0", "~").replace("&nbsp;", "~").split())


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        (
            "/interdit/",
            403,
            "Cette action ne vous est pas ouverte Seule la coordination peut remplir le carnet. Au "
            "besoin, écrivez à la coordination de votre regroupement.",
        ),
        (
            "/interdit-sans-raison/",
            403,
            "Cette action ne vous est pas ouverte Votre rôle ne permet pas cette action. Rien n’a été "
            "modifié. Au besoin, écrivez à la coordination de votre regroupement.",
        ),
        (
            "/absent/",
            404,
            "Page introuvable Cette page n’existe pas ou ne vous est pas accessible. Vérifiez "
            "l’adresse, ou repartez de l’accueil.",
        ),
        (
            "/jamais-vu/",
            404,
            "Page introuvable Cette page n’existe pas ou ne vous est pas accessible. Vérifiez "
            "l’adresse, ou repartez de l’accueil.",
        ),
        (
            "/suspendu/",
            429,
            "Connexion suspendue Trop d’essais. Par prudence, la connexion est suspendue pendant "
            "15~minutes. Votre compte et vos textes sont intacts. Réessayez ensuite, ou choisissez un "
            "nouveau mot de passe.",
        ),
        (
            "/base-absente/",
            503,
            "Un instant Nous ne pouvons pas enregistrer pour l’instant. Votre texte reste dans la "
            "page. Laissez la page ouverte et réessayez dans une minute.",
        ),
    ],
)
def test_refusal_is_said_in_french(visitor, url, status, words):
    response = visitor.get(url)

    assert (response.status_code, said(response)) == (status, words + HOME)


@pytest.mark.parametrize(
    ("url", "status", "message"),
    [
        ("/interdit/", 403, "Seule la coordination peut remplir le carnet."),
        ("/absent/", 404, "Cette page n’existe pas ou ne vous est pas accessible."),
        ("/suspendu/", 429, "Trop d’essais. Par prudence, la connexion est suspendue pendant 15\u00a0minutes."),
        ("/brise/", 500, "Quelque chose n’a pas fonctionné de notre côté. Ce qui était enregistré est intact."),
        (
            "/base-absente/",
            503,
            "Nous ne pouvons pas enregistrer pour l’instant. Votre texte reste sur cet appareil.",
        ),
    ],
)
def test_a_script_gets_one_message(visitor, url, status, message):
    response = visitor.get(url, headers=JSON)

    assert (response.status_code, response.json()) == (status, {"message": message})


def test_htmx_gets_the_refusal_without_the_page_around_it(visitor):
    response = visitor.get("/absent/", headers=HTMX)

    assert response.status_code == 404
    assert said(response).startswith("Page introuvable Cette page n’existe pas")
    assert "<html" not in response.content.decode()


def test_a_breakdown_gives_a_reference_that_the_log_holds_and_leaks_nothing(visitor, caplog):
    response = visitor.get("/brise/")

    reference = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", said(response))[0]
    assert response.status_code == 500
    assert said(response) == (
        "Une erreur de notre côté Quelque chose n’a pas fonctionné de notre côté. "
        "Ce qui était enregistré est intact. "
        "Revenez en arrière et réessayez. Si le problème revient, donnez ce numéro à la gestion du portail. "
        f"Numéro à donner~: {reference} Aller à l’accueil"
    )
    assert "secret" not in response.content.decode()
    assert [record.getMessage() for record in caplog.records if record.name == "rlp_portal.ui.errors"] == [
        f"Reference {reference}: GET /brise/"
    ]


def test_references_differ():
    assert len({new_reference() for _ in range(50)}) == 50


def test_an_absent_database_is_a_wait_not_a_breakdown(visitor):
    response = visitor.get("/base-absente/")

    assert response["Retry-After"] == "30"
    assert "10.0.0.3" not in response.content.decode()


def test_an_absent_database_is_explained_once_in_the_log_and_then_counted(visitor, caplog, monkeypatch):
    monkeypatch.setattr("rlp_portal.ui.errors._told_at", {})

    for _ in range(3):
        visitor.get("/base-absente/")

    said = [record for record in caplog.records if record.name == "rlp_portal.ui.errors"]
    assert [record.getMessage() for record in said] == ["Database away: GET /base-absente/"] * 3
    assert [bool(record.exc_info) for record in said] == [True, False, False]


def test_the_page_of_a_breakdown_asks_the_database_nothing(rf, django_db_blocker):
    with django_db_blocker.block():
        response = server_error(rf.get("/brise/"))

    assert response.status_code == 500


def test_waiting_time_is_given_in_seconds_to_machines(visitor):
    assert visitor.get("/suspendu/")["Retry-After"] == str(15 * 60)


def test_b45_old_token_keeps_the_text_and_says_so(django_user_model, db):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(django_user_model.objects.create(email="a@exemple.org", name="Ana"))

    response = client.post("/enregistrer/", {"texte": "mes mots"}, headers=JSON)

    assert response.status_code == 403
    assert response.json() == {
        "message": "La page a expiré. Rechargez-la; votre texte est gardé sur cet appareil.",
        "code": "expired",
    }


def test_b44_too_large_a_body_is_refused_with_its_limit(visitor):
    response = visitor.post(
        "/recevoir/", {"texte": "a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}, "application/x-www-form-urlencoded"
    )

    assert response.status_code == 413
    assert said(response).startswith("Envoi refusé L’envoi est trop gros (limite~: 1~Mo). Rien n’a été enregistré")


def test_too_many_fields_are_refused_alike(visitor):
    body = "&".join(f"f{n}=1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))

    response = visitor.post("/recevoir/", body, "application/x-www-form-urlencoded", headers=JSON)

    assert response.status_code == 413


def test_a_host_that_is_not_ours_is_a_bad_request(visitor):
    response = visitor.get("/bienvenue/", headers={"host": "ailleurs.exemple.org"})

    assert response.status_code == 400
    assert said(response).startswith("Cette demande est incomplète")


@pytest.mark.django_db
def test_an_address_that_only_saves_explains_itself(person_client):
    response = person_client.get("/enregistrer/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert said(response).startswith("Cette adresse ne s’ouvre pas directement")


def test_a_person_not_signed_in_is_led_to_sign_in(client):
    response = client.get("/")

    assert (response.status_code, response["Location"]) == (302, "/connexion/?next=/")


def test_a_script_not_signed_in_is_told_so_instead_of_getting_the_sign_in_page(client):
    response = client.get("/", headers=JSON)

    assert response.status_code == 401
    assert response.json() == {
        "message": "Votre session est terminée. Connectez-vous de nouveau\u00a0: votre texte est gardé.",
        "code": "signed-out",
    }


def test_htmx_not_signed_in_gets_a_link_back_to_its_page(client):
    response = client.get("/", headers=HTMX)

    assert response.status_code == 401
    assert 'href="/connexion/?next=%2Ffeuille%2F%3Fsection%3D2"' in response.content.decode()
