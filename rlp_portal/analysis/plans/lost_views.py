"""The coded passages that a new version does not hold."""

from rlp_portal.analysis.plans import queries
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.pages import render_page


@rlp_view(Right.READ_CODES)
def lost_passages(request, rlp, plan_id):
    plan = queries.find_plan(rlp, plan_id)
    lost = queries.lost_excerpts(plan, reader=request.user)
    context = {"title": "Passages non retrouvés", "plan": plan, "lost": lost}
    return render_page(request, "analysis/plans/lost_passages.html", context)
