"""A project that comes back from another program: read apart, matched with our texts and our codes, then written.

Nothing is guessed: a text is ours when it says the same words, a passage is found by its own words, a code by its
identifier or by its name. What is not found is counted and said.
"""

from collections import Counter
from dataclasses import dataclass, field

from rlp_portal.analysis import codebook
from rlp_portal.analysis.coding.choices import Choice, choice_kept, choice_of, nothing_here
from rlp_portal.analysis.coding.codes import objects_written, strategies_written
from rlp_portal.analysis.coding.passages import LONGEST_PASSAGE
from rlp_portal.analysis.coding.services import CodingConflict, save_coding
from rlp_portal.analysis.double.queries import LAST_OF_EACH, open_beside
from rlp_portal.analysis.enums import ActOrigin
from rlp_portal.analysis.models import Coding, PlanVersion
from rlp_portal.analysis.models.coding import LONGEST_MEMO
from rlp_portal.analysis.plans import unreadable
from rlp_portal.analysis.text.anchoring import quote, reanchor
from rlp_portal.reports.qda import reading_program
from rlp_portal.reports.qda.codes import (
    DOUBT,
    MARKS,
    MOMENTS,
    OBJECTS,
    STAR,
    STRATEGIES,
    VERDICTS,
    codes_element,
    keys_by_guid,
)
from rlp_portal.rlps.uploaded_files import FileRefused
from rlp_portal.ui import apart
from worksheets.cleaning import Refused, clean_text
from worksheets.folding import fold

SECONDS, MEGABYTES = 15, 500
EMPTY = "Le fichier est vide."
DAMAGED = "Le fichier est abîmé. Produisez-le de nouveau, puis réessayez."
WRONG = "Ce fichier n’est pas un projet REFI-QDA. Choisissez un fichier .qdpx."
SAID = {
    unreadable.DAMAGED: DAMAGED,
    unreadable.LOCKED: "Ce fichier est protégé par un mot de passe. Retirez la protection, puis réessayez.",
    unreadable.RISKY: "Ce fichier n’est pas lisible sans risque. Produisez-le de nouveau, puis réessayez.",
    unreadable.TOO_LONG: "Ce projet est trop long pour être rapporté d’un seul coup. Partagez-le en plusieurs.",
    unreadable.OTHER_FORMAT: WRONG,
}
BUSY = "Plusieurs fichiers sont lus en ce moment. Réessayez dans une minute; rien n’est rapporté."
TOO_SLOW = "La lecture a pris trop de temps."


@dataclass
class Arrival:
    """What a file would bring to one person. `passages`: [[plan, version, start, end, what was said], …], plain."""

    users: list  # [(guid, name, how many passages), …]
    user: str
    passages: list = field(default_factory=list)
    new: int = 0
    same: int = 0
    different: int = 0  # hers stay, what comes is kept aside
    closed: int = 0  # in a plan whose readings are compared
    lost: int = 0  # words that our text does not hold
    other_codes: Counter = field(default_factory=Counter)
    unknown_texts: list = field(default_factory=list)
    texts: int = 0


def read_project(content):
    """What the file holds, in plain values; raises FileRefused."""
    if not content:
        raise FileRefused(EMPTY)
    try:
        answer = apart.answer_of(reading_program.__name__, content, seconds=SECONDS, megabytes=MEGABYTES)
    except apart.Busy:
        raise FileRefused(BUSY) from None
    except apart.TooSlow:
        raise FileRefused(TOO_SLOW) from None
    except apart.Broken:
        raise FileRefused(DAMAGED) from None
    if "error" in answer:
        raise FileRefused(SAID[answer["error"]])
    return answer


def arrival_of(project, *, plans, person, user=""):
    """What the file would bring her; `user`: whose codings of the file, when it holds those of several."""
    counts = Counter(one["user"] for source in project["sources"] for one in source["selections"])
    users = [(guid, project["users"].get(guid, guid), count) for guid, count in counts.most_common()]
    chosen = next((one for one in (user, str(person.public_id)) if one in counts), users[0][0] if users else "")
    arrival = Arrival(users, chosen)
    versions = list(
        PlanVersion.objects.filter(plan__in=plans, pk__in=LAST_OF_EACH.values("pk")).select_related("plan")
    )
    known = {(one.plan_id, one.excerpt.start, one.excerpt.end): choice_of(one) for one in own_codings(plans, person)}
    closed = set(open_beside(person).filter(plan__in=plans).values_list("plan", flat=True))
    keys = known_codes(project["codes"])
    for source in project["sources"]:
        version = version_of(source, versions)
        if version is None:
            arrival.unknown_texts.append(source["name"])
            continue
        arrival.texts += 1
        for (start, end), choice in passages_of(source, version, keys, chosen, arrival).items():
            weigh(arrival, version, start, end, choice, known=known, is_closed=version.plan_id in closed)
    return arrival


def own_codings(plans, person):
    found = Coding.objects.filter(coder=person, settles__isnull=True, plan__in=plans)
    return found.filter(excerpt__version__in=LAST_OF_EACH.filter(plan__in=plans)).select_related("excerpt")


def known_codes(names):
    """{guid of the file: (kind, key)}"""
    ours = keys_by_guid(codebook.latest())
    by_name = {fold(name): ours[guid] for guid, name in names_of_ours().items() if guid in ours}
    found = {guid: ours.get(guid) or by_name.get(fold(name)) for guid, name in names.items()}
    return {guid: one for guid, one in found.items() if one}


def names_of_ours():
    return {one.get("guid"): one.get("name") for one in codes_element(codebook.latest(), "urn:any").iter("{*}Code")}


def version_of(source, versions):
    """Ours by its identifier, else by its very words, whatever the line ends and the spaces around."""
    for version in versions:
        if str(version.public_id) == source["guid"].strip("{}").lower():
            return version
    words = source["text"].split()
    return next((version for version in versions if words and version.text.split() == words), None)


def passages_of(source, version, keys, user, arrival):
    """{(start, end) in our text: Choice}; several selections of one passage are one."""
    said = {}
    for one in source["selections"]:
        if one["user"] != user:
            continue
        arrival.other_codes.update(guid for guid in one["codes"] if guid not in keys)
        found = said.setdefault((one["start"], one["end"]), {"codes": set(), "memos": {}})
        found["codes"] |= {keys[guid] for guid in one["codes"] if guid in keys}
        found["memos"][one["memo"]] = None
    text = source["text"]
    asked = [place for place in said if is_passage(*place, text)]
    places = asked if text == version.text else reanchor([quote(text, *place) for place in asked], version.text)
    arrival.lost += len(said) - len(asked) + sum(place is None for place in places)
    choices = {place: choice_of_codes(said[before]) for before, place in zip(asked, places, strict=True) if place}
    return {place: choice for place, choice in choices.items() if choice}


def is_passage(start, end, text):
    return 0 <= start < end <= len(text) and end - start <= LONGEST_PASSAGE and bool(text[start:end].strip())


def choice_of_codes(said):
    """None when no code of ours is there."""
    version = codebook.latest().version
    codes = said["codes"]
    memo = "\n\n".join(filter(None, said["memos"]))
    try:
        memo = clean_text(memo, limit=LONGEST_MEMO).value or ""
    except Refused:
        memo = memo[:LONGEST_MEMO]
    objects, strategies = ([key for kind, key in codes if kind == one] for one in (OBJECTS, STRATEGIES))
    doubt = (MARKS, DOUBT) in codes
    if not objects and not strategies:
        return nothing_here(memo=memo, doubt=doubt) if any(kind == VERDICTS for kind, _key in codes) else None
    moments = [one.key for one in codebook.latest().moments if (MOMENTS, one.key) in codes]
    return Choice(
        objects=objects_written(objects, version=version),
        strategies=strategies_written(strategies, version=version),
        moment=moments[0] if moments else "",
        memo=memo,
        doubt=doubt,
        star=(MARKS, STAR) in codes,
    )


def weigh(arrival, version, start, end, choice, *, known, is_closed):
    stored = known.get((version.plan_id, start, end))
    if stored == choice:
        arrival.same += 1
        return
    if is_closed:
        arrival.closed += 1
        return
    arrival.different += stored is not None
    arrival.new += stored is None
    arrival.passages.append([str(version.plan.public_id), version.number, start, end, choice.written])


def bring_in(passages, *, by, find_passage):
    """Write what a preview showed: (how many are written, how many are kept aside). Hers are never written over."""
    written = aside = 0
    for plan, number, start, end, said in passages:
        try:
            save_coding(
                passage=find_passage(plan, number, start, end),
                choice=choice_kept(said),
                base="",
                by=by,
                origin=ActOrigin.IMPORTED,
                sentence=None,
            )
            written += 1
        except CodingConflict:
            aside += 1
    return written, aside
