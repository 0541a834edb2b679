"""The documents of an RLP: which were deposited, their text, and how one comes in."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from rlp_portal.analysis.plans import queries, services
from rlp_portal.analysis.plans.forms import DepositForm, DocumentForm, PlanForm
from rlp_portal.analysis.plans.receiving import KnownDocument, received
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.permissions import Right, has_right
from rlp_portal.rlps.uploaded_files import FileRefused, with_small_file
from rlp_portal.ui.pages import offer_undo, render_page
from rlp_portal.ui.pagination import page_of
from rlp_portal.ui.posting import posted_data, say_notices, status_of
from rlp_portal.ui.typography import count_words, number

PARAGRAPHS_PER_PAGE = 150
READ_AGAIN = (
    "Deux lectures de ce document avaient été comparées. Les deux personnes le relisent avant qu’il soit comparé "
    "de nouveau."
)


@rlp_view(Right.READ_PLANS)
def action_plans(request, rlp):
    plans = queries.plans_of(rlp)
    context = {
        "title": f"Documents {rlp.of_the}",
        "plans": [plan for plan in plans if plan.withdrawn_at is None],
        "withdrawn": [plan for plan in plans if plan.withdrawn_at],
    }
    return render_page(request, "analysis/plans/plans.html", context)


@rlp_view(Right.READ_PLANS)
def action_plan(request, rlp, plan_id):
    """The text as it was deposited; `?version=` shows an earlier one, `?page=` a part of a long one."""
    plan = queries.find_plan(rlp, plan_id)
    versions = queries.versions_of(plan)
    asked = request.GET.get("version", "")
    version = next((one for one in versions if str(one.number) == asked), versions[0])
    reads_codes = has_right(Right.READ_CODES, roles=request.roles)
    context = {
        "title": plan.title,
        "plan": plan,
        "versions": versions,
        "version": version,
        "page": page_of(queries.paragraphs_of(version), request.GET.get("page"), size=PARAGRAPHS_PER_PAGE),
        "reads_codes": reads_codes,
        "lost": queries.lost_excerpts(plan, reader=request.user).count() if reads_codes and len(versions) > 1 else 0,
    }
    return render_page(request, "analysis/plans/plan.html", context)


@csrf_exempt  # the middleware would read the form before its limit is set; `with_small_file` protects it after
@rlp_view(Right.DEPOSIT_PLANS, writing=Right.DEPOSIT_PLANS)
@with_small_file
def deposit_plan(request, rlp, refusal="", status=422):
    def deposit(form, incoming):
        return services.deposit_plan(rlp=rlp, incoming=incoming, by=request.user, **form.about)

    def say(plan):
        version = plan.versions.defer("text").get()
        said = f"Le document est déposé\u00a0: {count_words(version.sentences, 'phrase')}. Relisez-le ici."
        messages.success(request, said)
        return redirect(plan)

    context = {"title": "Déposer un document"}
    return receive(request, rlp, DepositForm, "deposit", deposit, say, context, refusal=refusal, status=status)


@csrf_exempt  # likewise
@rlp_view(Right.DEPOSIT_PLANS, writing=Right.DEPOSIT_PLANS)
@with_small_file
def new_plan_version(request, rlp, plan_id, refusal="", status=422):
    plan = queries.find_plan(rlp, plan_id)

    def deposit(form, incoming):
        return services.add_version(plan=plan, incoming=incoming, by=request.user)

    def say(made):
        messages.success(request, f"La version {made.version.number} est déposée. Relisez-la ici.")
        if has_right(Right.READ_CODES, roles=request.roles):
            say_moved(request, made)
        return redirect(plan)

    context = {"title": "Déposer une nouvelle version", "plan": plan}
    return receive(request, rlp, DocumentForm, "new_version", deposit, say, context, refusal=refusal, status=status)


def receive(request, rlp, form_class, page, deposit, say, context, *, refusal, status):
    """The form again, with what went wrong; or what `say` answers once `deposit` took the document in."""
    form = form_class(request.POST, request.FILES) if request.method == "POST" and not refusal else form_class()
    if refusal:
        form = form_class({}, {}).refuse(refusal)
    elif form.is_bound and form.is_valid():
        try:
            incoming, notices = received(form, rlp=rlp, plan=context.get("plan"))
            made = deposit(form, incoming)
        except FileRefused as refused:
            form.refuse(str(refused))
        except KnownDocument as known:
            context = {**context, "known": known.version.plan}
            form.offer_again(str(known))
        else:
            say_notices(request, [*form.notices, *notices])
            return say(made)
    context = {**context, "form": form}
    return render_page(request, f"analysis/plans/{page}.html", context, status=status if form.errors else 200)


def say_moved(request, made):
    if made.found:
        messages.info(request, said_of(made.found, "codé y est retrouvé", "codés y sont retrouvés"))
    if made.lost:
        messages.warning(request, said_of(made.lost, "n’a pas été retrouvé", "n’ont pas été retrouvés"))
    if made.was_compared:
        messages.info(request, READ_AGAIN)


def said_of(passages, one, many):
    return f"Un passage {one}." if passages == 1 else f"{number(passages)}\u00a0passages {many}."


@rlp_view(Right.DEPOSIT_PLANS, writing=Right.DEPOSIT_PLANS)
def describe_plan(request, rlp, plan_id):
    plan = queries.find_plan(rlp, plan_id)
    form = PlanForm(posted_data(request), initial={name: getattr(plan, name) for name in PlanForm.base_fields})
    if form.is_bound and form.is_valid():
        services.describe_plan(plan=plan, **form.about)
        say_notices(request, form.notices)
        messages.success(request, "La fiche du document est à jour.")
        return redirect(plan)
    context = {"title": "Modifier la fiche du document", "plan": plan, "form": form}
    return render_page(request, "analysis/plans/describe.html", context, status=status_of(form))


@rlp_view(None, writing=Right.DEPOSIT_PLANS)
def withdraw_plan(request, rlp, plan_id):
    plan = queries.find_plan(rlp, plan_id)
    services.withdraw_plan(plan=plan, by=request.user)
    undo = reverse("put_plan_back", args=[rlp.slug, plan.public_id])
    offer_undo(request, said="Le document est retiré. Il reste 30\u00a0jours dans la corbeille.", url=undo)
    return redirect("action_plans", rlp.slug)


@rlp_view(None, writing=Right.DEPOSIT_PLANS)
def put_plan_back(request, rlp, plan_id):
    plan = queries.find_plan(rlp, plan_id)
    services.put_plan_back(plan=plan)
    messages.success(request, "Le document est de retour.")
    return redirect("action_plans", rlp.slug)
