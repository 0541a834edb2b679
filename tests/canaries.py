"""Two RLPs where every text holds a word of its own: which RLP, and who may read it."""

import datetime
import io
import json
import re
from fractions import Fraction
from functools import lru_cache
from uuid import uuid4
from zipfile import ZipFile

from django.utils import timezone
from pypdf import PdfReader

from rlp_portal.accounts.models import User
from rlp_portal.analysis.plans.services import Incoming, add_version, deposit_plan
from rlp_portal.analysis.samples.queries import universe
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.reports.archive import services as archive_services
from rlp_portal.reports.enums import ReportKind
from rlp_portal.reports.exports.document import document_of
from rlp_portal.reports.exports.reading import take_carnet
from rlp_portal.reports.imports.carnet_file import what_comes_in
from rlp_portal.reports.models import Archive, FilledForm, Report, ReturnedCarnet
from rlp_portal.reports.services import make_report
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership, MobilisationRating, Rlp
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import marks_of
from rlp_portal.rlps.sharing.services import last_number, note_reading, share, withdraw_version
from rlp_portal.workshops import services as live
from rlp_portal.workshops.models import Outcome, Workshop
from tests.factories import CodingFactory, ExcerptFactory
from tests.pdf_words import pages_of
from tests.rlps.sharing.workshops import finished_workshop
from tests.world import ADMINISTRATOR, ANONYMOUS, OUTSIDER, build_world, read_twice
from worksheets import services
from worksheets.models import NEVER_ANSWERED, Sheet, Variant

DAY = datetime.date(2027, 5, 14)
# Who reads what, of her own RLP. The administration reads the profile, the ratings and the team of each.
PROFILE, TEAM, FINISHED, SHARED, DRAFT, PERSON, WITHDRAWN, PLANS, UNREVEALED = "abcdefghi"
# UNREVEALED is what a person answers in a workshop before « Révéler »: nobody reads it.
LAYERS = {
    Role.MEMBER.value: {PROFILE, TEAM, FINISHED},
    Role.COORDINATOR.value: {PROFILE, TEAM, FINISHED, SHARED, DRAFT, PERSON, WITHDRAWN, PLANS},
    Role.FACILITATOR.value: {PROFILE, TEAM},
    Role.ADVISOR.value: {PROFILE, TEAM, SHARED, PLANS},
    ADMINISTRATOR: {PROFILE, TEAM},
    OUTSIDER: set(),
    ANONYMOUS: set(),
}
CANARY = re.compile(r"xq([12])([a-i])vzz", re.IGNORECASE)


def word(number, layer):
    """No text of ours has one, no hyphenation cuts it."""
    return f"Xq{number}{layer}vZz"


def allowed(persona):
    """{(RLP, layer)}; the people of these tests belong to the first RLP."""
    rlps = ("1", "2") if persona == ADMINISTRATOR else ("1",)
    return {(rlp, layer) for rlp in rlps for layer in LAYERS[persona]}


def heard(text):
    return set(CANARY.findall(text.lower()))


def sown_world():
    world = build_world()
    for number, rlp in ((1, world.own), (2, world.foreign)):
        sow(world, rlp, number)
    return world


def sow(world, rlp, number):
    words = {layer: word(number, layer) for layer in LAYERS[Role.COORDINATOR.value]}
    coordinator, advisor = (
        Membership.objects.filter(rlp=rlp, role=role).order_by("id").first().user
        for role in (Role.COORDINATOR, Role.ADVISOR)
    )
    sow_profile(rlp, words)
    round_, earlier = rlp.rounds.all()
    type(round_).objects.filter(pk=round_.pk).update(title=f"Démarche {words[PROFILE]}")
    round_.refresh_from_db()
    sow_earlier_carnet(earlier, words, by=coordinator)
    sow_carnet(round_, words, by=coordinator)
    sow_finished_workshop(round_, words, by=coordinator)
    version, withdrawn = sow_versions(round_, words, by=coordinator)
    sow_finished_workshop(round_, dict.fromkeys(words, words[DRAFT]), by=coordinator)
    note_reading(version=version, reader=advisor)
    Writer(round_, by=coordinator)("ft5", "citizens", f"Écrit depuis {words[DRAFT]}")
    ids = world.ids[rlp]
    ids["version_id"], ids["withdrawn_id"] = version.public_id, withdrawn.public_id
    ids["report_id"] = make_true_report(round_, by=coordinator).public_id
    ids["archive_id"] = make_true_archive(rlp, by=coordinator).public_id
    ids["form_id"], ids["file_id"] = sow_files(round_, words, by=coordinator)
    sow_workshop(ids["workshop_id"], word(number, UNREVEALED), by=coordinator)
    plan, sample = sow_plan(rlp, words, by=coordinator, advisor=advisor)
    ids["plan_id"], ids["sample_id"] = plan.public_id, sample.public_id


def sow_profile(rlp, words):
    said = words[PROFILE]
    Rlp.objects.filter(pk=rlp.pk).update(
        name=f"{rlp.name} {said}", territory=f"Territoire {said}", host_organisation=f"Hôte {said}"
    )
    rlp.refresh_from_db()
    MobilisationRating.objects.filter(rlp=rlp).update(note=f"Note {said}")
    for place, person in enumerate(User.objects.filter(memberships__rlp=rlp).distinct()):
        person.name = f"Personne {words[TEAM]} {place}"
        person.email = f"{words[TEAM].lower()}.{place}@exemple.org"
        person.save()


def sow_earlier_carnet(round_, words, *, by):
    """What stands beside the carnet of now, where two rounds are compared."""
    write = Writer(round_, by=by)
    for key in ("ladder", "obstacles"):
        write(key, *PLACES[key](f"Avant {words[FINISHED]}"))
        services.finish_sheet(sheet=write.sheet(key), by=by)
    write("continuum", "today.networking", "often")


# Where the sheets that are compared hold words of the group.
PLACES = {
    "ladder": lambda said: ("collaborations.r1", {"name": said, "rung": 6}),
    "obstacles": lambda said: ("obstacles", {"chosen": ["other"], "other": said}),
}


def sow_carnet(round_, words, *, by):
    write = Writer(round_, by=by)
    write("ladder", *PLACES["ladder"](f"Maintenant {words[FINISHED]}"))
    services.finish_sheet(sheet=write.sheet("ladder"), by=by)
    write("ft1", "policies", f"Une politique {words[FINISHED]}")
    services.finish_sheet(sheet=write.sheet("ft1"), by=by)
    write("ft3", "adopters", f"Un brouillon {words[DRAFT]}")
    write("obstacles", *PLACES["obstacles"](f"Autre {words[DRAFT]}"))
    write("experiences", "pitfalls", [f"Un piège {words[DRAFT]}"])
    write("ft5", "norms", f"Une norme {words[SHARED]}")
    write("ft5", "influencers", f"Une personne {words[PERSON]}")
    person = {"name": f"Ana {words[PERSON]}", "organisation": f"CPE {words[PERSON]}", "sector": words[PERSON]}
    write("members", "absent.r1", person)
    shown_by_ft1 = f"Objet {words[FINISHED]}"
    services.add_object(workbook=round_.workbook, name=shown_by_ft1, code="A", line="programmes", by=by)
    services.add_object(workbook=round_.workbook, name=f"Ailleurs {words[DRAFT]}", code="A", by=by)
    services.add_plan_line(
        workbook=round_.workbook,
        strategy="policy",
        measure=f"Mesure {words[SHARED]}",
        who=f"Qui {words[PERSON]}",
        needs=f"Besoin {words[SHARED]}",
        when=DAY,
        by=by,
    )
    sow_registry(round_, words, by=by)
    removed = f"Retiré {words[DRAFT]}"
    gone = services.add_object(workbook=round_.workbook, name=removed, code="A", line="programmes", by=by)
    services.delete_row(row=gone, by=by)
    for sheet, address in ((write.sheet("ft3"), "involve"), (write.sheet("ft5"), "mobilise")):
        services.keep_variant(
            workbook_id=round_.workbook_id,
            sheet=sheet,
            address=address,
            value=f"Gardé à part {words[DRAFT]}",
            base="",
            reason=Variant.Reason.CONFLICT,
            by=by,
        )


def sow_registry(round_, words, *, by):
    """A draft, as its sheets: the names; what is thought of them names persons."""
    carnet = {"workbook": round_.workbook, "by": by}
    sector = services.add_sector(circle="formal", name=f"Secteur {words[DRAFT]}", **carnet)
    services.add_actor(
        name=f"Acteur {words[DRAFT]}",
        sector=sector,
        contact=f"Contact {words[PERSON]}",
        capacities=f"Capacités {words[PERSON]}",
        contact_by=f"Par {words[PERSON]}",
        **carnet,
    )


class Writer:
    def __init__(self, round_, *, by):
        self.round, self.by = round_, by

    def __call__(self, key, address, value):
        services.save_answer(sheet=self.sheet(key), address=address, value=value, base=NEVER_ANSWERED, by=self.by)

    def sheet(self, key):
        known = Sheet.objects.filter(workbook=self.round.workbook, instrument_key=key).first()
        return known or Sheet(workbook=self.round.workbook, instrument_key=key, instrument_version=1)


def sow_finished_workshop(round_, words, *, by):
    """What it retained of a text, and of persons; its first version shares it, a later one would."""
    workshop = finished_workshop(round_, by=by)
    said = Outcome.objects.filter(step__workshop=workshop)
    said.update(sentence=f"Retenu {words[SHARED]}", reservations=f"Réserve {words[SHARED]}")
    said.filter(item="ft5/influencers").update(
        sentence=f"Quelqu’un {words[PERSON]}", reservations=f"Quelqu’un {words[PERSON]}"
    )


def sow_versions(round_, words, *, by):
    """One in force, without what names people; then one that was withdrawn."""
    version = share_now(round_, ["ft5", "ft7"], f"Bonjour {words[SHARED]}", by=by, outcomes=True)
    withdrawn = share_now(round_, ["ft5"], f"Trop tôt {words[WITHDRAWN]}", by=by)
    withdraw_version(version=withdrawn, by=by)
    return version, withdrawn


def share_now(round_, sheets, note, *, by, outcomes=False):
    at = timezone.now()
    seen = marks_of(whole_document(round_, at=at))
    after = last_number(round_)
    ticked = {"sheets": sheets, "people": [], "outcomes": outcomes}
    return share(round_=round_, note=note, seen=seen, after=after, op_id=uuid4(), by=by, at=at, **ticked)


def make_true_report(round_, *, by):
    Report.objects.filter(round=round_).delete()
    return make_report(round_=round_, kind=ReportKind.CARNET, by=by)


def make_true_archive(rlp, *, by):
    archive = Archive.objects.create(rlp=rlp, as_of=timezone.now(), with_names=True, created_by=by)
    archive_services.run(archive.public_id)
    return archive


def sow_files(round_, words, *, by):
    """What was brought back and is not answered yet."""
    FilledForm.objects.filter(round=round_).update(content={"ft1/1/practices": f"Du PDF {words[DRAFT]}"})
    content = what_comes_in(document_of(take_carnet(round_, with_names=True), with_history=False))
    content["sheets"][0]["answers"][0]["value"] = f"Du JSON {words[DRAFT]}"
    ReturnedCarnet.objects.filter(round=round_).update(content=content)
    return (
        FilledForm.objects.get(round=round_).public_id,
        ReturnedCarnet.objects.get(round=round_).public_id,
    )


def sow_workshop(public_id, said, *, by):
    """Its first step is asked, and answered on a phone and on paper."""
    workshop = Workshop.objects.get(public_id=public_id)
    live.advance(workshop=workshop, by=by)
    live.advance(workshop=workshop, by=by)
    workshop = Workshop.objects.select_related("current_step", "round").get(pk=workshop.pk)
    step = workshop.current_step
    step.workshop = workshop
    participant, _key = live.join(workshop=workshop)
    open_item = live.find_asked(step, "ft3/adopters", "adopters")
    about = {"step": step, "item": open_item, "address": open_item.address, "value": f"Dit {said}"}
    live.submit_answer(participant=participant, op_id=uuid4(), **about)
    live.enter_paper_answer(paper_number=live.begin_paper(step=step), **about)


def sow_plan(rlp, words, *, by, advisor):
    """An action plan with its file, a coded passage that its second version lost, and a sample that drew it."""
    said = f"Le plan {words[PLANS]} commence. Sa suite {words[PLANS]} aussi."
    file = Incoming(said, origin="txt", file_name=f"{words[PLANS]}.txt", content=said.encode())
    plan = deposit_plan(rlp=rlp, incoming=file, by=by, title=f"Plan {words[PLANS]}", dated_on=DAY)
    excerpt = ExcerptFactory(plan=plan, words=f"Le plan {words[PLANS]} commence.")
    CodingFactory(excerpt=excerpt, coder=advisor, memo=f"Mémo {words[PLANS]}")
    add_version(plan=plan, incoming=Incoming(f"Le nouveau plan {words[PLANS]}."), by=by)
    terms = Terms(share=Fraction(1), seed="2026", exclusions={})
    title = f"Tirage {words[PLANS]}"
    sample = draw_sample(list(universe([rlp])), terms, by=advisor, op_id=uuid4(), title=title)
    read_twice(sample)
    return plan, sample


# ---- Reading whatever comes back ----------------------------------------------------------------------------------


def text_of(response):
    """All that a file or a page says, however it is wrapped."""
    if hasattr(response, "channel"):
        return response.channel.draw().decode()
    content = response.getvalue()
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{headers}\n{text_in(content)}"


@lru_cache(maxsize=500)
def text_in(content):
    if content.startswith(b"%PDF"):
        return text_in_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        with ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(text_in(archive.read(name)) for name in archive.namelist())
    text = content.decode("utf-8", "replace")
    return text + json_texts(text)


def text_in_pdf(content):
    reader = PdfReader(io.BytesIO(content))
    fields = [str(field.value) for field in (reader.get_fields() or {}).values()]
    return "\n".join(
        [*pages_of(content), *fields, str(reader.metadata), str([one.title for one in flat(reader.outline)])]
    )


def flat(outline):
    return [one for part in outline for one in (flat(part) if isinstance(part, list) else [part])]


def json_texts(text):
    """A word may be written with escapes."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return ""
