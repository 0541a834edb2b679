"""How people are invited: the code, the QR, the words to send."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page
from rlp_portal.workshops import services
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.addresses import qr_address, typed_address
from rlp_portal.workshops.agenda import is_all_anonymous
from rlp_portal.workshops.codes import said_code
from rlp_portal.workshops.enums import WorkshopState
from rlp_portal.workshops.qr import qr_file, qr_svg

QR_SAID = "Code QR pour entrer dans l’atelier"


@workshop_view(Right.PREPARE_WORKSHOPS)
def workshop_invitation(request, workshop):
    invites = workshop.state != WorkshopState.CLOSED and workshop.join_code is not None
    context = {
        "title": "Inviter à l’atelier",
        "workshop": workshop,
        "rlp": workshop.round.rlp,
        "invites": invites,
    }
    if invites:
        context |= {
            "code": said_code(workshop.join_code),
            "address": typed_address(request),
            "qr": qr_svg(qr_address(request, workshop), said=QR_SAID),
            "link": qr_address(request, workshop),
            "words": words_to_send(request, workshop),
        }
    return render_page(request, "workshops/invitation.html", context)


def words_to_send(request, workshop):
    context = {
        "workshop": workshop,
        "rlp": workshop.round.rlp,
        "address": typed_address(request),
        "code": said_code(workshop.join_code),
        "link": qr_address(request, workshop),
        "is_anonymous": is_all_anonymous(workshop.steps.all()),
    }
    return render_to_string("workshops/mail/invitation.txt", context)


@workshop_view(Right.PREPARE_WORKSHOPS)
def workshop_qr(request, workshop):
    """The drawing as a file, for a slide or a poster of one's own."""
    if workshop.state == WorkshopState.CLOSED:
        raise Http404
    drawn = qr_file(qr_address(request, workshop), said=QR_SAID)
    name = f"qr-atelier-{workshop.join_code}.svg"
    return HttpResponse(
        drawn, content_type="image/svg+xml", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@workshop_view(None, writing=Right.PREPARE_WORKSHOPS)
def renew_codes(request, workshop):
    services.renew_codes(workshop=workshop, by=request.user)
    messages.success(request, "Le code et le QR sont renouvelés. Les anciens n’ouvrent plus rien.")
    return redirect("workshop_invitation", workshop.round.rlp.slug, workshop.public_id)
