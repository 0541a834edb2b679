"""The page of analysis, and the passages behind each of its numbers."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.loader import render_to_string

from rlp_portal.analysis.enums import Moment
from rlp_portal.analysis.samples.queries import samples_of
from rlp_portal.analysis.tables import pages
from rlp_portal.analysis.tables.asked import BY_PASSAGES, MOMENT, PASSAGES, SAMPLE, Asked, known
from rlp_portal.analysis.tables.declared import WITH_PASSAGES
from rlp_portal.analysis.tables.excerpts import codes_in_words, find_excerpts, title_of
from rlp_portal.analysis.tables.kept import behind_comparisons, board_of, state_of
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Rlp
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of

REFUSAL = "L’analyse est réservée au conseil."
STILL_BLIND = (
    "Vous lisez des documents de cet échantillon sans voir le premier codage. L’analyse s’ouvrira une fois les "
    "lectures comparées."
)
EXCERPTS_PER_PAGE, MOST_DRAWN = 30, 12
FILES = [
    ("objets-strategies", "Objets et stratégies"),
    ("sous-strategies", "Sous-stratégies"),
    ("groupes", "Groupes de cotes"),
    ("mesures", "Mesures"),
    ("regroupements", "Regroupements"),
    ("declare", "Déclaré et codé"),
    ("passages", "Passages codés"),
]


@role_view(Role.ADVISOR, refusal=REFUSAL)
def analysis(request):
    samples = list(samples_of(request.user))
    sample = chosen_sample(samples, request.GET.get(SAMPLE))
    if sample is None:
        return render_page(request, "analysis/tables/no_sample.html", {"title": "Analyse"})
    state = state_of(sample, reader=request.user)
    refuse_the_blind(state)
    board = board_of(sample, state, followed=request.portal.advised_keys, reader=request.user)
    moment = known(request.GET.get(MOMENT, ""), Moment.values)
    by_passages = request.GET.get(PASSAGES) == BY_PASSAGES
    context = {
        "title": "Analyse",
        "sample": sample,
        "samples": samples,
        "state": state,
        "summary": board.summary,
        "tables": tables_of(sample, board, request.GET, moment=moment, by_passages=by_passages),
    }
    return render_page(request, "analysis/tables/analysis.html", context)


def tables_of(sample, board, address, *, moment, by_passages):
    """Drawn again where a number, or a name, changed since. `address`: what its links go on from."""
    names = names_on(board)
    shown = tuple((pk, rlp.name, rlp.slug) for pk, rlp in sorted(names.items()))
    wanted = Wanted(
        (sample.public_id, board.key, address.urlencode(), shown),
        lambda: draw_tables(sample, board, names, address, moment=moment, by_passages=by_passages),
    )
    return drawn(wanted)


def draw_tables(sample, board, names, address, *, moment, by_passages):
    context = {
        "address": address,
        "sample": sample,
        "files": FILES,
        "summary": board.summary,
        "moments": pages.moment_choices(moment),
        "by_passages": by_passages,
        **map_context(sample, board, moment=moment, by_passages=by_passages),
        **mobilisation_context(sample, board),
        "comparisons": pages.comparison_rows(board, sample),
        "declaring": board.declaring,
        "rlps": pages.rlp_rows(board, names, sample),
        "differences": pages.difference_rows(board, names, sample, sample.codebook_version),
    }
    return render_to_string("analysis/tables/_tables.html", context)


def names_on(board):
    """{RLP: row} of all those that the page names. One query, none without any."""
    shown = {rlp for rlp, _level, _measures in board.rlps} | set(board.differences)
    return Rlp.objects.in_bulk(shown) if shown else {}


@dataclass(frozen=True)
class Wanted:
    """`make` draws what `key` names."""

    key: tuple
    make: object = field(compare=False)


@lru_cache(maxsize=MOST_DRAWN)
def drawn(wanted):
    """Kept by each process, as it is heavier to draw than to count."""
    return wanted.make()


def chosen_sample(samples, asked):
    """The one that the address names, or the last one drawn; None where nothing was drawn yet."""
    if asked:
        return find_among(samples, asked)
    return next((one for one in samples if one.withdrawn_at is None), None)


def asked_sample(request):
    """The sample of a page that shows nothing else; 404 where there is none, 403 for whoever still codes blind."""
    sample = chosen_sample(list(samples_of(request.user)), request.GET.get(SAMPLE))
    if sample is None:
        raise Http404
    state = state_of(sample, reader=request.user)
    refuse_the_blind(state)
    return sample, state


def find_among(samples, asked):
    found = next((one for one in samples if str(one.public_id) == asked), None)
    if found is None:
        raise Http404
    return found


def refuse_the_blind(state):
    if state.is_blind:
        raise PermissionDenied(STILL_BLIND)


def map_context(sample, board, *, moment, by_passages):
    counting = pages.Counting(sample, board.summary, moment=moment, by_passages=by_passages)
    whole = pages.Counting(sample, board.summary)
    return {
        "strategies": counting.codes.strategies,
        "heat_rows": list(pages.heat_rows(counting)),
        "totals": pages.totals_row(counting),
        "sub_groups": pages.sub_groups(whole, board.stars),
    }


def mobilisation_context(sample, board):
    summary = board.summary
    context = {
        "groups": [(pages.group_title(group), size) for group, size in summary.sizes.items()],
        "pair_rows": pages.pair_rows(pages.Counting(sample, summary)),
        "medians": pages.median_rows(summary),
    }
    return context | (pages.mobilisation_figures(summary) if summary.can_compare else {})


@role_view(Role.ADVISOR, refusal=REFUSAL)
def analysis_excerpts(request):
    sample, state = asked_sample(request)
    asked = Asked.of(request.GET, version=sample.codebook_version)
    context = {"title": title_of(asked, version=sample.codebook_version), "sample": sample, "asked": asked}
    if not asked.compared:
        return show_excerpts(request, sample, state, asked, context)
    behind = behind_comparisons(sample, state, followed=request.portal.advised_keys, reader=request.user)
    if asked.compared in WITH_PASSAGES:
        return show_excerpts(request, sample, state, asked, context, behind=behind)
    return show_declaring(request, asked, context, behind)


def show_excerpts(request, sample, state, asked, context, *, behind=None):
    """`behind`: of a number that counts some RLPs only."""
    among = behind and behind.rlps[asked.strategy][asked.compared]
    found = find_excerpts(sample, asked, reader=request.user, is_settled=state.holds_settled, among=among)
    page = page_of(found.codings, request.GET.get("page"), size=EXCERPTS_PER_PAGE, count=found.passages)
    for coding in page.object_list:
        coding.said = codes_in_words(coding)
        coding.sheets = pages.declaring_sheets(coding.plan.rlp, behind, asked) if behind else []
    one_rlp = page.object_list[0].plan.rlp if asked.rlp and page.object_list else None
    context |= {"found": found, "page": page, "one_rlp": one_rlp}
    return render_page(request, "analysis/tables/excerpts.html", context)


def show_declaring(request, asked, context, behind):
    """The RLPs that a number counts, each with the sheet that says so, as it was shared."""
    held = behind.rlps[asked.strategy][asked.compared]
    rlps = Rlp.objects.filter(pk__in=held).order_by("folded_name", "pk")
    page = page_of(rlps, request.GET.get("page"), size=EXCERPTS_PER_PAGE, count=len(held))
    context |= {"page": page, "count": len(held), "rows": pages.declaring_rows(page.object_list, behind, asked)}
    return render_page(request, "analysis/tables/declaring.html", context)
