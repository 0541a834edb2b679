"""A small site that shows every component and every refusal; only for tests and screenshots."""

from datetime import UTC, datetime
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rlp_portal.accounts.throttle import SIGN_IN
from rlp_portal.ui import errors
from rlp_portal.ui.pages import offer_undo, render_page
from worksheets.diagrams.figure import Figure
from worksheets.diagrams.position import draw_position
from worksheets.diagrams.table import Table

handler400 = errors.handler400
handler403 = errors.handler403
handler404 = errors.handler404
handler500 = errors.handler500

NOON = datetime(2025, 11, 20, 19, 12, tzinfo=UTC)
IMPORTANCE = Figure(
    name="importance",
    caption="Importance de l’institutionnalisation",
    drawing=draw_position(4, positions=5, said="Importance de l’institutionnalisation\u00a0: 4 sur 5"),
    table=Table("Réponses de 1 à 5", ("Réponse", "Nombre"), (("2", "1"), ("3", "1"), ("4", "3"), ("5", "1"))),
)


class SampleForm(forms.Form):
    name = forms.CharField(label="Nom du regroupement", help_text="Comme il est connu sur le territoire.")
    region = forms.ChoiceField(label="Région", choices=[("", "Choisissez une région"), ("01", "Bas-Saint-Laurent")])
    word = forms.ChoiceField(
        label="Mot utilisé",
        choices=[("rlp", "RLP"), ("table", "Table"), ("instance", "Instance")],
        widget=forms.RadioSelect,
    )
    is_shared = forms.BooleanField(label="Partager avec la conseillère", required=False)
    words = forms.CharField(
        label="Vos mots",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count-limit": 200, "data-plain-paste": ""}),
    )


def sample_portal(path):
    """Stands for what the upper layers know: the RLP, two roles, five entries."""
    labels = {
        "/": "Carnet",
        "/plan/": "Plan",
        "/mobilisation/": "Mobilisation",
        "/equipe/": "Équipe",
        "/pdf/": "Rapports",
    }
    return SimpleNamespace(
        rlp=SimpleNamespace(slug="matapedia", name="Regroupement des tout-petits de la Vallée-de-la-Haute-Matapédia"),
        roles=[
            SimpleNamespace(key="coordinator", label="Coordination"),
            SimpleNamespace(key="facilitator", label="Animation"),
        ],
        working_as="coordinator",
        nav=[
            SimpleNamespace(label=label, url=url, current="page" if url == path else "")
            for url, label in labels.items()
        ],
    )


def task(code, title, status, hint=""):
    return SimpleNamespace(code=code, title=title, url="#", status=status, hint=hint, status_label="")


def components(request, slug=""):
    request.portal = sample_portal(request.path)
    form = SampleForm(request.GET if "erreurs" in request.GET else None)
    if "annuler" in request.GET:
        offer_undo(
            request, said="Objet retiré de la liste. Il reste 30 jours dans la corbeille.", url="/enregistrer/"
        )
    context = {
        "title": "Tableau de bord",
        "form": form,
        "next": SimpleNamespace(
            title="Poursuivre la feuille 3",
            detail="Trois questions restent ouvertes. Dernier ajout le 18 novembre.",
            url="#",
            action="Ouvrir la feuille",
        ),
        "groups": [
            SimpleNamespace(
                title="Avant l’atelier",
                tasks=[
                    task("01", "Notre approche", "finished"),
                    task("FT1", "Ce que nous voulons pérenniser", "finished", "6 objets retenus"),
                    task("FT3", "Obstacles à la pérennité", "in_progress", "Marie a écrit hier"),
                    task("FT4", "Parties prenantes et leurs intérêts dans la suite du projet", "not_started"),
                ],
            ),
            SimpleNamespace(
                title="Pendant",
                tasks=[
                    task("05", "Mobilisation", "noted"),
                    task("FT7", "Plan d’action", "late", "2 mesures en retard"),
                ],
            ),
        ],
        "options": [("1", "souvent"), ("2", "parfois"), ("3", "presque jamais")],
        "scale": [(str(n), str(n)) for n in range(1, 6)],
        "text": "Notre premier constat : les familles viennent d’abord pour les autres parents.",
        "panels": [
            SimpleNamespace(
                title="Qu’est-ce qu’un objet à pérenniser?",
                body="Une activité, une relation, une façon de faire.",
                is_open=True,
            ),
            SimpleNamespace(title="Qui répond?", body="Toutes les personnes du regroupement.", is_open=False),
        ],
        "saved_at": NOON,
        "changes": [
            SimpleNamespace(
                author="Marie Tremblay",
                sentence="a modifié 2 réponses.",
                at=NOON,
                text="Avant : un local\nAprès : un local et un budget",
                restore_url="/enregistrer/",
            ),
            SimpleNamespace(author="Luc Gagnon", sentence="a commencé la feuille.", at=NOON, text="", restore_url=""),
        ],
        "figure": IMPORTANCE,
        "sheets": [
            SimpleNamespace(name="Feuille individuelle", detail="PDF, 2 pages, format lettre", url="#", icon=""),
            SimpleNamespace(name="Affiche de groupe", detail="PDF, 1 page, 11 × 17", url="#", icon="easel"),
            SimpleNamespace(name="Toutes les feuilles", detail="PDF, 24 pages", url="#", icon="journals"),
        ],
        "page": Paginator(range(50), 10).get_page(request.GET.get("page", 2)),
    }
    return render_page(request, "ui_test/components.html", context, fragment="ui_test/_part.html")


@login_not_required
def public(request):
    return render_page(request, "ui_test/public.html", {"title": "Bienvenue"})


@login_not_required
def refused(request):
    form = SampleForm({})
    return render_page(
        request, "ui_test/public.html", {"title": "Profil", "form": form}, fragment="ui_test/_part.html", status=422
    )


@login_not_required
def forbidden(request):
    raise PermissionDenied("Seule la coordination peut remplir le carnet.")


@login_not_required
def plainly_forbidden(request):
    raise PermissionDenied


@login_not_required
def missing(request):
    raise Http404


@login_not_required
def broken(request):
    raise ZeroDivisionError("un secret de la base")


@login_not_required
def database_away(request):
    raise OperationalError("connection to server at 10.0.0.3 failed")


@login_not_required
@csrf_exempt
def receive(request):
    return HttpResponse(str(len(request.POST)))


@require_POST
def save(request):
    return HttpResponse("Enregistré")


@login_not_required
def locked(request):
    return errors.too_many(request, seconds=15 * 60, **SIGN_IN)


def empty(request):
    return HttpResponse("")


urlpatterns = [
    path("", components, name="home"),
    path("prochaine-chose/", components, name="next_thing"),
    path("rlp/<slug:slug>/", components, name="rlp_profile"),
    path("connexion/", public, name="account_login"),
    path("deconnexion/", save, name="account_logout"),
    path("session/", empty, name="session_state"),
    path("mon-compte/", components, name="my_account"),
    path("travailler-comme/", save, name="work_as"),
    path("aide/", public, name="help"),
    path("bienvenue/", public, name="public"),
    path("refus/", refused),
    path("interdit/", forbidden),
    path("interdit-sans-raison/", plainly_forbidden),
    path("absent/", missing),
    path("brise/", broken),
    path("base-absente/", database_away),
    path("recevoir/", receive),
    path("enregistrer/", save, name="save"),
    path("suspendu/", locked),
]
