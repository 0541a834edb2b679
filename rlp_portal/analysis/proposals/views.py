"""An advisor proposes; the administration answers; both read all of it on the page of the codebook."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from rlp_portal.analysis import codebook as codebooks
from rlp_portal.analysis.proposals import queries, services
from rlp_portal.analysis.proposals.forms import ProposalForm, SettlementForm, signs_of
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.permissions import ADMINISTRATOR
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.posting import posted_data, say_notices, status_of

PROPOSING = "Proposer un changement au lexique est réservé au conseil."
ANSWERED = "La gestion a déjà répondu à cette proposition\u00a0: elle ne se retire plus."
SETTLING = "Répondre aux propositions est réservé à la gestion."
WRITING = ("GET", "HEAD", "POST")


@role_view(Role.ADVISOR, refusal=PROPOSING, methods=WRITING)
def propose_code(request):
    """`?code=` says which one, and shows what it says now."""
    codes = codebooks.latest()
    form = ProposalForm(posted_data(request), codebook=codes, initial={"code": request.GET.get("code")})
    if form.is_bound and form.is_valid():
        services.propose(codebook=codes, by=request.user, **form.cleaned_data)
        say_notices(request, form.notices)
        messages.success(request, "Votre proposition est notée. La gestion y répondra; la réponse paraîtra ici.")
        return redirect(reverse("codebook") + "#propositions")
    context = {"title": "Proposer un changement", "form": form, "code": code_asked(request, codes)}
    return render_page(request, "analysis/proposals/propose.html", context, status=status_of(form))


def code_asked(request, codes):
    key = request.POST.get("code") or request.GET.get("code")
    if request.method != "POST" and key and key not in codes.by_key:
        raise Http404
    code = codes.by_key.get(key)
    return code and replace(code, sign=signs_of(codes)[key])


@role_view(Role.ADVISOR, refusal=PROPOSING, methods=("POST",))
def withdraw_proposal(request, proposal_id):
    """Her own, as long as it waits."""
    proposal = queries.find_proposal(proposal_id, proposed_by=request.user)
    try:
        services.withdraw(proposal=proposal, by=request.user)
    except services.AlreadySettled:
        messages.warning(request, ANSWERED)
    else:
        url = reverse("put_proposal_back", args=[proposal.public_id])
        offer_undo(request, said="Votre proposition est retirée.", url=url)
    return redirect(reverse("codebook") + "#propositions")


@role_view(Role.ADVISOR, refusal=PROPOSING, methods=("POST",))
def put_proposal_back(request, proposal_id):
    proposal = queries.find_proposal(proposal_id, proposed_by=request.user)
    services.put_back(proposal=proposal)
    messages.success(request, "Votre proposition attend de nouveau une réponse.")
    return redirect(f"{reverse('codebook')}#proposition-{proposal.public_id}")


@role_view(ADMINISTRATOR, refusal=SETTLING, methods=WRITING)
def settle_proposal(request, proposal_id):
    proposal = queries.find_proposal(proposal_id)
    form = SettlementForm(posted_data(request), proposal=proposal)
    if form.is_bound and form.is_valid():
        try:
            services.settle(proposal=proposal, by=request.user, **form.cleaned_data)
        except services.NotWaiting as refused:
            form.add_error(None, str(refused))  # what she wrote stays in the form
            proposal = queries.find_proposal(proposal_id)
        else:
            return settled(request, form, proposal)
    context = {"title": "Répondre à une proposition", "form": form, "proposal": proposal}
    return render_page(request, "analysis/proposals/settle.html", context, status=status_of(form))


def settled(request, form, proposal):
    say_notices(request, form.notices)
    offer_undo(request, said="La réponse est notée.", url=reverse("reopen_proposal", args=[proposal.public_id]))
    return redirect(reverse("codebook") + "#propositions")


@role_view(ADMINISTRATOR, refusal=SETTLING, methods=("POST",))
def reopen_proposal(request, proposal_id):
    proposal = queries.find_proposal(proposal_id)
    services.reopen(proposal=proposal)
    messages.success(request, "La réponse est retirée\u00a0: la proposition attend de nouveau.")
    return redirect("settle_proposal", proposal.public_id)
