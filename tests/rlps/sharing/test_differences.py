"""What changed since a version, in words."""

from datetime import UTC, datetime

import pytest

from rlp_portal.rlps.sharing.differences import FieldChange, PartChanges, differences, not_in
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import keep_only
from tests.factories import RatingFactory
from tests.rlps.sharing.carnets import write
from worksheets import services
from worksheets.fingerprints import fingerprint
from worksheets.models import Sheet
from worksheets.rows import PLAN_LINE

AT = datetime(2026, 11, 18, 19, 12, tzinfo=UTC)
EVERY_SHEET = ["approach", "members", "ft1", "ft2", "ft4", "ft5", "ft7"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(round_):
    return keep_only(whole_document(round_, at=AT), sheets=EVERY_SHEET, people=["ft7"])


def now(round_):
    return whole_document(round_, at=datetime(2026, 12, 1, tzinfo=UTC))


def change(label, before, after):
    return FieldChange(label=label, before=before, after=after)


def test_nothing_changed_is_no_difference(round_, shared):
    assert differences(shared, now(round_)) == []


def test_an_answer_rewritten_added_and_taken_back(round_, shared, coordinator):
    write(round_, "ft4", "local", "Deux politiques", by=coordinator)
    write(round_, "ft4", "general", "Cinq ans", by=coordinator)
    write(round_, "ft2", "fulfils.convener", None, by=coordinator)

    assert differences(shared, now(round_)) == [
        PartChanges(
            title="FT2 Résultats à l’interne\u00a0: fonctions du regroupement",
            fields=[change("Rassembleur et animateur – La remplissons-nous?", ["Oui"], [])],
        ),
        PartChanges(
            title="FT4 Changement des politiques",
            fields=[
                change("1. Quels changements souhaitons-nous dans les politiques générales?", [], ["Cinq ans"]),
                change(
                    "2. Quels changements souhaitons-nous dans les politiques locales?",
                    ["Une politique familiale"],
                    ["Deux politiques"],
                ),
            ],
        ),
    ]


def test_what_was_left_out_is_compared_with_nothing(round_, shared, coordinator):
    write(round_, "ft5", "influencers", "Une autre personne", by=coordinator)

    assert differences(shared, now(round_)) == []


def test_who_is_not_compared_when_it_stayed(round_, coordinator):
    shared = keep_only(whole_document(round_, at=AT), sheets=EVERY_SHEET, people=[])

    assert differences(shared, now(round_)) == []


def test_a_sheet_finished_since(round_, shared, coordinator):
    services.finish_sheet(sheet=Sheet.objects.get(instrument_key="ft5"), by=coordinator)

    assert differences(shared, now(round_)) == [
        PartChanges(
            title="FT5 Appropriation par la collectivité",
            fields=[change("État de la feuille", ["En cours"], ["Terminée"])],
        )
    ]


def test_a_sheet_emptied_since(round_, coordinator):
    shared = keep_only(whole_document(round_, at=AT), sheets=["ft5"], people=["ft5"])
    for address in ("influencers", "norms", "importance"):
        write(round_, "ft5", address, None, by=coordinator)

    [part] = differences(shared, now(round_))
    assert [(one.before, one.after) for one in part.fields][-1] == (["En cours"], ["Vide"])
    assert ["Le maire Tremblay"] in [one.before for one in part.fields]


def test_rows_are_followed_through_their_changes(round_, shared, coordinator):
    line = round_.workbook.plan_lines.get()
    services.save_row_field(
        row=line,
        field=PLAN_LINE.fields["measure"],
        value="Signer deux ententes",
        base=fingerprint("Signer l’entente"),
        by=coordinator,
    )
    services.add_object(workbook=round_.workbook, name="Le comité", code="S", by=coordinator)
    services.delete_row(row=round_.workbook.sustained_objects.first(), by=coordinator)

    assert differences(shared, now(round_)) == [
        PartChanges(
            title="Ce que nous voulons faire durer",
            fields=[
                change(
                    "«\u00a0Heure du conte\u00a0»",
                    ["Nature\u00a0: Activités et programmes", "Avenir\u00a0: À pérenniser"],
                    [],
                ),
                change("«\u00a0Le comité\u00a0»", [], ["Nature\u00a0: Structures et fonctionnements"]),
            ],
        ),
        PartChanges(
            title="Notre plan",
            fields=[
                change(
                    "«\u00a0Signer l’entente\u00a0» – Approche ou mesure",
                    ["Signer l’entente"],
                    ["Signer deux ententes"],
                )
            ],
        ),
    ]


def test_a_new_name_and_a_new_rating(round_, shared):
    round_.rlp.name = "RLP des Rives"
    RatingFactory(rlp=round_.rlp, level=3)

    [part] = differences(shared, now(round_))

    assert part.title == "Le regroupement"
    assert [(one.label, one.before[:1]) for one in part.fields] == [
        ("Nom", ["RLP des Berges"]),
        ("Cotes de mobilisation", ["10\u00a0mars\u00a02026\u00a0: 2 – Coordination"]),
    ]


def test_sheets_that_the_version_does_not_have(round_, shared):
    smaller = keep_only(whole_document(round_, at=AT), sheets=["ft4"], people=[])

    assert [sheet.code for sheet in not_in(smaller, now(round_))] == ["C-04", "C-05", "FT1", "FT2", "FT5", "FT7"]
    assert not_in(shared, now(round_)) == []
