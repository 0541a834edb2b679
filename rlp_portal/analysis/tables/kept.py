"""What the pages read of a sample, kept from one visit to the next as long as nobody codes and nobody shares."""

import hashlib
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.db.models import CharField, Count, Exists, F, Max, OuterRef, Q, Subquery, Sum, Value, Window
from django.db.models.functions import Cast, Concat, RowNumber
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from rlp_portal.analysis.enums import DrawOutcome
from rlp_portal.analysis.measures import GROUPS, LEAST_IN_A_GROUP, MOST_LISTED
from rlp_portal.analysis.models import Coding, CodingAct, DoubleReading, Reading, Sample, SampledPlan
from rlp_portal.analysis.tables.counts import count_sample
from rlp_portal.analysis.tables.declared import compare, declared_in, differences, rlps_behind
from rlp_portal.analysis.tables.queries import codings_of_sample
from rlp_portal.analysis.tables.summary import Summary, summarise
from rlp_portal.analysis.text.paragraphs import without_bullet
from rlp_portal.rlps.models import SharedVersion
from rlp_portal.rlps.sharing.document import UnreadableVersion, read
from worksheets.codes import Strategy
from worksheets.prepared import Prepared

FORMAT = 2  # of what is kept: another meaning is another number
A_DAY = 24 * 60 * 60
NOBODY = 0  # no account has this id
LARGE = 500  # documents drawn, from which going through all of them costs more than their page
LONGEST_ACT = timedelta(minutes=1)  # longer than any act of coding takes to be written
SEEN, MOST_SEEN, NEVER = {}, 50, datetime.min.replace(tzinfo=UTC)  # {(sample, reader): (Signs, State)}, each process
MOST_STARS = 2  # passages shown under a sub-strategy


@dataclass(frozen=True)
class State:
    """`mark` changes with each act of coding that the numbers of the sample read, and with each sharing."""

    mark: str
    begun: int  # documents of the sample that the main coder has begun, and finished
    finished: int
    double_read: int  # documents that somebody else has finished too, both readings shown since
    is_blind: bool  # the reader codes some of its documents without seeing the first coding
    holds_settled: bool  # something was settled between two readings
    excluded: int  # documents of the universe, before the draw


def state_of(sample, *, reader=None):
    """One query. For a large sample, one too while nobody codes: it asks for signs that something changed."""
    if sample.drawn_size < LARGE:
        return read_state(sample, reader)
    asked, signs = (sample.public_id, reader and reader.pk), signs_of(sample, reader)
    seen, state = SEEN.get(asked, (None, None))
    if seen != signs or seen.act_at > timezone.now() - LONGEST_ACT:
        state = read_state(sample, reader)
        if len(SEEN) >= MOST_SEEN:
            SEEN.clear()
        SEEN[asked] = signs, state
    return state


@dataclass(frozen=True)
class Signs:
    """What is found without going through a sample: at least one changes with anything that its state reads.

    An act may be written whose number comes before one that is there already, while both last: see LONGEST_ACT.
    """

    act: int
    act_at: datetime
    others: tuple


def signs_of(sample, reader):
    found = SIGNS.first(sample=sample.pk, reader=reader.pk if reader else NOBODY)
    act, _space, at = (found.act or "").partition(" ")
    at = parse_datetime(at) if at else NEVER
    at = at if timezone.is_aware(at) else at.replace(tzinfo=UTC)  # SQLite says it without
    return Signs(int(act or 0), at, (found.reading, found.finished, found.opened, found.revealed, found.is_blind))


def with_signs(sample, reader):
    last_act = CodingAct.objects.order_by("-pk").annotate(said=said_together(F("pk"), F("at"))).values("said")[:1]
    finished = Reading.objects.filter(finished_at__isnull=False).order_by()
    double = DoubleReading.objects.filter(sample=sample).order_by()
    return (
        Sample.objects.filter(pk=sample)
        .only("pk")
        .annotate(
            act=Subquery(last_act),
            reading=Subquery(Reading.objects.order_by("-pk").values("pk")[:1]),
            finished=folded(finished, Count("pk"), Max("finished_at")),
            opened=opened_in(sample, reader),
            revealed=folded(double.filter(revealed_at__isnull=False), Count("pk")),
            is_blind=Exists(double.filter(reader=reader, revealed_at__isnull=True)),
        )
    )


def read_state(sample, reader):
    found = STATES.first(sample=sample.pk, reader=reader.pk if reader else NOBODY)
    begun, finished = (found.read or "0 0").split()[:2]  # nothing follows where nobody has read yet
    return State(
        f"{found.read}/{found.decided}/{found.opened}",
        begun=int(begun),
        finished=int(finished),
        double_read=int(found.double_read or 0),
        is_blind=found.is_blind,
        holds_settled=found.decided is not None,
        excluded=int(found.excluded or 0),
    )


def with_state(sample, reader):
    readings = Reading.objects.filter(coder=OuterRef("main_coder"), plan__in=drawn_of(sample, "plan")).order_by()
    settled = Coding.objects.filter(settles=OuterRef("pk")).order_by()
    double = DoubleReading.objects.filter(sample=sample).order_by()
    twice = double.filter(revealed_at__isnull=False).values("plan")
    excluded = SampledPlan.objects.filter(sample=sample, outcome=DrawOutcome.EXCLUDED).order_by()
    others = Reading.objects.filter(plan__in=twice, finished_at__isnull=False).order_by()
    finished = Count("pk", filter=Q(finished_at__isnull=False))
    return (
        Sample.objects.filter(pk=sample)
        .only("pk")
        .annotate(
            read=folded(readings, Count("pk"), finished, Sum("revision")),
            decided=folded(settled, Count("pk"), Max("updated_at")),
            opened=opened_in(sample, reader),
            double_read=folded(others.exclude(coder=OuterRef("main_coder")), Count("plan", distinct=True)),
            is_blind=Exists(double.filter(reader=reader, revealed_at__isnull=True)),
            excluded=folded(excluded, Count("pk")),
        )
    )


STATES, SIGNS = Prepared(with_state), Prepared(with_signs)


def opened_in(sample, reader):
    shared = opened_by(reader).filter(round__rlp__in=drawn_of(sample, "rlp")).order_by()
    return folded(shared, Count("pk"), Max("pk"))


def opened_by(reader):
    """The versions in force that she has opened: what is not opened is not read, not even to be counted."""
    return SharedVersion.objects.shown().filter(readings__reader=reader)


def folded(rows, *aggregates):
    """Several numbers of the same rows in one text, so that they are read once; None without a row."""
    text = said_together(*aggregates)
    return Subquery(rows.annotate(_all=Value(1)).values("_all").annotate(text=text).values("text"))


def said_together(*numbers):
    said = [part for one in numbers for part in (Cast(one, CharField()), Value(" "))][:-1]
    return Concat(*said) if len(said) > 1 else said[0]


def drawn_of(sample, column):
    return SampledPlan.objects.filter(sample=sample, outcome=DrawOutcome.DRAWN).order_by().values(column)


def kept_key(what, sample, state):
    digest = hashlib.sha256(state.encode()).hexdigest()[:32]
    return f"{what}-{FORMAT}-{sample.pk}-{digest}"


def summary_of(sample, state):
    """One query when it is kept already."""
    key = kept_key("summary", sample, state.mark)
    kept = cache.get(key)
    if kept is None:
        kept = summarise(count_sample(sample), version=sample.codebook_version).as_data()
        cache.set(key, kept, A_DAY)
    return Summary(**kept)


@dataclass(frozen=True)
class Board:
    """All that the page of analysis shows to one advisor, by ids; `key` changes with any of it.

    `rlps`: [(RLP, level, measures of one with passages or None)], beyond MOST_LISTED those of a group that is too
    small to be compared. `stars`: {sub-strategy: [words]}. `comparisons`: [Comparison as data], of `declaring` RLPs;
    `differences`: {RLP: (only said, only coded)}.
    """

    key: str
    summary: Summary
    rlps: list
    stars: dict
    declaring: int
    comparisons: list
    differences: dict


def board_of(sample, state, *, followed, reader):
    """`followed`: the RLPs whose shared versions this reader may open. One query when it is kept already."""
    key = kept_key("board", sample, f"{state.mark} {reader.pk} {sorted(followed)}")
    kept = cache.get(key)
    if kept is None:
        kept = counted_board(sample, followed, reader)
        cache.set(key, kept, A_DAY)
    return Board(**{**kept, "key": key, "summary": Summary(**kept["summary"])})


def counted_board(sample, followed, reader):
    tables = count_sample(sample)
    coded = strategies_coded(tables)
    declared = declared_by(sample, followed, reader)
    return {
        "summary": summarise(tables, version=sample.codebook_version).as_data(),
        "rlps": rlps_one_by_one(sample, tables),
        "stars": stars_of(sample, followed),
        "declaring": len(declared),
        "comparisons": [asdict(one) for one in compare(declared, coded)],
        "differences": differences(declared, coded) if len(declared) <= MOST_LISTED else {},
    }


def strategies_coded(tables):
    return {one.rlp: set(one.moments) for one in tables.rlps}


@dataclass(frozen=True)
class Behind:
    """The RLPs behind the numbers of each Comparison, by ids, and the shared version in which each declares."""

    rlps: dict  # {strategy: {number: [RLP]}}
    versions: dict  # {RLP: public id}


def behind_comparisons(sample, state, *, followed, reader):
    """Apart from the board, that would be slower to read. One query when it is kept already."""
    key = kept_key("behind", sample, f"{state.mark} {reader.pk} {sorted(followed)}")
    kept = cache.get(key)
    if kept is None:
        declared, coded = declared_by(sample, followed, reader), strategies_coded(count_sample(sample))
        kept = {
            "rlps": {
                strategy: {number: sorted(rlps) for number, rlps in rlps_behind(strategy, declared, coded).items()}
                for strategy in Strategy.values
            },
            "versions": {rlp: one.version for rlp, one in declared.items()},
        }
        cache.set(key, kept, A_DAY)
    return Behind(**kept)


def rlps_one_by_one(sample, tables):
    measures = {one.rlp: asdict(one.measures) for one in tables.rlps}
    drawn = sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN).order_by()
    if tables.n > MOST_LISTED:
        small = [
            level for name, levels in GROUPS.items() if tables.sizes[name] < LEAST_IN_A_GROUP for level in levels
        ]
        drawn = drawn.filter(rlp_level__in=small)
    return [(rlp, level, measures.get(rlp)) for rlp, level in drawn.values_list("rlp", "rlp_level").distinct()]


def declared_by(sample, followed, reader):
    """{RLP: Declared}, from the last version of each RLP that she opened; those that say nothing of it left out."""
    versions = (
        opened_by(reader)
        .filter(round__rlp__in=drawn_of(sample, "rlp"))
        .annotate(
            rlp=F("round__rlp"), rank=Window(RowNumber(), partition_by="round__rlp", order_by=["-shared_at", "-pk"])
        )
        .filter(rank=1)
        .order_by()
    )
    found = {}
    for version in versions.iterator(chunk_size=50):
        if version.rlp not in followed:
            continue
        try:
            declared = declared_in(read(version.content, digest=version.digest))
        except UnreadableVersion:
            continue
        if declared.says_something:
            found[version.rlp] = replace(declared, version=str(version.public_id))
    return found


def stars_of(sample, followed):
    """Two passages at most for each sub-strategy, in the order in which they were coded."""
    starred = codings_of_sample(sample).filter(is_starred=True).order_by("pk")
    found = {}
    for rlp, strategies, words in starred.values_list(
        "plan__rlp", "strategies_coded", "excerpt__quotation"
    ).iterator():
        for key in strategies.split() if rlp in followed else ():
            if len(found.setdefault(key, [])) < MOST_STARS:
                found[key].append(without_bullet(words))
    return found
