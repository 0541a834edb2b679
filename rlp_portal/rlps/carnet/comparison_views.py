"""A carnet beside the one of an earlier round."""

from django.urls import reverse

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet import comparing
from rlp_portal.rlps.permissions import Right, has_right
from rlp_portal.ui.pages import render_page


@rlp_view(Right.READ_CARNET)
def compare_rounds(request, rlp, number, other):
    rounds = comparing.rounds_up_to(rlp, number)
    before, now = comparing.pair_of(rounds, number=number, other=other)
    compared = comparing.compare_rounds(before, now, drafts=has_right(Right.READ_DRAFTS, roles=request.roles))
    context = {
        "title": "Comparer deux démarches",
        "compared": compared,
        "others": [
            (one, reverse("compare_rounds", args=[rlp.slug, number, one.number]))
            for one in rounds
            if one.number not in {number, other}
        ],
        "may_report": has_right(Right.MAKE_REPORTS, roles=request.roles),
    }
    return render_page(request, "carnet/comparison.html", context)
