"""The answers of a phone's views, as pages that work without a script."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from rlp_portal.rlps.models import Rlp, Round
from rlp_portal.ui.errors import wants_json
from rlp_portal.workshops.phone.faces import Face
from rlp_portal.workshops.phone.recap import Recap
from worksheets.prepared import Prepared

RLP = Prepared(lambda pk: Rlp.objects.filter(pk=pk))


def to_phone(participant, where="", **more):
    url = reverse("phone", args=[participant.workshop.public_id])
    asked = "&".join(f"{key}={value}" for key, value in {"q": where, **more}.items() if value)
    return redirect(f"{url}?{asked}" if asked else url)


def face_page(request, face, *, form=None, said="", status=200):
    """`form`: one that was refused; `said`: why, when it is of no field."""
    context = {
        "title": face.title,
        "face": face,
        "step": face.step,
        "form": form,
        "said": said,
        "now": timezone.now(),
        **around(face.workshop, face.participant),
    }
    return render(request, f"phone/{face.template}.html", context, status=status)


def around(workshop, participant):
    """What every page of a phone shows around its face."""
    if not Round.rlp.is_cached(workshop.round):
        workshop.round.rlp = RLP.first(pk=workshop.round.rlp_id)
    return {"participant": participant, "workshop": workshop, "rlp": workshop.round.rlp}


def recap_page(request, workshop, *, participant=None, form=None, status=200):
    """Without her key, a browser that has the address reads the group's part."""
    recap = Recap(workshop, participant)
    context = {"title": "Récapitulatif", "recap": recap, "form": form, **around(workshop, participant)}
    return render(request, "phone/recap.html", context, status=status)


def removed(request, participant):
    return render(
        request,
        "phone/removed.html",
        {"title": "Appareil retiré", **around(participant.workshop, participant)},
        status=403,
    )


def refused(request, participant, refusal, *, kept=()):
    """A refusal where something was written: the page gives the texts back, to be copied."""
    if wants_json(request):
        raise refusal
    kept = [text for text in kept if text]
    context = {"title": "Réponse non envoyée", "face": Face(participant), "refusal": refusal, "kept": kept}
    return render(
        request, "phone/refused.html", {**context, **around(participant.workshop, participant)}, status=refusal.status
    )
