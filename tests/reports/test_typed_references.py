"""T10: what somebody types may look like a reference. No PDF follows it, holds it, or leads to it; it is text."""

import io
import re
import socket
import threading
from contextlib import closing

import pikepdf
import pytest
from django.urls import reverse

from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.sharing.services import note_reading
from tests.conftest import signed_in
from tests.factories import MembershipFactory
from tests.pdf_words import pages_of
from tests.reports.carnets import answer, keep, new_round, plan, rate
from tests.reports.test_pdf import REFERENCES
from tests.rlps.sharing.carnets import share_now
from worksheets import catalogue, schema
from worksheets.models import Sheet

SECRET = b"le contenu du fichier secret"
DAY = "2026-03-02"
FORMS = ["ft1", "ft3", "members", "obstacles", "ft7"]
UNSAFE_ACTIONS = {"/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/Movie"}
UNSAFE_PARTS = {"/FileAttachment", "/Image", "/Movie", "/Screen", "/RichMedia", "/3D"}
UNSAFE_KEYS = {"/JS", "/AA", "/EF", "/EmbeddedFiles", "/XFA", "/OpenAction", "/AF"}


class Listener:
    """A socket that anything that follows a reference would reach."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        self.visits = 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                visitor, _address = self.socket.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()


@pytest.fixture
def listener():
    listener = Listener()
    yield listener
    listener.socket.close()


@pytest.fixture
def references(listener, tmp_path):
    """What is typed: the thirteen kinds, towards the socket and towards a file of this computer."""
    secret = tmp_path / "secret.txt"
    secret.write_bytes(SECRET)
    return [
        f"{head}{body}".format(address, address)
        for address in (listener.address, f"{tmp_path.as_uri()}/", secret.as_uri())
        for head, body in REFERENCES.values()
    ]


@pytest.fixture
def round_(db, references):
    """A carnet where every text, and every name, is one of them."""
    names = iter(references * 20)
    round_ = new_round(
        name=f"RLP {references[0]}"[:120], territory=references[1][:200], host_organisation=references[2][:200]
    )
    type(round_).objects.filter(pk=round_.pk).update(title=references[3])
    kept = [keep(round_, next(names), "A", "sustain", "programmes") for _place in range(13)]
    for place in range(13):
        plan(round_, "policy", next(names), next(names), DAY, next(names), kept=kept[place])
    rate(round_, DAY, 2, references[4])
    for instrument in catalogue.all_latest():
        for address, asked, _row in instrument.questions():
            for where, value in texts_for(address, asked, names, references, kept):
                answer(round_, instrument.key, where, value)
    round_.refresh_from_db()
    return round_


def texts_for(address, asked, names, references, kept):
    if isinstance(asked, schema.LongText):
        yield address, "\n".join(references[:13])
    elif isinstance(asked, schema.Lines):
        yield address, [next(names) for _line in range(asked.count)]
    elif isinstance(asked, schema.MultipleChoice):
        if asked.other:
            yield address, {"chosen": [asked.other], "other": next(names)}
    elif isinstance(asked, schema.People):
        for place in range(5):
            yield f"{address}.r{place}", {"name": next(names), "organisation": next(names), "sector": next(names)}
    elif isinstance(asked, schema.Placements):
        for place in range(asked.at_most):
            yield f"{address}.r{place}", {"name": references[place], "rung": place % len(asked.rungs) + 1}
    elif isinstance(asked, schema.ActorChoice):
        yield address, {"actors": [], "text": next(names)}
    elif isinstance(asked, schema.ObjectChoice):
        yield address, {"objects": [str(one.public_id) for one in kept], "text": "\n".join(references[13:26])}


@pytest.fixture
def coordinator(round_, references):
    return MembershipFactory(rlp=round_.rlp, role=Role.COORDINATOR, user__name=references[5]).user


@pytest.fixture
def client(coordinator):
    return signed_in(coordinator)


def check(content, listener):
    """Nothing was fetched, nothing is attached, nothing runs, nothing leads anywhere but to https."""
    assert listener.visits == 0
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert dict(pdf.attachments) == {}
        held = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]
        assert [one for one in held if "/S" in one and str(one.S) in UNSAFE_ACTIONS] == []
        assert [key for one in held for key in UNSAFE_KEYS & set(one.keys())] == []
        assert [
            one for one in held if one.get("/Subtype") in ("/FileAttachment", "/Image", "/Movie", "/Screen")
        ] == []
        assert [str(one.URI) for one in held if "/URI" in one and not str(one.URI).startswith("https://")] == []
        streams = [one.read_bytes() for one in held if isinstance(one, pikepdf.Stream)]
        assert [one for one in streams if SECRET in one] == []


def letters(text):
    """Whatever typography makes of quotes, spaces and ends of lines."""
    return re.sub(r"[\W_]", "", text)


def missing(content, references):
    said = letters("".join(pages_of(content)))
    return [one for one in references if letters(one) not in said]


def test_the_socket_would_tell(listener):
    with closing(socket.create_connection(("127.0.0.1", listener.socket.getsockname()[1]))) as visitor:
        visitor.recv(1)

    assert listener.visits == 1


@pytest.mark.parametrize(("key", "held"), [("", 13), ("ft3", 13), ("members", 13), ("ladder", 12), ("ft7", 13)])
def test_in_the_carnet_and_its_sheets(client, round_, listener, references, key, held):
    asked = {"kind": "sheet", "instrument": key} if key else {"kind": "carnet"}
    client.post(reverse("make_report", args=[round_.rlp.slug, round_.number]), asked)
    report = client.get(reverse("reports", args=[round_.rlp.slug])).context["page"][0]

    content = client.get(reverse("report_file", args=[round_.rlp.slug, report.public_id])).getvalue()

    check(content, listener)
    assert missing(content, references[:held]) == []


@pytest.mark.parametrize("key", FORMS)
def test_in_the_sheets_to_fill(client, round_, listener, references, key):
    content = client.get(reverse("sheet_to_fill", args=[round_.rlp.slug, round_.number, key])).content

    check(content, listener)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        values = "\n".join(str(one.V) for one in pdf.Root.AcroForm.Fields if "/V" in one)
    assert sum(one in values for one in references) >= 1


def test_in_the_shared_version_as_its_advisor_takes_it(round_, coordinator, listener, references):
    sheets = [sheet.instrument_key for sheet in Sheet.objects.filter(workbook=round_.workbook)]
    version = share_now(round_, by=coordinator, sheets=sheets, people=sheets, note="\n".join(references[:13]))
    advisor = MembershipFactory(rlp=round_.rlp, role=Role.ADVISOR).user
    note_reading(version=version, reader=advisor)

    response = signed_in(advisor).get(reverse("shared_version_pdf", args=[round_.rlp.slug, version.public_id]))

    check(response.content, listener)
    assert missing(response.content, references[:13]) == []


def test_in_what_a_person_takes_of_herself(client, listener):
    check(client.get(reverse("my_data_pdf")).content, listener)
