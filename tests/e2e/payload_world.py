"""A portal where every text that people may type is a script: seeded in its own process, by the tables.

`seed` gives the ids that addresses need. What is typed is cleaned elsewhere; here it is stored as a hand would.
"""

import datetime
import json
from pathlib import Path
from uuid import uuid4

from django.utils import timezone

from rlp_portal.accounts.demo import PASSWORD
from rlp_portal.accounts.models import User
from rlp_portal.reports.archive import contents
from rlp_portal.reports.exports.document import document_of
from rlp_portal.reports.exports.reading import take_carnet
from rlp_portal.reports.fillable.seal import Seal
from rlp_portal.reports.imports.carnet_file import what_comes_in
from rlp_portal.reports.models import FilledForm, ReturnedCarnet
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership, MobilisationRating, Rlp, Round, folded_name
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import marks_of
from rlp_portal.rlps.sharing.services import share
from rlp_portal.stewardship.models import BackupRun, DataRequest, Incident, IncidentEntry
from tests.e2e.payload_analysis import seed_analysis
from tests.e2e.payload_workshops import facilitator_of, seed_workshops
from tests.payloads import PAYLOADS, SHORT, all_of, on_one_line, rolled
from worksheets import catalogue, schema, services
from worksheets.fingerprints import fingerprint
from worksheets.models import Actor, Answer, Change, PlanLine, Sector, Sheet, SustainedObject, Variant, Workbook

COORDINATOR, ADVISOR, MEMBER, ADMINISTRATOR, FACILITATOR = (
    f"{role}@charges.exemple.org" for role in ("coordination", "conseil", "membre", "gestion", "animation")
)
DAY = datetime.date(2026, 3, 2)


def seed(*, archive):
    people = [
        User.objects.create_user(email=email, name=PAYLOADS[place], password=PASSWORD)
        for place, email in enumerate((COORDINATOR, ADVISOR, MEMBER))
    ]
    administrator = User.objects.create_user(
        email=ADMINISTRATOR, name=PAYLOADS[3], password=PASSWORD, is_administrator=True
    )
    rlp = seed_rlps(people)
    seed_team(rlp)
    MobilisationRating.objects.bulk_create(
        MobilisationRating(rlp=rlp, level=1 + place % 4, rated_on=DAY, note=one, recorded_by=people[0])
        for place, one in enumerate(PAYLOADS)
    )
    round_ = seed_rounds(rlp)
    seed_rows(round_)
    seed_answers(round_, by=people[0])
    rooms = seed_workshops(round_, facilitator=facilitator_of(FACILITATOR, PASSWORD), named=people[2])
    version = seed_version(round_, by=people[0])
    write_archive(rlp, round_, archive)
    request = seed_registers(administrator, asking=people[2])
    return {
        "slug": rlp.slug,
        "number": round_.number,
        "version": str(version.public_id),
        "form": str(seed_filled_form(round_, by=people[0]).public_id),
        "returned": str(seed_returned_carnet(round_, by=people[0]).public_id),
        "request": str(request.public_id),
        "incident": str(Incident.objects.get().public_id),
        "person": str(people[2].public_id),
        "rooms": rooms,
        "analysis": seed_analysis(rlp, advisor=people[1]),
    }


def seed_rlps(people):
    """As many as payloads: the coordinator works in the first, the advisor follows all of them."""
    Rlp.objects.bulk_create(
        Rlp(
            slug=f"charges-{place}",
            name=(name := f"{place} {one}"),
            folded_name=folded_name(name),
            territory=one,
            host_organisation=one,
            region="05",
        )
        for place, one in enumerate(PAYLOADS)
    )
    rlps = list(Rlp.objects.filter(slug__startswith="charges-"))
    first = next(one for one in rlps if one.slug == "charges-0")
    coordinator, advisor, member = people
    Membership.objects.bulk_create(Membership(rlp=one, user=advisor, role=Role.ADVISOR) for one in rlps)
    Membership.objects.create(rlp=first, user=coordinator, role=Role.COORDINATOR)
    Membership.objects.create(rlp=first, user=member, role=Role.MEMBER)
    return first


def seed_team(rlp):
    User.objects.bulk_create(
        User(email=f"charge{place}@exemple.org", name=one, password="!") for place, one in enumerate(PAYLOADS)
    )
    team = User.objects.filter(email__startswith="charge", email__endswith="@exemple.org")
    Membership.objects.bulk_create(Membership(rlp=rlp, user=one, role=Role.MEMBER) for one in team)


def seed_rounds(rlp):
    """The last one holds everything."""
    Workbook.objects.bulk_create(Workbook() for _one in PAYLOADS)
    workbooks = list(Workbook.objects.filter(round__isnull=True))
    Round.objects.bulk_create(
        Round(rlp=rlp, number=place, title=one, started_on=DAY, workbook=workbooks[place - 1])
        for place, one in enumerate(PAYLOADS, start=1)
    )
    return Round.objects.get(rlp=rlp, number=len(PAYLOADS))


def seed_registry(round_):
    """As many sectors as a wheel has, three actors in each; the others in none, all of them analysed."""
    Sector.objects.bulk_create(
        Sector(workbook=round_.workbook, circle="formal", name=on_one_line(one)[:80], place=place)
        for place, one in enumerate(PAYLOADS[:12])
    )
    sectors = list(Sector.objects.filter(workbook=round_.workbook)) * 3
    Actor.objects.bulk_create(
        Actor(
            workbook=round_.workbook,
            name=on_one_line(one)[:120],
            organisation=on_one_line(PAYLOADS[place - 1])[:120],
            sector=sectors[place] if place < len(sectors) else None,
            other_sector=on_one_line(PAYLOADS[place - 2])[:80],
            involvement="involved" if place % 2 else "to_mobilise",
            contact=on_one_line(PAYLOADS[place - 3])[:120],
            capacities=one,
            role=PAYLOADS[place - 4],
            interest=PAYLOADS[place - 5],
            recruitment=PAYLOADS[place - 6],
            barriers=PAYLOADS[place - 7],
            contact_by=on_one_line(PAYLOADS[place - 8])[:120],
        )
        for place, one in enumerate(PAYLOADS)
    )


def seed_rows(round_):
    seed_registry(round_)
    lines = ["", *(asked.line for _address, asked, _row in catalogue.latest("ft1").questions() if is_kept(asked))]
    SustainedObject.objects.bulk_create(
        SustainedObject(
            workbook=round_.workbook, name=on_one_line(one), code="A", fate="sustain", line=lines[place % len(lines)]
        )
        for place, one in enumerate(PAYLOADS)
    )
    kept = list(SustainedObject.objects.filter(workbook=round_.workbook))
    strategies = ["institutionalisation", "policy", "community", "resources"]
    PlanLine.objects.bulk_create(
        PlanLine(
            workbook=round_.workbook,
            strategy=strategies[place % 4],
            measure=one,
            who=PAYLOADS[place - 1],
            needs=PAYLOADS[place - 2],
            when=DAY if place % 3 else None,
            object=kept[place],
        )
        for place, one in enumerate(PAYLOADS)
    )
    Change.objects.bulk_create(
        Change(
            workbook=round_.workbook,
            target="object",
            target_id=one.public_id,
            address="name",
            before={"value": PAYLOADS[place - 1]},
            after={"value": one.name},
        )
        for place, one in enumerate(kept[:20])
    )


def is_kept(asked):
    return isinstance(asked, schema.KeptObjects)


def seed_answers(round_, *, by):
    """Each question of each sheet, with its history, and a text of a colleague that waits beside it."""
    for instrument in catalogue.all_latest():
        sheet = Sheet.objects.create(
            workbook=round_.workbook, instrument_key=instrument.key, instrument_version=instrument.version
        )
        values = {}
        for address, asked, _row in instrument.questions():
            values |= texts_for(address, asked, round_, place=len(values))
        Answer.objects.bulk_create(
            Answer(sheet=sheet, address=address, value=value, fingerprint=fingerprint(value), updated_by=by)
            for address, value in values.items()
        )
        Change.objects.bulk_create(
            Change(
                workbook=round_.workbook,
                sheet=sheet,
                target="answer",
                address=address,
                before={"value": value, "state": "answered"},
                after={"value": value, "state": "answered"},
                author=by,
            )
            for address, value in values.items()
        )
        Variant.objects.bulk_create(
            Variant(
                workbook=round_.workbook,
                sheet=sheet,
                address=address,
                value=all_of(place) if isinstance(value, str) else value,
                fingerprint=str(place),
                reason=Variant.Reason.CONFLICT,
                author=by,
            )
            for place, (address, value) in enumerate(list(values.items())[:12])
        )
        if instrument.key in {"ft1", "ft2", "ft3"}:
            services.finish_sheet(sheet=sheet, by=by)


def texts_for(address, asked, round_, *, place):
    """{address: value} with as many payloads as the question has room for."""
    if isinstance(asked, schema.LongText | schema.ShortText):
        return {address: all_of(place)}
    if isinstance(asked, schema.Lines):
        texts = rolled(place)
        step = len(texts) // asked.count + 1
        return {address: [on_one_line(" ".join(texts[start : start + step])) for start in range(0, len(texts), step)]}
    if isinstance(asked, schema.MultipleChoice):
        if asked.other is None:
            return {address: {"chosen": [asked.options[0].key], "other": ""}}
        return {address: {"chosen": [asked.options[0].key, asked.other], "other": all_of(place, between=" ")}}
    if isinstance(asked, schema.ObjectChoice):
        objects = SustainedObject.objects.filter(workbook=round_.workbook)[:60]
        return {address: {"objects": [str(one.public_id) for one in objects], "text": all_of(place)}}
    if isinstance(asked, schema.ActorChoice):
        return {address: {"actors": [], "text": all_of(place)[: asked.limit]}}
    if isinstance(asked, schema.People):
        texts = [on_one_line(one) for one in rolled(place)]
        rows = [texts[start : start + 4] for start in range(0, len(texts), 4)]
        return {
            f"{address}.r{number}": dict(zip(("name", "organisation", "sector"), (a, b, " ".join(more)), strict=True))
            for number, (a, b, *more) in enumerate(row + [""] * (2 - len(row)) for row in rows)
        }
    if isinstance(asked, schema.Placements):
        texts = rolled(place)
        step = len(texts) // asked.at_most + 1
        parts = [on_one_line(" ".join(texts[start : start + step])) for start in range(0, len(texts), step)]
        return {
            f"{address}.r{number}": {"name": one, "rung": number % len(asked.rungs) + 1}
            for number, one in enumerate(parts)
        }
    return {}


def seed_version(round_, *, by):
    at = timezone.now()
    keys = [one.key for one in catalogue.all_latest()]
    seen = marks_of(whole_document(round_, at=at))
    sheets = [key for key in keys if key in seen]
    ticked = {"sheets": sheets, "people": [*sheets, "outcomes"], "outcomes": True}
    return share(round_=round_, note=all_of(5), seen=seen, after=0, op_id=uuid4(), by=by, at=at, **ticked)


def write_archive(rlp, round_, folder):
    """The pages of the « dernier jour » archive: the list of every round, and the last one of them whole."""
    files_of_round = contents.files_of_round
    contents.carnet_pdf = lambda taken: None  # what PDFs make of such texts is another test’s
    contents.files_of_round = lambda one, **where: files_of_round(one, **where) if one == round_ else ()
    for name, content in contents.files_of_one(rlp, with_names=True, as_of=timezone.now()):
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def seed_filled_form(round_, *, by):
    texts = iter(PAYLOADS * 4)
    boxes = {
        f"{instrument.key}/{instrument.version}/{address.replace('.', '/')}": "\n".join(
            text for text, _place in zip(texts, range(25), strict=False)
        )
        for instrument in [catalogue.latest("ft5")]
        for address, asked, _row in instrument.questions()
        if isinstance(asked, schema.LongText)
    }
    return FilledForm.objects.create(
        round=round_,
        instrument_key="ft5",
        file_name=SHORT[0],
        digest="0" * 64,
        seal=str(Seal(instrument="ft5", version=1)),
        content=boxes,
        received_by=by,
    )


def seed_returned_carnet(round_, *, by):
    """Everything of the last round, brought to the first one, which is empty."""
    content = what_comes_in(document_of(take_carnet(round_, with_names=True), with_history=False))
    return ReturnedCarnet.objects.create(
        round=Round.objects.get(rlp=round_.rlp, number=1),
        file_name=SHORT[1],
        digest="0" * 64,
        content=content,
        received_by=by,
    )


def seed_registers(administrator, *, asking):
    BackupRun.objects.bulk_create(BackupRun(succeeded=False, problem=one) for one in PAYLOADS[:20])
    incident = Incident.objects.create(number=1)
    texts = ("information", "circumstances", "reasons", "public_notice", "measures")
    IncidentEntry.objects.create(
        incident=incident,
        by=administrator,
        known_on=DAY,
        happened=PAYLOADS[0],
        people=PAYLOADS[1],
        **{name: all_of(place) for place, name in enumerate(texts)},
    )
    answered = {"answer": all_of(2), "answered_at": timezone.now(), "answered_by": administrator}
    DataRequest.objects.create(person=asking, kind="other", words=all_of(1), **answered)
    return DataRequest.objects.create(person=asking, kind="rectification", words=all_of(3))


def print_seed(archive):
    print(json.dumps(seed(archive=archive)))
