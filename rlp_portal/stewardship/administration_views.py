"""The administration's own pages: how the portal is kept."""

from allauth.account.decorators import reauthentication_required

from rlp_portal.accounts.access import administrator_view
from rlp_portal.analysis.proposals.queries import count_waiting
from rlp_portal.stewardship import registers
from rlp_portal.stewardship.backups import backup_state
from rlp_portal.stewardship.classification import NATURES, TECHNICAL, tables
from rlp_portal.stewardship.health import examine
from rlp_portal.stewardship.models import BackupRun, Incident
from rlp_portal.stewardship.public_views import officer
from rlp_portal.ui.pages import render_page

RUNS_SHOWN = 20


@administrator_view()
def stewardship_home(request):
    waiting = list(registers.waiting())
    context = {
        "title": "Intendance",
        "backup": backup_state(),
        "waiting": len(waiting),
        "late": sum(registers.is_late(one) for one in waiting),
        "incidents": Incident.objects.count(),
        "proposals": count_waiting(),
    }
    return render_page(request, "stewardship/home.html", context)


@administrator_view()
@reauthentication_required
def detailed_health(request):
    context = {"title": "État du portail", "findings": examine(), "runs": BackupRun.objects.all()[:RUNS_SHOWN]}
    return render_page(request, "stewardship/health.html", context)


@administrator_view()
def impact_assessment(request):
    title = "Évaluation des facteurs relatifs à la vie privée"
    return render_page(request, "stewardship/impact_assessment.html", {"title": title, **officer()})


@administrator_view()
def data_map(request):
    """What is kept about people and groups, from the file that the build holds against the models."""
    kept = [(one, natures) for one in tables().values() if (natures := telling_natures(one))]
    kept.sort(key=lambda pair: pair[0].is_never_written)
    context = {"title": "Renseignements conservés", "kept": kept}
    return render_page(request, "stewardship/data_map.html", context)


def telling_natures(table):
    """[(nature in words, names of the fields)], machinery left out."""
    return [
        (words, table.of(nature)) for nature, words in NATURES.items() if nature != TECHNICAL and table.of(nature)
    ]
