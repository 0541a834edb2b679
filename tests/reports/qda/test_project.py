"""A coded project goes out as REFI-QDA, and comes back from any program that writes it."""

import io
import re
import zipfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import etree

from rlp_portal.analysis.coding.choices import Choice, choice_of, nothing_here
from rlp_portal.analysis.coding.passages import Passage
from rlp_portal.analysis.coding.services import save_coding
from rlp_portal.analysis.models import Coding, CodingAct, DoubleReading
from rlp_portal.analysis.plans.services import Incoming, add_version
from rlp_portal.analysis.samples.queries import universe
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.reports.qda.codes import guid_of
from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import ActionPlanFactory, MembershipFactory
from tests.reports.qda.structure import SPACE, faults_of

TEXT = "Mise en contexte\nLe CPE hébergera l’Heure du conte 📚. Les parents & amis animeront.\nFin."
CONTE, PARENTS = "Le CPE hébergera l’Heure du conte 📚.", "Les parents & amis animeront."
FULL = Choice(
    objects="A R",
    strategies="institutionalisation.choices resources",
    moment="planned",
    memo="Un mémo <b> & plus",
    doubt=True,
    star=True,
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def advisor(rlp):
    return MembershipFactory(rlp=rlp, role=Role.ADVISOR, user__name="Nadia").user


@pytest.fixture
def plan(rlp):
    return ActionPlanFactory(rlp=rlp, text=TEXT)


@pytest.fixture
def sample(rlp, plan, advisor):
    return draw_sample(list(universe([rlp])), Terms(share=1, seed="2026"), by=advisor, op_id=uuid4())


def code(plan, words, choice, by, **options):
    version = plan.versions.first()
    start = version.text.index(words)
    save_coding(passage=Passage(version, start, start + len(words)), choice=choice, base="", by=by, **options)


def exported(sample, by):
    return signed_in(by).get(reverse("project_qdpx", args=[sample.public_id])).getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def root_of(content):
    return etree.fromstring(parts_of(content)["project.qde"])


def brought(sample, content, by):
    """The preview."""
    file = SimpleUploadedFile("projet.qdpx", content)
    return signed_in(by).post(reverse("import_qdpx", args=[sample.public_id]), {"file": file})


def accepted(sample, response, by):
    url = reverse("import_qdpx", args=[sample.public_id])
    return signed_in(by).post(url, {"preview": response.context["sealed"]})


def counts(response):
    found = response.context["arrival"]
    return {name: getattr(found, name) for name in ("texts", "new", "same", "different", "closed", "lost")}


NONE = {"texts": 1, "new": 0, "same": 0, "different": 0, "closed": 0, "lost": 0}


def test_project_follows_the_standard(sample, plan, advisor):
    code(plan, CONTE, FULL, advisor)
    code(plan, PARENTS, nothing_here(), advisor)
    code(plan, f"{CONTE} {PARENTS}", Choice(objects="S"), advisor)

    content = exported(sample, advisor)

    version = plan.versions.get()
    assert faults_of(root_of(content)) == []
    assert list(parts_of(content)) == ["project.qde", f"sources/{version.public_id}.txt"]
    assert parts_of(content)[f"sources/{version.public_id}.txt"].decode() == TEXT
    places = [
        TEXT[int(one.get("startPosition")) : int(one.get("endPosition"))]
        for one in root_of(content).iter(f"{SPACE}PlainTextSelection")
    ]
    assert places == [CONTE, f"{CONTE} {PARENTS}", PARENTS]


def test_project_without_a_coding_follows_the_standard_too(sample, advisor):
    assert faults_of(root_of(exported(sample, advisor))) == []


def test_same_codings_give_the_same_bytes(sample, plan, advisor):
    code(plan, CONTE, FULL, advisor)

    assert exported(sample, advisor) == exported(sample, advisor)


def test_passage_that_the_last_version_lost_goes_with_the_text_where_it_was(sample, plan, advisor):
    code(plan, CONTE, FULL, advisor)
    add_version(plan=plan, incoming=Incoming("Tout autre chose."), by=advisor)

    root = root_of(exported(sample, advisor))

    names = [re.sub(".* – ", "", one.get("name")) for one in root.iter(f"{SPACE}TextSource")]
    assert names == [plan.title, f"{plan.title} (version 1)"]
    assert faults_of(root) == []


def test_reading_that_is_still_blind_does_not_go_out(rlp, sample, plan, advisor):
    reader = MembershipFactory(rlp=rlp, role=Role.ADVISOR, user__name="Léa").user
    DoubleReading.objects.create(sample=sample, plan=plan, reader=reader, assigned_by=advisor)
    code(plan, CONTE, Choice(objects="A"), advisor)
    code(plan, CONTE, Choice(objects="R"), reader)

    def people(by):
        return [one.get("name") for one in root_of(exported(sample, by)).iter(f"{SPACE}User")]

    assert (people(advisor), people(reader)) == (["Nadia"], ["Léa"])
    DoubleReading.objects.update(revealed_at=sample.drawn_at)
    code(plan, CONTE, Choice(objects="A R"), advisor, settles=sample)
    assert people(reader) == ["Nadia", "Léa", "Décision commune"]
    assert faults_of(root_of(exported(sample, reader))) == []


def test_what_went_out_comes_back_whole(sample, plan, advisor):
    code(plan, CONTE, FULL, advisor)
    code(plan, PARENTS, nothing_here(memo="Vide"), advisor)
    content = exported(sample, advisor)
    again = brought(sample, content, advisor)
    assert counts(again) == NONE | {"same": 2}
    assert "Ce fichier n’apporte rien de nouveau." in again.content.decode()
    Coding.objects.all().delete()

    response = brought(sample, content, advisor)
    assert counts(response) == NONE | {"new": 2}
    assert not Coding.objects.exists()
    assert accepted(sample, response, advisor).headers["Location"] == sample.get_absolute_url()

    assert [choice_of(one) for one in Coding.objects.order_by("excerpt__start")] == [FULL, nothing_here(memo="Vide")]
    assert list(CodingAct.objects.order_by("-id").values_list("origin", flat=True)[:2]) == ["imported", "imported"]


def test_coding_that_differs_stays_and_the_other_is_kept_aside(sample, plan, advisor):
    code(plan, CONTE, FULL, advisor)
    content = exported(sample, advisor)
    Coding.objects.all().delete()
    code(plan, CONTE, Choice(objects="C"), advisor)

    response = brought(sample, content, advisor)
    assert counts(response) == NONE | {"different": 1}
    accepted(sample, response, advisor)

    assert [choice_of(one) for one in Coding.objects.all()] == [Choice(objects="C")]
    page = signed_in(advisor).get(reverse("code_plan", args=[plan.public_id])).context
    assert [label for _act, label in page["kept"]] == ["A R·1c·4"]


def test_text_from_another_program_is_known_by_its_words(sample, plan, advisor):
    """Windows line ends, its own identifiers, codes by their names, one code that is not ours."""
    theirs = TEXT.replace("\n", "\r\n")
    start = theirs.index(PARENTS)
    content = project_of(
        theirs, [(start, start + len(PARENTS), ["A – Activités et programmes", "Prévu", "Un code à eux"])]
    )

    response = brought(sample, content, advisor)
    accepted(sample, response, advisor)

    assert counts(response) == NONE | {"new": 1}
    assert response.context["other_codes"] == 1
    coding = Coding.objects.get()
    assert (str(coding.excerpt), choice_of(coding)) == (PARENTS, Choice(objects="A", moment="planned"))


def project_of(text, selections):
    """A project as another program writes one."""
    names = {name: str(uuid4()) for _start, _end, said in selections for name in said}
    codes = "".join(f'<Code guid="{guid}" name="{name}" isCodable="true"/>' for name, guid in names.items())
    chosen = "".join(
        f'<PlainTextSelection guid="{uuid4()}" startPosition="{start}" endPosition="{end}">'
        + "".join(f'<Coding guid="{uuid4()}"><CodeRef targetGUID="{names[one]}"/></Coding>' for one in said)
        + "</PlainTextSelection>"
        for start, end, said in selections
    )
    qde = (
        '<Project name="X" xmlns="urn:QDA-XML:project:1.0">'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
        f'<Sources><TextSource guid="{uuid4()}" name="Plan" plainTextPath="internal://a.txt">{chosen}</TextSource>'
        "</Sources></Project>"
    )
    return package({"project.qde": qde, "Sources/a.txt": text})


def package(parts):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return written.getvalue()


def test_text_that_is_not_ours_is_named_and_left(sample, advisor):
    response = brought(sample, project_of("Un autre texte.", [(0, 8, ["Prévu"])]), advisor)

    assert response.context["arrival"].unknown_texts == ["Plan"]
    assert counts(response) == NONE | {"texts": 0}


@pytest.mark.parametrize("place", [(5, 5), (9, 3), (0, 9999), (-3, 4)])
def test_passage_that_is_none_is_counted_lost(place, sample, advisor):
    assert counts(brought(sample, project_of(TEXT, [(*place, ["Prévu"])]), advisor)) == NONE | {"lost": 1}


def test_plan_whose_readings_are_compared_takes_nothing(sample, plan, advisor, rlp):
    code(plan, CONTE, FULL, advisor)
    content = exported(sample, advisor)
    Coding.objects.all().delete()
    reader = MembershipFactory(rlp=rlp, role=Role.ADVISOR).user
    DoubleReading.objects.create(
        sample=sample, plan=plan, reader=reader, assigned_by=advisor, revealed_at=sample.drawn_at
    )

    assert counts(brought(sample, content, advisor)) == NONE | {"closed": 1}


BOMB = (
    b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>"
    b"<Project xmlns='urn:QDA-XML:project:1.0'>&b;</Project>"
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Le fichier est vide."),
        (b"%PDF-1.7", "n’est pas un projet REFI-QDA"),
        (package({"autre.xml": "<a/>"}), "n’est pas un projet REFI-QDA"),
        (package({"project.qde": "<Project/>"}), "n’est pas un projet REFI-QDA"),
        (package({"project.qde": "<Project"}), "Le fichier est abîmé"),
        (package({"project.qde": BOMB}), "sans risque"),
        (package({"project.qde": b"\0" * 30_000_000}), "sans risque"),
        (package({"project.qde": project_of(TEXT, [])[:60]}), "Le fichier est abîmé"),
    ],
)
def test_hostile_files_are_refused_in_words(content, said, sample, advisor):
    response = brought(sample, content, advisor)

    assert response.status_code == 422
    assert said in str(response.context["form"].errors["file"])


def test_preview_serves_whoever_saw_it_and_nobody_else(rlp, sample, plan, advisor):
    code(plan, CONTE, FULL, advisor)
    response = brought(sample, exported(sample, advisor), advisor)
    reader = MembershipFactory(rlp=rlp, role=Role.ADVISOR).user
    DoubleReading.objects.create(sample=sample, plan=plan, reader=reader, assigned_by=advisor)

    assert accepted(sample, response, reader).status_code == 400
    assert signed_in(reader).get(reverse("project_qdpx", args=[uuid4()])).status_code == 404


def test_codes_keep_their_identifiers_for_ever():
    assert guid_of("objects", "A") == "3563dfa0-26a1-5423-8f7e-32224a96da40"
    assert guid_of("strategies", "resources.money") == str(guid_of("strategies", "resources.money"))


@pytest.mark.parametrize("count", [1, 3])
def test_export_asks_the_same_whatever_there_is(count, rlp, advisor, count_queries):
    for _number in range(count):
        code(ActionPlanFactory(rlp=rlp, text=TEXT), CONTE, FULL, advisor)
    sample = draw_sample(list(universe([rlp])), Terms(share=1, seed="1"), by=advisor, op_id=uuid4())

    assert count_queries(signed_in(advisor), reverse("project_qdpx", args=[sample.public_id])) == 9
