"""Where a facilitator lands: what happens today, then what comes, then what is over."""

from django.utils import timezone

from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.queries import with_present_rating
from rlp_portal.ui.pages import render_page
from rlp_portal.workshops.enums import WorkshopState
from rlp_portal.workshops.queries import workshops_run_by

MOST_OVER = 10


@role_view(Role.FACILITATOR, refusal="Cette page est réservée à l’animation.")
def facilitation_home(request):
    rlps = request.portal.rlps_as(Role.FACILITATOR)
    found, today = workshops_run_by(request.user, rlps), timezone.localdate()
    over = [one for one in found if one.state == WorkshopState.CLOSED]
    now = [one for one in found if is_today(one, today)]
    context = {
        "title": "Vos ateliers",
        "rlps": with_present_rating(rlps),
        "groups": [
            ("Aujourd’hui", now),
            ("À venir", [one for one in found if one not in now and one not in over]),
            ("Terminés", over[::-1][:MOST_OVER]),
        ],
        "has_workshops": bool(found),
    }
    return render_page(request, "workshops/facilitation_home.html", context)


def is_today(workshop, today):
    """Also what is under way, whatever the day."""
    if workshop.state == WorkshopState.CLOSED:
        return False
    starts_today = workshop.starts_at is not None and timezone.localdate(workshop.starts_at) == today
    return starts_today or workshop.is_open
