"""The administration's own pages: how the portal is kept."""

from allauth.account.decorators import reauthentication_required

from rlp_portal.accounts.access import administrator_view
from rlp_portal.stewardship.backups import backup_state
from rlp_portal.stewardship.health import examine
from rlp_portal.stewardship.models import BackupRun
from rlp_portal.stewardship.public_views import officer
from rlp_portal.ui.pages import render_page

RUNS_SHOWN = 20


@administrator_view()
def stewardship_home(request):
    return render_page(request, "stewardship/home.html", {"title": "Intendance", "backup": backup_state()})


@administrator_view()
@reauthentication_required
def detailed_health(request):
    context = {"title": "État du portail", "findings": examine(), "runs": BackupRun.objects.all()[:RUNS_SHOWN]}
    return render_page(request, "stewardship/health.html", context)


@administrator_view()
def impact_assessment(request):
    title = "Évaluation des facteurs relatifs à la vie privée"
    return render_page(request, "stewardship/impact_assessment.html", {"title": title, **officer()})
