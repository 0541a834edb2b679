"""The carnet's cover pages: its task list, the rounds, a new round."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet import services
from rlp_portal.rlps.carnet.forms import RoundForm
from rlp_portal.rlps.carnet.queries import PLAN_SHEET, find_round, latest_round
from rlp_portal.rlps.enums import CoalitionWord
from rlp_portal.rlps.models import Round
from rlp_portal.rlps.permissions import Right, has_right
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.typography import quoted
from worksheets.plan import overdue
from worksheets.queries import next_task, plan_lines_of, tasks_of
from worksheets.rows import ACTOR, OBJECT, PLAN_LINE, ROW_KINDS, SECTOR
from worksheets.schema import PHASE_LABELS
from worksheets.variants import count_to_check
from worksheets.whole_rows import rows_of

LATE_SHOWN = 3


@rlp_view(Right.READ_CARNET)
def rlp_home(request, rlp):
    round_ = latest_round(rlp)
    return show_carnet(request, round_) if round_ else show_no_round(request, rlp, part="Carnet")


def show_no_round(request, rlp, *, part):
    """`part` is what the menu promised: the carnet, or its plan."""
    context = {"title": rlp.name, "part": part, "may_start": may(request, "START_ROUND")}
    return render_page(request, "carnet/no_round.html", context)


@rlp_view(Right.READ_CARNET)
def carnet(request, rlp, number):
    return show_carnet(request, find_round(rlp, number))


def show_carnet(request, round_):
    tasks = tasks_of(round_.workbook_id)
    reads_drafts = may(request, "READ_DRAFTS")
    lines = plan_lines_of(round_.workbook_id) if reads_drafts else []
    late = overdue(lines, today=timezone.localdate())
    context = {
        "title": round_.title,
        "round": round_,
        "groups": task_groups(round_, tasks, reads_drafts=reads_drafts),
        "finished": sum(task.status == "finished" for task in tasks),
        "total": len(tasks),
        "to_check": count_to_check(round_.workbook_id) if may(request, "READ_HISTORY") else 0,
        "late": late[:LATE_SHOWN],
        "late_count": len(late),
        "late_more": len(late[LATE_SHOWN:]),
        "next": next_thing(round_, tasks) if may(request, "EDIT_CARNET") else None,
        "reads_drafts": reads_drafts,
        "may_edit": may(request, "EDIT_CARNET"),
        "may_report": may(request, "MAKE_REPORTS"),
        "may_share": may(request, "SHARE_CARNET"),
        "may_start": may(request, "START_ROUND"),
        "compare_url": reverse("compare_rounds", args=[round_.rlp.slug, round_.number, round_.number - 1])
        if round_.number > 1
        else "",
    }
    return render_page(request, "carnet/carnet.html", context)


def may(request, right):
    return has_right(Right[right], roles=request.roles)


def task_groups(round_, tasks, *, reads_drafts):
    """The four phases of the task list; a reader without drafts only opens what is finished."""
    return [
        {
            "title": label,
            "tasks": [
                task_line(round_, task, reads_drafts=reads_drafts) for task in tasks if task.instrument.phase == phase
            ],
        }
        for phase, label in PHASE_LABELS.items()
        if any(task.instrument.phase == phase for task in tasks)
    ]


def task_line(round_, task, *, reads_drafts):
    opens = reads_drafts or task.status == "finished"
    return {
        "code": task.instrument.code,
        "title": task.instrument.short_title,
        "hint": task.instrument.purpose,
        "status": task.status,
        "url": sheet_url(round_, task.instrument) if opens else "",
    }


def sheet_url(round_, instrument):
    return reverse("sheet", args=[round_.rlp.slug, round_.number, instrument.key])


def next_thing(round_, tasks):
    task = next_task(tasks)
    if task is None:
        return {
            "title": "Toutes les feuilles sont terminées",
            "detail": "Vous pouvez produire le carnet en PDF et l’apporter à votre prochaine rencontre.",
            "url": reverse("reports", args=[round_.rlp.slug]),
            "action": "Produire le carnet",
        }
    if not any(one.sheet for one in tasks):
        return {
            "title": "Commencez par ce que vous connaissez le mieux.",
            "detail": f"Beaucoup {CoalitionWord(round_.rlp.word).of_many} débutent par la feuille\u00a01.",
            "url": sheet_url(round_, task.instrument),
            "action": "Ouvrir la feuille\u00a01",
        }
    begun = task.status == "in_progress"
    return {
        "title": task.instrument.title,
        "detail": task.instrument.purpose,
        "url": sheet_url(round_, task.instrument),
        "action": "Continuer" if begun else "Commencer",
    }


@rlp_view(Right.READ_DRAFTS)
def current_plan(request, rlp):
    round_ = latest_round(rlp)
    if round_ is None:
        return show_no_round(request, rlp, part="Plan")
    return redirect("sheet", rlp.slug, round_.number, PLAN_SHEET)


@rlp_view(Right.READ_CARNET)
def rounds(request, rlp):
    context = {
        "title": "Démarches",
        "rounds": Round.objects.filter(rlp=rlp).select_related("rlp").order_by("-number"),
        "may_start": may(request, "START_ROUND"),
    }
    return render_page(request, "carnet/rounds.html", context)


@rlp_view(Right.START_ROUND, writing=Right.START_ROUND)
def new_round(request, rlp):
    previous = latest_round(rlp)
    left = rows_left(previous)
    today = timezone.localdate()
    form = RoundForm(
        request.POST if request.method == "POST" else None,
        objects=left[OBJECT],
        plan_lines=left[PLAN_LINE],
        sectors=left[SECTOR],
        actors=left[ACTOR],
        initial={"title": proposed_title(previous, today), "started_on": today.isoformat()},
    )
    if request.method == "POST" and is_of_an_older_page(request, previous):
        return show_opened(request, rlp)
    if request.method == "POST" and form.is_valid():
        return open_round(request, rlp, previous, form)
    context = {"title": "Nouvelle démarche", "form": form, "previous": previous, "after": number_of(previous)}
    return render_page(request, "carnet/new_round.html", context, status=422 if form.is_bound else 200)


def rows_left(previous):
    """{kind: what the round before may hand on}."""
    found = rows_of(previous.workbook_id, ROW_KINDS.values()) if previous else {}
    return {
        kind: [one for one in found.get(kind.target.value, ()) if one.deleted_at is None]
        for kind in ROW_KINDS.values()
    }


def is_of_an_older_page(request, previous):
    """The page was drawn before the present round was opened: by somebody else, or by its own first sending."""
    return request.POST.get("after", number_of(previous)) != number_of(previous)


def number_of(previous):
    return str(previous.number) if previous else ""


def show_opened(request, rlp):
    messages.warning(request, "Une démarche vient d’être ouverte. La voici.")
    return redirect("rlp_home", rlp.slug)


def proposed_title(previous, today):
    title = f"Démarche {today.year}"
    return f"{title} (suite)" if previous and previous.title == title else title


def open_round(request, rlp, previous, form):
    try:
        round_ = services.start_round(
            rlp=rlp,
            title=form.cleaned_data["title"],
            started_on=form.cleaned_data["started_on"],
            by=request.user,
            previous=previous,
            objects=form.chosen("objects"),
            plan_lines=form.chosen("plan_lines"),
            **form.registry_chosen,
        )
    except services.RoundExists:
        return show_opened(request, rlp)
    for notice in form.notices:
        messages.info(request, notice)
    messages.success(request, f"La démarche {quoted(round_.title)} est ouverte.")
    return redirect(round_)
