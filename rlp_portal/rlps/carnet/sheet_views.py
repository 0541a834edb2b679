"""One sheet: read it, fill it whole or section by section, say that it is finished."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.drawn import figures_to_read, stored_answers
from rlp_portal.rlps.carnet.gestures import do_gesture
from rlp_portal.rlps.carnet.new_rows import ANYWAY, said_added
from rlp_portal.rlps.carnet.queries import open_sheet
from rlp_portal.rlps.carnet.reading import read_sections
from rlp_portal.rlps.carnet.row_views import stay
from rlp_portal.rlps.carnet.saving import say_restoration, with_true_bases
from rlp_portal.rlps.carnet.sheet_page import SheetPage
from rlp_portal.rlps.carnet.whole_form import save_page
from rlp_portal.rlps.permissions import WHO_CAN, Right, has_right
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.typography import count_words, quebec_time, quoted
from worksheets import services
from worksheets.plan import without_owner
from worksheets.queries import answers_of, rows_shown, shows_plan, unanswered
from worksheets.schema import UnknownSection

STAYS = ("", "save", "add")  # the buttons that show the same page again
MORE = "more:"  # the value of « Ajouter une ligne », followed by the list


@rlp_view(Right.READ_CARNET, writing=Right.EDIT_CARNET)
def sheet(request, rlp, number, key):
    """The first section; a sheet of one section has no other page."""
    open_ = open_sheet(rlp, number, key)
    return show_or_save(request, open_, open_.instrument.sections[:1])


@rlp_view(Right.READ_CARNET, writing=Right.EDIT_CARNET)
def sheet_section(request, rlp, number, key, section):
    open_ = open_sheet(rlp, number, key)
    try:
        wanted = open_.instrument.section(section)
    except UnknownSection:
        raise Http404 from None
    return show_or_save(request, open_, (wanted,))


@rlp_view(Right.READ_CARNET, writing=Right.EDIT_CARNET)
def whole_sheet(request, rlp, number, key):
    open_ = open_sheet(rlp, number, key)
    return show_or_save(request, open_, open_.instrument.sections)


def show_or_save(request, open_, sections):
    if not has_right(Right.READ_DRAFTS, roles=request.roles):
        return read_only(request, open_)
    if request.method == "POST":
        return save(request, open_, sections)
    return SheetPage(request, open_, sections).show()


def read_only(request, open_):
    """What a member sees: the finished sheets, in words."""
    if open_.sheet.finished_at is None:
        raise PermissionDenied(f"Cette feuille n’est pas encore terminée. {WHO_CAN[Right.READ_DRAFTS]}")
    answers, noted = stored_answers(open_, finished=True)
    rows = rows_shown(open_.instrument, open_.round.workbook_id)
    context = {
        "title": open_.instrument.title,
        "round": open_.round,
        "sheet": open_.sheet,
        "instrument": open_.instrument,
        "drawings": figures_to_read(open_, answers, noted, rows=rows),
        "sections": read_sections(open_.instrument, answers, rows),
    }
    return render_page(request, "carnet/sheet_read.html", context)


def save(request, open_, sections):
    page = SheetPage(request, open_, sections, data=with_true_bases(request.POST, open_.round))
    outcome = save_page(page, by=request.user)
    say_restoration(request, open_.round)
    for notice in outcome.notices:
        messages.info(request, notice)
    if page.form.errors or not outcome.is_clean:
        return show_refused(request, page, outcome)
    return go_on(request, open_, page, outcome, then=request.POST.get("then", ""))


def show_refused(request, page, outcome):
    """The page as it is stored by now, with what could not be written still in its place."""
    open_ = reopened(page.open)
    again = type(page)(request, open_, page.sections, data=page.form.data, retyped=outcome.retyped)
    again.form.take_errors(page.form)
    refusals = [*again.form.refusals, *outcome.refusals]
    return again.show(status=outcome.status, conflicts=outcome.conflicts, refusals=refusals, has_errors=True)


def reopened(open_):
    return open_sheet(open_.rlp, open_.round.number, open_.instrument.key)


def go_on(request, open_, page, outcome, *, then):
    """After saving: what the button that was pressed asks for."""
    if then in STAYS or then.startswith(ANYWAY):
        return redirect(stay(request, outcome))
    for row in outcome.added.values():
        messages.success(request, said_added(row))
    if then == "finish":
        return finish(request, reopened(open_))
    if then == "reopen":
        services.reopen_sheet(sheet=reopened(open_).sheet, by=request.user)
        return redirect(request.path)
    if done := do_gesture(request, open_, then, back=request.path):
        return done
    if then.startswith(MORE):
        return redirect(f"{request.path}#q-{slugify(then.removeprefix(MORE))}")
    if outcome.saved:
        messages.success(request, f"Enregistré à {quebec_time(timezone.now())}.")
    return redirect(page.next_url() if then == "next" else request.path)


@rlp_view(None, writing=Right.EDIT_CARNET)
def finish_sheet(request, rlp, number, key):
    return finish(request, open_sheet(rlp, number, key))


def finish(request, open_):
    """Incomplete is normal: what is empty is said once, then the person decides."""
    empty = [] if "anyway" in request.POST else unanswered(open_.instrument, answers_of(open_.sheet))
    if empty:
        page = SheetPage(request, open_, open_.instrument.sections)
        return page.show(status=422, empty=page.mark_empty(empty), has_errors=True)
    services.finish_sheet(sheet=open_.sheet, by=request.user)
    messages.success(request, f"La feuille {quoted(open_.instrument.title)} est terminée. Vous pouvez y revenir.")
    warn_of_measures_nobody_carries(request, open_)
    return redirect(open_.round)


def warn_of_measures_nobody_carries(request, open_):
    """A measure without anybody in charge is a draft like another: it is told at the end, and stops nothing."""
    if not shows_plan(open_.instrument):
        return
    lines = rows_shown(open_.instrument, open_.round.workbook_id)["plan_line"]
    left = len(without_owner(one for one in lines if one.deleted_at is None))
    if left:
        said = count_words(left, "mesure est gardée", "mesures sont gardées")
        messages.warning(request, f"{said} sans responsable. Vous pourrez dire plus tard qui s’en charge.")


@rlp_view(None, writing=Right.EDIT_CARNET)
def reopen_sheet(request, rlp, number, key):
    open_ = open_sheet(rlp, number, key)
    services.reopen_sheet(sheet=open_.sheet, by=request.user)
    return redirect("sheet", *open_.url_args)
