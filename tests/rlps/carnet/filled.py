"""Rounds whose carnets hold everything that they can hold, as many times as asked, by as many authors."""

import datetime

from django.utils import timezone

from tests.factories import RoundFactory, UserFactory
from worksheets import catalogue, schema
from worksheets.fingerprints import fingerprint
from worksheets.kinds import holds_answers
from worksheets.models import Answer, Change, PlanLine, Sheet, SustainedObject


def fill_round(rlp, number, amount):
    round_ = RoundFactory(rlp=rlp, number=number, title=f"Démarche {number}")
    people = [UserFactory() for _ in range(amount)]
    kept = SustainedObject.objects.bulk_create(
        [
            SustainedObject(workbook=round_.workbook, name=f"Objet {one}", code="A", line="programmes")
            for one in people
        ]
    )
    PlanLine.objects.bulk_create(
        [
            PlanLine(
                workbook=round_.workbook,
                strategy="policy",
                measure=f"Mesure {place}",
                when=timezone.localdate() - datetime.timedelta(days=place),
                object=one,
            )
            for place, one in enumerate(kept)
        ]
    )
    journal = [
        Change(workbook=round_.workbook, target=target, target_id=one.public_id, after=snapshot, author=person)
        for target, snapshot, rows in [
            ("object", {"value": {"name": "Un objet"}}, kept),
            ("plan_line", {"value": {"measure": "Une mesure"}}, PlanLine.objects.filter(workbook=round_.workbook)),
        ]
        for one, person in zip(rows, people, strict=True)
    ]
    for instrument in catalogue.all_latest():
        sheet = Sheet.objects.create(
            workbook=round_.workbook, instrument_key=instrument.key, instrument_version=instrument.version
        )
        journal += answer_all(sheet, instrument, kept, people)
    Change.objects.bulk_create(journal)
    return round_


def answer_all(sheet, instrument, kept, people):
    """Every question answered, each with as many changes as there are people; the changes to store."""
    answers, journal = [], []
    for address, asked, _row in instrument.questions():
        if not holds_answers(asked):
            continue
        value = sample(asked, kept)
        rows = (
            [f"{address}.r{place}" for place, _ in enumerate(people)]
            if isinstance(asked, schema.GrowingList)
            else [address]
        )
        for row, person in zip(rows, people, strict=False):
            answers.append(
                Answer(sheet=sheet, address=row, value=value, fingerprint=fingerprint(value), updated_by=person)
            )
            journal += [
                Change(
                    workbook=sheet.workbook,
                    sheet=sheet,
                    target="answer",
                    address=row,
                    after={"value": value, "state": "answered"},
                    author=author,
                )
                for author in people
            ]
    Answer.objects.bulk_create(answers)
    return journal


def sample(asked, kept):
    samples = {
        schema.LongText: "Un texte",
        schema.ShortText: "Court",
        schema.Date: "2028-11-12",
        schema.Lines: ["Un", "Deux"],
        schema.Scale: 4,
        schema.Bipolar: 2,
        schema.YesNo: "yes",
        schema.ProposedLevel: "2",
        schema.ObjectChoice: {"objects": [str(one.public_id) for one in kept], "text": "Et le reste"},
        schema.ActorChoice: {"actors": [], "text": "Et les autres"},
        schema.Placements: {"name": "Comité de parents", "rung": 7},
        schema.People: {"name": "Ana", "organisation": "CPE", "sector": "Garde"},
    }
    if isinstance(asked, schema.MultipleChoice):
        return {"chosen": [asked.options[0].key], "other": ""}
    if type(asked) is schema.SingleChoice:
        return asked.options[0].key
    return samples[type(asked)]
