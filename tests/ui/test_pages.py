import gzip
import re

import pytest
from asgiref.sync import async_to_sync

pytestmark = [pytest.mark.usefixtures("small_site"), pytest.mark.django_db]

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def title_of(response):
    return re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[1]


@pytest.mark.parametrize("url", ["/bienvenue/", "/absent/", "/suspendu/", "/base-absente/"])
def test_policy_of_the_browser_is_exactly_ours(client, url):
    client.raise_request_exception = False

    response = client.get(url)

    assert set(response["Content-Security-Policy"].split("; ")) == POLICY


def test_no_page_has_a_style_or_a_script_of_its_own(person_client):
    html = person_client.get("/?erreurs=1").content.decode()

    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|hx-on|javascript:", html) == []


def test_pages_of_a_session_are_never_kept(person_client):
    assert person_client.get("/")["Cache-Control"] == "no-store"
    assert person_client.get("/jamais-vu/")["Cache-Control"] == "no-store"


def test_public_pages_may_be_kept(client):
    assert "Cache-Control" not in client.get("/bienvenue/")


def test_page_contains_exactly_what_its_fragment_shows(person_client):
    page = person_client.get("/bienvenue/")
    fragment = person_client.get("/refus/", headers={"HX-Request": "true"})

    assert page["Vary"].split(", ")[0:1] != []
    assert "HX-Request" in page["Vary"]
    assert fragment.status_code == 422
    assert fragment.content.decode() == (
        "<title>Erreur\u00a0: Profil · Portail RLP</title>\n\n\n  <p>Partie de « Profil »</p>\n\n"
    )
    assert "<p>Partie de « Bienvenue »</p>" in page.content.decode()


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_whole_page_is_given_when_htmx_asks_for_one(person_client, header):
    response = person_client.get("/refus/", headers={"HX-Request": "true", header: "true"})

    assert "<html" in response.content.decode()


def test_title_says_when_a_form_was_refused(person_client):
    assert title_of(person_client.get("/")) == "Tableau de bord · Portail RLP"
    assert title_of(person_client.get("/?erreurs=1")) == "Erreur\u00a0: Tableau de bord · Portail RLP"


def test_error_summary_counts_and_links_each_error_to_its_field(person_client):
    html = person_client.get("/?erreurs=1").content.decode()

    summary = re.search(r'<div class="error-summary".*?</div>', html, re.DOTALL)[0]
    assert re.search(r"<h2.*?>(.*?)</h2>", summary)[1] == "Il y a 3\u00a0points à revoir"
    assert re.findall(r"<a .*?>(.*?)</a>", summary) == [
        "Nom du regroupement&nbsp;: Ce champ est obligatoire.",
        "Région&nbsp;: Ce champ est obligatoire.",
        "Mot utilisé&nbsp;: Ce champ est obligatoire.",
    ]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_name", "id_region", "id_word_0"]
    assert [f'id="{target}"' in html for target in targets] == [True, True, True]


def test_page_without_errors_has_no_summary(person_client):
    assert "data-error-summary" not in person_client.get("/").content.decode()


def test_undo_is_offered_once_by_a_form_that_works_without_script(person_client):
    html = person_client.get("/?annuler=1").content.decode()

    bar = re.search(r'<section class="undo-bar".*?</section>', html, re.DOTALL)[0]
    assert "<p>Objet retiré de la liste. Il reste 30 jours dans la corbeille.</p>" in bar
    assert 'method="post" action="/enregistrer/"' in bar
    assert "csrfmiddlewaretoken" in bar
    assert '"undo-bar"' not in person_client.get("/").content.decode()


def test_only_pages_that_exist_are_in_the_footer(client):
    footer = re.search(r"<footer.*?</footer>", client.get("/bienvenue/").content.decode(), re.DOTALL)[0]

    assert re.findall(r"<a href=\"(.*?)\">(.*?)</a>", footer) == [("/aide/", "Aide")]


def test_language_is_french_of_quebec(client):
    assert '<html lang="fr-CA">' in client.get("/bienvenue/").content.decode()


def test_visitor_is_offered_to_sign_in_except_where_she_does(client):
    assert 'href="/connexion/">Se connecter</a>' in client.get("/bienvenue/").content.decode()
    assert "Se connecter" not in client.get("/connexion/").content.decode()


def test_person_is_named_and_may_leave(person_client, person):
    html = person_client.get("/").content.decode()

    assert html.count(f"<span>{person}</span>") == 1
    # In the wide menu and in the phone’s.
    assert html.count('form="gestes-entete" formaction="/deconnexion/" data-sign-out>') == 2
    assert html.count('<form id="gestes-entete" method="post" hidden><input type="hidden" name="csrf') == 1


def test_header_names_the_rlp_and_offers_the_other_role(person_client):
    html = person_client.get("/").content.decode()

    header = re.search(r"<header.*?</header>", html, re.DOTALL)[0]
    wide = header.split('class="menu d-md-none')[0]
    assert '<a href="/rlp/matapedia/">Regroupement des tout-petits de la Vallée-de-la-Haute-Matapédia</a>' in header
    assert re.findall(r'formaction="/travailler-comme/" name="role" value="(\w+)"( aria-current="true")?>', wide) == [
        ("coordinator", ' aria-current="true"'),
        ("facilitator", ""),
    ]
    assert re.findall(r'href="(.*?)" aria-current="page">(.*?)<', header) == [("/", "Carnet")] * 2


def test_pages_under_the_event_loop_are_private_too(async_client, person):
    async def open_page():
        await async_client.aforce_login(person)
        return await async_client.get("/bienvenue/")

    response = async_to_sync(open_page)()

    assert response["Cache-Control"] == "no-store"


def test_a_page_is_compressed_for_whoever_can_read_it(client):
    response = client.get("/bienvenue/", headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).startswith(b"<!doctype html>")
