"""The coding screen: one part of a plan's text, and what an advisor says of it, passage by passage."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from rlp_portal.analysis import codebook
from rlp_portal.analysis.coding import queries, reading, services
from rlp_portal.analysis.coding.choices import EMPTY, choice_kept, joined, label_of
from rlp_portal.analysis.coding.page import CodedPassage, panel_of, read_part, words_between
from rlp_portal.analysis.coding.passages import Passage, read_field, words_of
from rlp_portal.analysis.coding.posted import JOIN, KEEP, Posted, operation_id, read_choice, sentence_of
from rlp_portal.analysis.double.services import reveal_finished
from rlp_portal.analysis.enums import ActOrigin
from rlp_portal.analysis.suggestions.queries import memory_of
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.posting import say_notices
from rlp_portal.ui.typography import quebec_time
from worksheets.cleaning import Refused
from worksheets.services.references import is_uuid

REFUSAL = "Le codage est réservé au conseil."
WRITING = ("POST",)
KEPT = "Ce que vous avez choisi est gardé."
NOTHING_TO_UNDO = "Il n’y a plus rien à annuler dans ce document."
COMPARED = "Vos deux lectures de ce document sont comparées\u00a0: elles ne changent plus. Départagez-les."
FINISHED = "Ce document est terminé\u00a0: ses codes ne changent plus. Reprenez-le d’abord."
CHANGED_SINCE = "Ce passage a changé depuis, dans une autre page. Rien n’est annulé\u00a0: relisez-le."


@role_view(Role.ADVISOR, refusal=REFUSAL)
def code_plan(request, plan_id):
    """`?phrase=15` opens the part that holds it, `&passage=1203-1290` another passage there."""
    version = queries.find_version(request.portal, plan_id)
    return draw(request, version)


def draw(request, version, *, posted=None, choice=None, refusal="", conflict=None, status=200):
    """The page; after a form that was refused, with what it sent."""
    state = queries.with_her_state(version, request.user)
    sentence = posted.sentence if posted else sentence_asked(request, version, state["position"])
    part = read_part(version, request.user, min(sentence, version.sentences - 1))
    shown = next((one for one in part.sentences if one.number == sentence), part.sentences[0])
    passage = passage_shown(posted.field[1:] if posted else passage_asked(request), shown, part, version)
    panel = panel_of(part, passage, words_between(part, passage.start, passage.end), op_id=uuid4())
    if choice is not None:
        panel.choice = choice
    if conflict:
        panel.base = conflict.base
    plan, tail = version.plan, tail_of(request)
    context = {
        "title": plan.title,
        "plan": plan,
        "version": version,
        "part": part,
        "shown": shown,
        "panel": panel,
        "state": state,
        "closed": closed_words(version),
        "refusal": refusal,
        "has_errors": bool(refusal or conflict),
        "conflict": conflict and conflict_shown(conflict),
        "kept": kept_shown(plan, request.user) if state["has_kept"] else [],
        "queue": queue_of(request, plan),
        "asked": asked_sample(request),
        "suggestions": suggestions_for(request.user, passage, panel.quotation) if state["suggestions"] else [],
        "tail": tail,
        "items": [one.item(tail) for one in part.coded],
        "undo_id": uuid4(),
    }
    return render_page(request, "analysis/coding/code_plan.html", context, status=status)


def suggestions_for(person, passage, words):
    place = {"plan_id": passage.version.plan_id, "start": passage.start, "end": passage.end}
    return memory_of(person).like(words, **place)


@role_view(Role.ADVISOR, refusal=REFUSAL)
def coding_suggestions(request, plan_id):
    """What a script asks when the person stays on a passage: the part of the page that shows them."""
    version = queries.find_version(request.portal, plan_id)
    asked = passage_asked(request)
    passage = Passage(version, *(asked or (0, 0)))
    try:
        passage.check()
        found = suggestions_for(request.user, passage, words_of(passage).quotation)
    except Refused:
        raise BadRequest from None
    return render(request, "analysis/coding/_suggestions.html", {"suggestions": found})


def sentence_asked(request, version, position):
    """Where she was, unless the address says more."""
    passage = passage_asked(request)
    if request.GET.get("phrase"):
        return sentence_of(request.GET)
    return queries.sentence_at(version, passage[0]) if passage else position


def passage_asked(request):
    named = read_field(f"0:{request.GET.get('passage', '')}")
    return named[1:] if named else None


def passage_shown(asked, shown, part, version):
    """What was asked for when it touches this part; else the sentence."""
    first, last = part.sentences[0].start, part.sentences[-1].end
    if asked and first <= asked[0] < asked[1] <= version.length and asked[0] < last:
        return Passage(version, *asked)
    return Passage(version, shown.start, shown.end)


def kept_shown(plan, person):
    version = codebook.latest().version
    return [(act, label_of(choice_kept(act.after), version=version)) for act in queries.kept_in(plan, person)]


def tail_of(request):
    """What every link of the page keeps."""
    asked = asked_sample(request)
    return f"&echantillon={asked}" if asked else ""


def asked_sample(request):
    sent = request.GET.get("echantillon", "")
    return sent if is_uuid(sent) else ""


def queue_of(request, plan):
    """Where this plan stands among those that she has to code in the sample, and which comes next."""
    asked = asked_sample(request)
    if not asked:
        return None
    rows = queries.find_queue(request.user, UUID(asked))
    at = next((rank for rank, row in enumerate(rows) if row.plan_id == plan.pk), None)
    if at is None:
        return None
    after = [*rows[at + 1 :], *rows[:at]]
    return {
        "sample": rows[at].sample,
        "place": at + 1,
        "count": len(rows),
        "finished": sum(row.is_finished for row in rows),
        "next": next((row.plan.public_id for row in after if not row.is_finished), None),
    }


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING, found_by_role=True)
def save_coding(request, plan_id):
    """POST field, its codes, `<field>--base`, op_id → JSON for a script, the page again for a form."""
    version = queries.find_version_to_code(request.user, plan_id, read_field(request.POST.get("field", "")))
    posted = Posted.of(request.POST)
    choice = EMPTY
    try:
        choice, notices = read_choice(request.POST, posted.act)
        saved = write(request, version, posted, choice)
    except Refused as refusal:
        if asks_for_json(request):
            kept = KEPT if str(refusal) in (services.CHOOSE_CODES, FINISHED) else ""
            return JsonResponse({"message": str(refusal), "kept": kept}, status=422)
        return draw(request, version, posted=posted, choice=choice, refusal=str(refusal), status=422)
    except services.CodingConflict as conflict:
        return answer_conflict(request, version, posted, choice, conflict)
    if asks_for_json(request):
        return JsonResponse({**acknowledged(request, saved, posted.sentence), "notices": list(notices)})
    say_notices(request, notices)
    return redirect(page_at(request, version, posted.sentence + 1))


def write(request, version, posted, choice):
    passage = queries.passage_in(version, *posted.field)
    if said := closed_words(version):
        keep_for_later(request, version, posted, passage, choice)
        raise Refused(said)
    if posted.act == KEEP:
        return services.keep_stored(passage=passage, by=request.user, op_id=posted.op_id)
    if posted.act == JOIN:
        choice = joined(choice, services.stored_choice(passage, request.user), version=codebook.latest().version)
    return services.save_coding(
        passage=passage,
        choice=choice,
        base=posted.base,
        by=request.user,
        op_id=posted.op_id,
        origin=ActOrigin.SCREEN if asks_for_json(request) else ActOrigin.FORM,
        sentence=min(posted.sentence, version.sentences - 1),
        found=(version.excerpt, version.coding) if posted.field[0] == version.number else None,
    )


def closed_words(version):
    """Why nothing is coded here now; nothing when it may be."""
    if version.is_compared:
        return COMPARED
    return FINISHED if version.is_finished else ""


def keep_for_later(request, version, posted, passage, choice):
    """A script keeps by itself what was refused; a form would lose it with its page."""
    if version.is_compared or asks_for_json(request) or choice.is_empty or not choice.is_complete:
        return
    services.keep_for_later(passage=passage, choice=choice, base=posted.base, by=request.user, op_id=posted.op_id)


def answer_conflict(request, version, posted, choice, conflict):
    if asks_for_json(request):
        html = render_to_string("analysis/coding/_conflict.html", {"conflict": conflict_shown(conflict)})
        base = conflict.base
        return JsonResponse({"message": said_of(conflict), "base": base, "html": html}, status=409)
    return draw(request, version, posted=posted, choice=choice, conflict=conflict, status=409)


def said_of(conflict):
    at = conflict.coding and quebec_time(conflict.coding.updated_at)
    changed = f"Vous avez changé ce codage à {at}" if at else "Vous avez effacé ce codage"
    return f"{changed}, dans une autre page. Les deux choix sont gardés."


def conflict_shown(conflict):
    version = codebook.latest().version
    sides = [("Ici", conflict.sent), ("L’autre page", conflict.stored)]
    return {
        "said": said_of(conflict),
        "sides": [(name, label_of(one, version=version) or "aucun code", one) for name, one in sides],
        "may_join": not (conflict.sent.is_empty or conflict.stored.is_empty),
    }


def acknowledged(request, saved, sentence):
    """What a script learns: the next base, and what the margin and the list now show of that passage."""
    known = {
        "saved": f"Enregistré à {quebec_time(saved.at)}",
        "base": saved.fingerprint,
        "field": saved.passage.field,
    }
    if saved.choice.is_empty:
        return {**known, "bracket": "", "item": ""}
    shown = CodedPassage.saved(saved, sentence)
    return {**known, "bracket": shown.bracket, "item": shown.item(tail_of(request))}


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def undo_coding(request, plan_id):
    version = queries.find_version(request.portal, plan_id)
    if said := closed_words(version):
        return refuse(request, version, said)
    try:
        undone = services.undo_coding(plan=version.plan, by=request.user, op_id=operation_id(request.POST))
    except services.NothingToUndo:
        return refuse(request, version, NOTHING_TO_UNDO)
    except services.CodingConflict:
        return refuse(request, version, CHANGED_SINCE)
    sentence = queries.sentence_at(undone.passage.version, undone.passage.start)
    url = page_at(request, version, sentence, passage=undone.passage)
    if asks_for_json(request):
        return JsonResponse({**acknowledged(request, undone, sentence), "said": "Annulé.", "url": url})
    messages.success(request, "Le dernier geste est annulé.")
    return redirect(url)


def refuse(request, version, said):
    if asks_for_json(request):
        return JsonResponse({"message": said}, status=422)
    messages.warning(request, said)
    return redirect(page_at(request, version, sentence_of(request.POST)))


@role_view(Role.ADVISOR, refusal=REFUSAL, methods=WRITING)
def reading_place(request, plan_id):
    """Where she is, from a script; « J’ai terminé » and « Reprendre », from a form."""
    version = queries.find_version(request.portal, plan_id)
    act = request.POST.get("act", "")
    sentence = min(sentence_of(request.POST), version.sentences - 1)
    if act == "finish":
        return finish_reading(request, version)
    if act == "again":
        reading.take_up_again(version, by=request.user)
        return redirect(page_at(request, version, sentence))
    reading.note_place(version, by=request.user, sentence=sentence)
    return HttpResponse(status=204)


def finish_reading(request, version):
    reading.finish(version, by=request.user)
    reveal_finished(plans=[version.plan_id])
    queue = queue_of(request, version.plan)
    if queue is None:
        messages.success(request, "Le document est terminé.")
        return redirect(page_at(request, version, 0))
    if queue["next"] is None:
        messages.success(request, said_of_all(queue["count"]))
        return redirect(queue["sample"])
    messages.success(request, "Le document est terminé. Voici le suivant.")
    return redirect(reverse("code_plan", args=[queue["next"]]) + f"?echantillon={asked_sample(request)}")


def said_of_all(count):
    return "Le document est terminé." if count == 1 else f"Les {count}\u00a0documents sont terminés."


def page_at(request, version, sentence, *, passage=None):
    """The address of the page with that sentence, from 0; past the last one, the last."""
    asked = f"phrase={min(sentence, version.sentences - 1) + 1}"
    if passage:
        asked += f"&passage={passage.start}-{passage.end}"
    return f"{reverse('code_plan', args=[version.plan.public_id])}?{asked}{tail_of(request)}"


def asks_for_json(request):
    return request.headers.get("Accept", "").startswith("application/json")
