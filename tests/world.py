"""A small world for tests about rights: two RLPs, and one person in each role of the first."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.utils import timezone

from rlp_portal.accounts.models import INVITATION_LIFETIME, Invitation, fingerprint_of_token
from rlp_portal.analysis.enums import DrawOutcome, TextOrigin
from rlp_portal.analysis.models import DoubleReading
from rlp_portal.analysis.plans.services import Incoming, add_version
from rlp_portal.analysis.samples.queries import universe
from rlp_portal.analysis.samples.services import Terms, draw_sample
from rlp_portal.analysis.syntheses.services import start_synthesis
from rlp_portal.analysis.syntheses.texts import Words, save_text
from rlp_portal.reports.enums import ReportKind
from rlp_portal.reports.exports.document import document_of
from rlp_portal.reports.exports.reading import take_carnet
from rlp_portal.reports.fillable.seal import Seal
from rlp_portal.reports.imports.carnet_file import what_comes_in
from rlp_portal.reports.models import Archive, FilledForm, PortfolioPack, Report, ReturnedCarnet
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Rlp
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.rlps.sharing.selection import marks_of
from rlp_portal.rlps.sharing.services import share
from rlp_portal.stewardship import registers
from rlp_portal.stewardship.models import DataRequest
from tests.factories import (
    ActionPlanFactory,
    CodebookProposalFactory,
    CodingFactory,
    ExcerptFactory,
    MembershipFactory,
    RatingFactory,
    RlpFactory,
    RoundFactory,
    StepFactory,
    UserFactory,
    WorkshopFactory,
)
from worksheets import services
from worksheets.codes import Circle, ObjectCode, Strategy
from worksheets.models import NEVER_ANSWERED, Change, Sheet, Variant

ANONYMOUS, OUTSIDER, ADMINISTRATOR = "anonymous", "outsider", "administrator"
ROLES = [Role.MEMBER.value, Role.COORDINATOR.value, Role.FACILITATOR.value, Role.ADVISOR.value, ADMINISTRATOR]
PERSONAS = [ANONYMOUS, OUTSIDER, *ROLES]
DEPOSITED_FILE = {"origin": TextOrigin.TXT, "file_name": "plan.txt", "content": b"Un passage perdu."}
TOKEN = "a-token-that-only-the-tests-know-"  # noqa: S105


@dataclass
class World:
    own: Rlp
    foreign: Rlp
    people: dict
    ids: dict = field(default_factory=dict)  # {RLP: {what an address or a form may name}}
    sessions: dict = field(default_factory=dict)
    browser: Client = field(default_factory=Client)  # one for all: making one costs more than a request

    def client(self, persona):
        """The browser with this person's session alone: what one request does to its cookies concerns no other."""
        self.browser.cookies.clear()
        if persona != ANONYMOUS:
            self.browser.cookies[settings.SESSION_COOKIE_NAME] = self.session(persona)
        return self.browser

    def session(self, persona):
        if persona not in self.sessions:
            client = Client()
            client.force_login(self.people[persona])
            self.sessions[persona] = client.session.session_key
        return self.sessions[persona]


def build_world():
    own, foreign = RlpFactory(name="RLP des Berges", slug="berges"), RlpFactory(name="RLP des Monts", slug="monts")
    people = {role: MembershipFactory(rlp=own, role=role).user for role in Role.values}
    people[OUTSIDER] = UserFactory()
    people[ADMINISTRATOR] = UserFactory(administrator=True)
    UserFactory(administrator=True)  # a second one, so that the first may leave
    others = {role: MembershipFactory(rlp=foreign, role=role).user for role in Role.values}
    world = World(own=own, foreign=foreign, people=people)
    world.ids = {
        own: furnish(own, by=people[Role.COORDINATOR]) | drawn_from(own, by=people[Role.ADVISOR]),
        foreign: furnish(foreign, by=others[Role.COORDINATOR]) | drawn_from(foreign, by=others[Role.ADVISOR]),
    }
    return world


def drawn_from(rlp, *, by):
    """A sample of the RLP's plans, by its advisor, each read twice; and the synthesis that she begins over it."""
    terms = Terms(share=Fraction(1, 2), seed="2026")
    sample = draw_sample(list(universe([rlp])), terms, by=by, op_id=uuid4())
    read_twice(sample)
    synthesis = start_synthesis(by=by, sample=sample, title="Une synthèse")
    save_text(synthesis=synthesis, text_id=uuid4(), section="findings", words=Words("Un paragraphe.", {}), by=by)
    text = synthesis.texts.get()
    return {
        "sample_id": sample.public_id,
        "synthesis_id": synthesis.public_id,
        "text_id": text.public_id,
        "text_fingerprint": text.fingerprint,
        "proposal_id": CodebookProposalFactory(proposed_by=by).public_id,
        "pack_id": PortfolioPack.objects.create(advisor=by, content_mark="", total=1).public_id,
    }


def read_twice(sample):
    """Its drawn plans, by somebody who holds no role any more."""
    reader, at = UserFactory(), timezone.now()
    for row in sample.sampled_plans.filter(outcome=DrawOutcome.DRAWN):
        DoubleReading.objects.create(
            sample=sample, plan=row.plan, reader=reader, assigned_by=sample.drawn_by, revealed_at=at
        )


def build_world_of_signed_in():
    """To be shared by many tests: each finds everyone's session open, since what a test opens ends with it."""
    world = build_world()
    for persona in world.people:
        world.session(persona)
    return world


def furnish(rlp, *, by):
    """Everything that an address of this RLP may name."""
    earlier = RoundFactory(rlp=rlp, title="Démarche 2024")
    round_ = RoundFactory(rlp=rlp, number=2)
    sheet = Sheet(workbook=round_.workbook, instrument_key="ft1", instrument_version=1)
    services.save_answer(sheet=sheet, address="programmes", value="Un texte", base=NEVER_ANSWERED, by=by)
    sustained = services.add_object(workbook=round_.workbook, name="Un objet", code=ObjectCode.ACTIVITIES, by=by)
    services.add_plan_line(workbook=round_.workbook, strategy=Strategy.POLICY, measure="Une mesure", by=by)
    carnet = {"workbook": round_.workbook, "by": by}
    sector = services.add_sector(circle=Circle.FORMAL, name="Un secteur", **carnet)
    actor = services.add_actor(name="Un acteur", sector=sector, **carnet)
    other_actor = services.add_actor(name="Son jumeau", **carnet)
    variant = services.keep_variant(
        workbook_id=round_.workbook_id,
        address="programmes",
        value="Un autre texte",
        base="",
        reason=Variant.Reason.CONFLICT,
        by=by,
    )
    target = MembershipFactory(rlp=rlp, role=Role.MEMBER)
    pending = MembershipFactory(rlp=rlp, role=Role.MEMBER, user=UserFactory(invited=True))
    return {
        "slug": rlp.slug,
        "number": round_.number,
        "other": earlier.number,
        "key": "ft1",
        "section": "activities",
        "change_id": Change.objects.get(workbook=round_.workbook, address="programmes").pk,
        "variant_id": variant.public_id,
        "row_id": sustained.public_id,
        "actor_id": actor.public_id,
        "sector_id": sector.public_id,
        "other_actor_id": other_actor.public_id,
        "rating_id": RatingFactory(rlp=rlp).public_id,
        "membership_id": target.public_id,
        "person_id": target.user.public_id,
        "role": Role.MEMBER.value,
        "public_id": target.user.public_id,
        "version_id": version_of(round_, by=by).public_id,
        "report_id": report_of(round_, by=by).public_id,
        "form_id": filled_form_of(round_, by=by).public_id,
        "file_id": returned_carnet_of(round_, by=by).public_id,
        "plan_id": plan_of(rlp, by=by).public_id,
        "version": 1,
        "table": "groupes",
        "archive_id": Archive.objects.create(rlp=rlp, as_of=timezone.now(), created_by=by).public_id,
        "instrument_key": "ft1",
        "variant": "individuelle",
        "drawing_of": "carnet",
        "drawing": "mobilisation",
        "pending": pending,
        "token": invitation_of(pending.user, by=by),
        "uidb36": "1",
        **workshop_of(round_),
        "asked": registers.ask(person=target.user, kind=DataRequest.Kind.ERASURE, words="").public_id,
        "incident": incident_of(by).public_id,
    }


def workshop_of(round_):
    """A workshop under way, in front of its first question."""
    workshop = WorkshopFactory(round=round_, is_open=True, helper_token=f"known-to-the-tests-{round_.pk}")
    step = StepFactory(workshop=workshop, position=1, instrument_key="ft3")
    return {
        "workshop_id": workshop.public_id,
        "step_id": step.public_id,
        "sheet_key": "ft3",
        "display_token": workshop.display_token,
        "helper_token": workshop.helper_token,
    }


def plan_of(rlp, *, by):
    """An action plan that came as a file, with one coded passage that its second version no longer holds."""
    plan = ActionPlanFactory(rlp=rlp, deposited_by=by, text=Incoming("Un passage perdu.", **DEPOSITED_FILE))
    CodingFactory(excerpt=ExcerptFactory(plan=plan, words="Un passage perdu."))
    add_version(plan=plan, incoming=Incoming("Un tout autre texte."), by=by)
    return plan


def version_of(round_, *, by):
    """A carnet just shared, that nobody has opened."""
    whole = whole_document(round_, at=timezone.now())
    return share(
        round_=round_,
        sheets=["ft1"],
        people=[],
        note="",
        seen=marks_of(whole),
        after=0,
        op_id=uuid4(),
        by=by,
    )


def report_of(round_, *, by):
    return Report.objects.create(
        round=round_,
        kind=ReportKind.CARNET,
        data_version="1",
        code_version="1",
        as_of=timezone.now(),
        content_key="0" * 64,
        pages=1,
        size=1,
        created_by=by,
    )


def filled_form_of(round_, *, by):
    return FilledForm.objects.create(
        round=round_,
        instrument_key="ft1",
        file_name="feuille.pdf",
        digest="0" * 64,
        seal=str(Seal(instrument="ft1", version=1)),
        content={"ft1/1/policies": "Un texte"},
        received_by=by,
    )


def returned_carnet_of(round_, *, by):
    content = what_comes_in(document_of(take_carnet(round_, with_names=True), with_history=False))
    return ReturnedCarnet.objects.create(
        round=round_, file_name="carnet.json", digest="0" * 64, content=content, received_by=by
    )


def incident_of(by):
    return registers.open_incident(
        by=by,
        information="Des courriels",
        circumstances="Un envoi groupé",
        happened="Hier",
        known_on=date(2026, 4, 3),
        people="12",
    )


def invitation_of(person, *, by):
    token = f"{TOKEN}{person.pk}"
    Invitation.objects.create(
        user=person,
        invited_by=by,
        token_hash=fingerprint_of_token(token),
        expires_at=timezone.now() + INVITATION_LIFETIME,
    )
    return token
