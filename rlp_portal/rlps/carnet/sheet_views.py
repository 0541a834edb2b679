"""One sheet: read it, fill it whole or section by section, say that it is finished."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify

from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.carnet.drawn import figures_to_read, stored_answers
from rlp_portal.rlps.carnet.new_rows import said_added
from rlp_portal.rlps.carnet.queries import open_sheet
from rlp_portal.rlps.carnet.row_views import REMOVE, remove, stay
from rlp_portal.rlps.carnet.saving import say_restoration, with_true_bases
from rlp_portal.rlps.carnet.sheet_page import SheetPage, names_of
from rlp_portal.rlps.carnet.whole_form import save_page
from rlp_portal.rlps.permissions import WHO_CAN, Right, has_right
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.typography import quebec_time, quoted
from worksheets import services
from worksheets.plan import plan_in_words
from worksheets.queries import answers_of, objects_of, plan_lines_of, shows_objects, shows_plan, unanswered
from worksheets.schema import KeptObjects, Plan, UnknownSection
from worksheets.wording import words

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
    objects = objects_of(open_.round.workbook_id) if shows_objects(open_.instrument) else []
    lines = plan_lines_of(open_.round.workbook_id) if shows_plan(open_.instrument) else []
    context = {
        "title": open_.instrument.title,
        "round": open_.round,
        "sheet": open_.sheet,
        "instrument": open_.instrument,
        "drawings": figures_to_read(open_, answers, noted),
        "sections": [(one, read_questions(one, answers, objects, lines)) for one in open_.instrument.sections],
    }
    return render_page(request, "carnet/sheet_read.html", context)


def read_questions(section, answers, objects, lines):
    """[{label, number, said}] of a section; `said` gathers the rows of growing lists and what windows show."""
    read, names = [], names_of(objects)
    for address, asked, row in section.questions():
        stored = [answer for name, answer in answers.items() if name == address or name.startswith(f"{address}.")]
        said = [text for one in stored for text in words(asked, one.value, state=one.state, objects=names)]
        if isinstance(asked, KeptObjects):
            said = [one.name for one in objects if one.line == asked.line and one.deleted_at is None]
        elif isinstance(asked, Plan):
            said = plan_in_words(lines, today=timezone.localdate())
        if row and row.is_extra and not said:
            continue
        label = f"{row.label} – {asked.label}" if row else asked.label
        read.append({"label": label, "number": asked.number, "said": said})
    return read


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
    if then in STAYS:
        return redirect(stay(request, outcome))
    for row in outcome.added.values():
        messages.success(request, said_added(row))
    if then == "finish":
        return finish(request, reopened(open_))
    if then == "reopen":
        services.reopen_sheet(sheet=reopened(open_).sheet, by=request.user)
        return redirect(request.path)
    if then.startswith(REMOVE):
        return remove(request, open_.round, then.removeprefix(REMOVE), back=request.path)
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
    return redirect(open_.round)


@rlp_view(None, writing=Right.EDIT_CARNET)
def reopen_sheet(request, rlp, number, key):
    open_ = open_sheet(rlp, number, key)
    services.reopen_sheet(sheet=open_.sheet, by=request.user)
    return redirect("sheet", *open_.url_args)
