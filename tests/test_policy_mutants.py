"""Every rule that keeps a door counts: without it, at least one of the tests here sees the difference.

A rule is taken out of the function where it is written, in the running code, as if somebody had erased its line.
"""

import gc
import inspect
import textwrap
from types import CodeType, FunctionType

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from rlp_portal.accounts import access as administration
from rlp_portal.accounts import middleware
from rlp_portal.reports import archive_views
from rlp_portal.reports.imports import pages as import_pages
from rlp_portal.rlps import access, rating_views, team_views
from rlp_portal.rlps.carnet import comparing, round_views, row_views, saving, sheet_views, variant_views
from rlp_portal.rlps.carnet import queries as carnet_queries
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import SharedVersion
from rlp_portal.rlps.sharing import access as sharing_access
from rlp_portal.rlps.sharing import document as sharing_document
from rlp_portal.rlps.sharing import queries as sharing_queries
from rlp_portal.rlps.sharing import reading_views, selection, services
from rlp_portal.rlps.sharing.freezing import whole_document
from rlp_portal.workshops import access as workshop_access
from rlp_portal.workshops import retained
from rlp_portal.workshops.models import Workshop
from rlp_portal.workshops.phone_key import cookie_name
from rlp_portal.workshops.prepare import agenda_views, rehearsal_views
from rlp_portal.workshops.services import join, name_facilitator
from tests.factories import MembershipFactory, RoundFactory, StepFactory, WorkshopFactory
from tests.rlps.sharing.workshops import finished_workshop
from tests.test_permission_matrix import (
    ADDRESSES,
    DATA,
    FOREIGN,
    MATRIX,
    NAMES,
    OWN,
    WRITTEN,
    arguments,
    cells_of,
    differences,
    ids_for,
    shared_world,
    statuses,
    world,
)
from tests.world import ADMINISTRATOR, ANONYMOUS, OUTSIDER
from worksheets import services as engine
from worksheets.models import Sheet

__all__ = ["shared_world", "world"]
MEMBER, COORDINATOR, ADVISOR = Role.MEMBER.value, Role.COORDINATOR.value, Role.ADVISOR.value
FACILITATOR = Role.FACILITATOR.value


# ---- Taking a rule out --------------------------------------------------------------------------------------------


def take_out(monkeypatch, function, rule, instead, *, inside=None):
    """`function` is where the rule is read; `inside`, the function made there that runs it."""
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(rule) == 1, f"the rule is not written so any more: {rule}"
    name = inside or function.__name__
    changed = find_code(compile(source.replace(rule, instead), inspect.getfile(function), "exec"), name)
    present = find_code(function.__code__, name) if inside else function.__code__
    running = [one for one in gc.get_objects() if type(one) is FunctionType and one.__code__ is present]
    assert running
    for one in running:
        monkeypatch.setattr(one, "__code__", changed)


def find_code(code, name):
    inside = [one for one in code.co_consts if isinstance(one, CodeType)]
    for one in inside:
        found = one if one.co_name == name else find_code(one, name)
        if found:
            return found
    return None


# ---- What is seen of the rules ------------------------------------------------------------------------------------


def doors(*names, places=(OWN, FOREIGN)):
    """What everyone gets at these addresses, as the matrix says."""

    def check(world):
        sections = {name: section for section, name in NAMES}
        cells = [
            cell for name in names for cell in cells_of(sections[name], name)
            if cell.place in places and cell.method in WRITTEN
        ]  # fmt: skip
        assert differences(world, cells) == []

    return check


def nested(*names):
    """What belongs to another RLP is not found under one’s own."""

    def check(world):
        assert nested_differences(world, names) == []

    return check


NESTED = {
    *("change_id", "variant_id", "row_id", "rating_id", "membership_id", "version_id", "report_id"),
    *("form_id", "file_id", "archive_id", "workshop_id", "step_id"),
}
READERS = {
    **dict.fromkeys(["shared_version", "open_version", "shared_version_pdf"], [COORDINATOR, ADVISOR]),
    **dict.fromkeys(["console_stream", "console_news", "name_facilitator", "unname_facilitator"], [FACILITATOR]),
}
ALL_NESTED = [name for section, name in NAMES if section == "rlp" and NESTED & set(ADDRESSES[name][1])]


def nested_differences(world, names):
    """Whatever the person may do at home; by the methods that the address knows."""
    found = []
    for name in names:
        own, foreign = (ids_for(name, world.ids[rlp]) for rlp in (world.own, world.foreign))
        mixed = {**own, **{key: foreign[key] for key in NESTED & set(foreign)}}
        url = reverse(name, kwargs=arguments(name, mixed))
        for persona in READERS.get(name, [COORDINATOR]):
            found += [
                f"{method} {name}, {persona}: {status}"
                for method, status in statuses(world.client(persona), "rlp", name, url)
                if status != 404
            ]
    return found


def rows_named_in_a_form(world):
    """The same for a row that is named by what is sent."""
    foreign = world.ids[world.foreign]
    data = {key.format(**foreign): value.format(**foreign) for key, value in DATA["save_row_field"].items()}
    url = reverse("save_row_field", args=[world.own.slug, world.ids[world.own]["number"]])

    assert world.client(COORDINATOR).post(url, data).status_code == 422


def rounds_of_another(world):
    """A round is found by its number, in its own RLP alone."""
    only_there = RoundFactory(rlp=world.foreign, number=77)
    for name in ("carnet", "carnet_xlsx"):
        url = reverse(name, args=[world.own.slug, only_there.number])
        assert world.client(COORDINATOR).get(url).status_code == 404


def version_of(world):
    return SharedVersion.objects.get(public_id=world.ids[world.own]["version_id"])


def read_version(world, name="shared_version", *, persona=ADVISOR):
    return world.client(persona).get(reverse(name, args=[world.own.slug, version_of(world).public_id]))


def withdrawn_version(world):
    version = version_of(world)
    services.note_reading(version=version, reader=world.people[ADVISOR])
    services.withdraw_version(version=version, by=world.people[COORDINATOR])

    assert [read_version(world, name).status_code for name in ("shared_version", "shared_version_pdf")] == [410, 410]
    assert read_version(world, persona=COORDINATOR).status_code == 200


def withdrawn_version_in_the_list(world):
    version = version_of(world)
    services.withdraw_version(version=version, by=world.people[COORDINATOR])

    page = world.client(ADVISOR).get(reverse("shared_versions", args=[world.own.slug]))
    assert [one.public_id for one in page.context["page"]] == []
    portfolio = world.client(ADVISOR).get(reverse("portfolio"))
    assert [one.version_id for one in portfolio.context["page"]] == [None]


def altered_version(world):
    """A hand in the database is seen."""
    version = version_of(world)
    services.note_reading(version=version, reader=world.people[ADVISOR])
    rewrite(version, version.content.replace("Un texte", "Un faux texte"))

    assert read_version(world).status_code == 500


def rewrite(version, content):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rlps_sharedversion SET content = %s WHERE id = %s", [content, version.pk])


def each_reader_opens_for_herself(world):
    colleague = MembershipFactory(rlp=world.own, role=Role.ADVISOR).user
    services.note_reading(version=version_of(world), reader=colleague)

    page = read_version(world)
    assert ("document" in page.context, page.status_code) == (False, 200)
    assert read_version(world, "shared_version_pdf").status_code == 302


def portfolio_of_hers(world):
    page = world.client(ADVISOR).get(reverse("portfolio"))

    assert [one.slug for one in page.context["page"]] == [world.own.slug]


def member_in_a_portfolio(world):
    """Following an RLP is the advisor’s: another role there is not enough."""
    MembershipFactory(role=Role.MEMBER, user=world.people[ADVISOR])
    page = world.client(ADVISOR).get(reverse("portfolio"))

    assert [one.slug for one in page.context["page"]] == [world.own.slug]


def finished_sheets_only(world):
    """To a member, the draft is closed and said to be; once finished it opens, in words, without a form."""
    round_ = world.own.rounds.first()
    sheet = Sheet.objects.get(workbook=round_.workbook, instrument_key="ft1")
    where = [world.own.slug, round_.number]
    urls = [reverse("sheet", args=[*where, "ft1"]), reverse("whole_sheet", args=[*where, "ft1"])]
    carnet = reverse("carnet", args=where)
    member = lambda: world.client(MEMBER)  # noqa: E731 - the browser changes hands

    draft = [member().get(url).status_code for url in urls]
    links = member().get(carnet).content.decode()
    engine.finish_sheet(sheet=sheet, by=world.people[COORDINATOR])
    finished = [member().get(url) for url in urls]
    links_then = member().get(carnet).content.decode()

    assert draft == [403, 403]
    assert [one.status_code for one in finished] == [200, 200]
    assert ["form" in one.context and hasattr(one.context["form"], "slots") for one in finished] == [False, False]
    assert [f'href="{urls[0]}"' in page for page in (links, links_then)] == [False, True]


def comparison_of_finished_sheets(world):
    """To a member, a sheet that one of the two rounds has not finished is closed there too."""
    earlier, round_ = world.own.rounds.order_by("number")
    by = world.people[COORDINATOR]
    for one, number in ((earlier, 1), (round_, 2)):
        sheet = Sheet(workbook=one.workbook, instrument_key="ladder", instrument_version=1)
        value = {"name": f"Brouillon {number}", "rung": 6}
        engine.save_answer(sheet=sheet, address="collaborations.r1", value=value, base="", by=by)
        if one == earlier:
            engine.finish_sheet(sheet=sheet, by=by)
    url = reverse("compare_rounds", args=[world.own.slug, round_.number, earlier.number])

    read = {persona: world.client(persona).get(url).content.decode() for persona in (COORDINATOR, MEMBER)}

    assert ["Brouillon" in read[persona] for persona in (COORDINATOR, MEMBER)] == [True, False]


def comparison_of_its_rounds(world):
    RoundFactory(rlp=world.foreign, number=7)
    url = reverse("compare_rounds", args=[world.own.slug, 7, world.ids[world.own]["other"]])

    assert world.client(COORDINATOR).get(url).status_code == 404


def people_stay_out_unless_ticked(world):
    """Opinions about third persons leave only when they are ticked: from the sheet, and from the plan."""
    round_ = world.own.rounds.first()
    by = world.people[COORDINATOR]
    sheet = Sheet(workbook=round_.workbook, instrument_key="ft5", instrument_version=1)
    engine.save_answer(sheet=sheet, address="influencers", value="Le maire Tremblay", base="", by=by)
    engine.add_plan_line(workbook=round_.workbook, strategy="policy", measure="Écrire", who="Paul Lebel", by=by)
    finished_workshop(round_, by=by)
    whole = whole_document(round_, at=timezone.now())

    shared = sharing_document.written(selection.keep_only(whole, sheets=["ft5", "ft7"], people=[], outcomes=True))

    assert [name for name in ("Tremblay", "Lebel", "mairesse") if name in shared] == []


def workshops_stay_unless_ticked(world):
    round_ = world.own.rounds.first()
    by = world.people[COORDINATOR]
    workshop = finished_workshop(round_, by=by)
    finished_workshop(round_, by=by, title="Répétition", rehearsal_of=workshop)
    finished_workshop(world.foreign.rounds.first(), by=by, title="Ailleurs")
    whole = whole_document(round_, at=timezone.now())

    assert selection.keep_only(whole, sheets=["ft5"], people=[]).workshops is None
    assert [one.title for one in whole.workshops] == [workshop.title]


def named_for_one_workshop(world):
    """The coordination runs the workshop for which it is named."""
    named = Workshop.objects.get(public_id=world.ids[world.own]["workshop_id"])
    other = WorkshopFactory(round=named.round)
    for workshop, person in ((named, COORDINATOR), (other, MEMBER)):
        name_facilitator(workshop=workshop, user=world.people[person], by=world.people[FACILITATOR])

    urls = [reverse("console_news", args=[world.own.slug, one.public_id]) for one in (named, other)]
    assert [world.client(COORDINATOR).get(url).status_code for url in urls] == [200, 403]


def steps_of_another(world):
    """A step is found in its own workshop alone, of the same RLP too."""
    ids = world.ids[world.own]
    own = Workshop.objects.get(public_id=ids["workshop_id"])
    step = StepFactory(workshop=WorkshopFactory(round=own.round))

    for name in ("edit_step", "move_step", "take_step_out"):
        url = reverse(name, args=[world.own.slug, own.public_id, step.public_id])
        assert world.client(COORDINATOR).post(url, DATA.get(name, {})).status_code == 404


def named_from_elsewhere(world):
    stranger = world.people[OUTSIDER]
    url = reverse("name_facilitator", args=[world.own.slug, world.ids[world.own]["workshop_id"]])

    assert world.client(FACILITATOR).post(url, {"person": stranger.public_id}).status_code == 404


def phone_of_another_workshop(world):
    """The key of one workshop, sent as that of another, opens neither."""
    own, other = (Workshop.objects.get(public_id=world.ids[rlp]["workshop_id"]) for rlp in (world.own, world.foreign))
    _participant, key = join(workshop=other)
    client = world.client(ANONYMOUS)
    client.cookies[cookie_name(own.public_id)] = key

    assert client.get(reverse("phone_news", args=[own.public_id])).status_code == 404


def nobody_writes_for_another(world):
    url = reverse("save_field", kwargs=arguments("save_field", world.ids[world.own]))
    headers = {"X-Account": str(world.people[MEMBER].public_id), "Accept": "application/json"}

    assert world.client(COORDINATOR).post(url, DATA["save_field"], headers=headers).status_code == 401


# ---- The rules ----------------------------------------------------------------------------------------------------

RLP_DOORS = doors("rlp_profile", "carnet", "ratings", "team", "shared_versions", "add_object", "carnet_json")
OFF = "if False:"
RULES = {
    "an RLP is seen by those who have a role there": (
        *(access.visible_rlp, "if not has_right(Right.READ_PROFILE, roles=roles):", OFF),
        *(None, RLP_DOORS),
    ),
    "each gesture asks for its right": (
        *(access.require, "if not has_right(right, roles=roles):", OFF),
        *(None, RLP_DOORS),
    ),
    "writing asks for the right to write": (
        *(access.rlp_view, 'writing if request.method == "POST" else None', "right"),
        *("guarded", doors("ratings", "sheet", "bring_carnet_back", "team")),
    ),
    "what is not said to be written is not": (
        *(access.rlp_view, "if needed is None:", "if needed is None and request.method != 'POST':"),
        *("guarded", doors("rlp_profile", "carnet", "rounds")),
    ),
    "a page of a role asks for the role": (
        *(access.require_role, "if not {role.key for role in request.portal.roles}.intersection(held):", OFF),
        *(None, doors("portfolio", "facilitation_home", "save_coding")),
    ),
    "a page of the signed in knows its methods": (
        *(access.signed_in_view, "if request.method not in methods:", OFF),
        *("guarded", doors("work_as", "next_thing")),
    ),
    "the administration is for those who administer": (
        *(administration.administrator_view, "if not request.user.is_administrator:", OFF),
        *("guarded", doors("manage_people", "manage_rlps", "stewardship_home", "incidents_csv")),
    ),
    "nobody writes for another": (
        middleware.SamePerson.__call__,
        "if drawn_for and request.user.is_authenticated and drawn_for != str(request.user.public_id):",
        OFF,
        None,
        nobody_writes_for_another,
    ),
    "a member sees finished sheets only": (
        *(sheet_views.read_only, "if open_.sheet.finished_at is None:", OFF),
        *(None, finished_sheets_only),
    ),
    "a member reads without a form": (
        *(sheet_views.show_or_save, "if not has_right(Right.READ_DRAFTS, roles=request.roles):", OFF),
        *(None, finished_sheets_only),
    ),
    "the list of sheets leads a member to the finished ones": (
        *(round_views.task_line, 'opens = reads_drafts or task.status == "finished"', "opens = True"),
        *(None, finished_sheets_only),
    ),
    "a member compares finished sheets only": (
        *(comparing.Side.is_closed_to, "is_draft and not drafts", "False"),
        *(None, comparison_of_finished_sheets),
    ),
    "the rounds that are compared are of one RLP": (
        *(comparing.rounds_up_to, "rlp=rlp, ", ""),
        *(None, comparison_of_its_rounds),
    ),
    "a withdrawn version is read by nobody but who may put it back": (
        *(sharing_access.readable, "if version.withdrawn_at and not may_share(request):", OFF),
        *("guarded", withdrawn_version),
    ),
    "a version that was altered is not shown": (
        *(sharing_document.read, "digest_of(text) != digest", "False"),
        *(None, altered_version),
    ),
    "an advisor sees the versions in force": (
        *(sharing_queries.versions_of, "versions.shown().annotate", "versions.annotate"),
        *(None, withdrawn_version_in_the_list),
    ),
    "her portfolio shows the versions in force": (
        *(sharing_queries.portfolio_of, "SharedVersion.objects.shown()", "SharedVersion.objects"),
        *(None, withdrawn_version_in_the_list),
    ),
    "each reader opens a version for herself": (
        *(sharing_queries.opened_by, 'version=OuterRef("pk"), reader=reader', 'version=OuterRef("pk")'),
        *(None, each_reader_opens_for_herself),
    ),
    "a version is opened by a gesture": (
        *(reading_views.needs_opening, "not version.is_opened and not may_share(request)", "False"),
        *(None, each_reader_opens_for_herself),
    ),
    "a portfolio is of its advisor": (
        *(sharing_queries.portfolio_of, "memberships__user=advisor, ", ""),
        *(None, portfolio_of_hers),
    ),
    "a portfolio is of the RLPs that one follows": (
        *(sharing_queries.portfolio_of, ", memberships__role=Role.ADVISOR", ""),
        *(None, member_in_a_portfolio),
    ),
    "what is about people stays, in the sheets": (
        *(selection.without_words, "if not (question.about_people and question.texts):", "if True:"),
        *(None, people_stay_out_unless_ticked),
    ),
    "what is about people stays, in the plan": (
        *(selection.keep_only, "one if who_leaves else without_names(one)", "one"),
        *(None, people_stay_out_unless_ticked),
    ),
    "what is about people stays, in what workshops retained": (
        *(selection.without_sayings, "without_saying(one) if one.about_people else one", "one"),
        *(None, people_stay_out_unless_ticked),
    ),
    "what workshops retained stays unless it is ticked": (
        *(selection.keep_only, " if outcomes else None", ""),
        *(None, workshops_stay_unless_ticked),
    ),
    "a rehearsal retained nothing": (
        *(retained.retained_in_round, "Workshop.objects.filter", "Workshop.everything.filter"),
        *(None, workshops_stay_unless_ticked),
    ),
    "a workshop is shared with its round": (
        *(retained.retained_in_round, "round=round_, ", ""),
        *(None, workshops_stay_unless_ticked),
    ),
    "a round is of its RLP": (
        *(carnet_queries.find_round, "rlp=rlp, ", ""),
        *(None, rounds_of_another),
    ),
    "a version is of its RLP": (
        *(sharing_queries.find_version, "round__rlp=rlp, ", ""),
        *(None, nested("shared_version", "open_version", "withdraw_version", "shared_version_pdf")),
    ),
    "a rating is of its RLP": (
        *(rating_views.find_rating, "rlp=rlp, ", ""),
        *(None, nested("withdraw_rating", "restore_rating")),
    ),
    "a role is of its RLP": (
        *(team_views.find_membership, "rlp=rlp, ", ""),
        *(None, nested("change_role", "remove_role")),
    ),
    "a text kept aside is of its carnet": (
        *(variant_views.find_place, ", workbook=round_.workbook_id", ""),
        *(None, nested("settle_variant")),
    ),
    "a row is of its carnet": (
        *(row_views.find_any_row, "kind.rows(workbook_id)", "kind.model.objects"),
        *(None, nested("delete_row", "undelete_row")),
    ),
    "a row named in a form is of its carnet": (
        *(saving.find_row_by_id, "workbook=workbook_id, ", ""),
        *(None, rows_named_in_a_form),
    ),
    "an archive is of its RLP": (
        *(archive_views.find_archive, "rlp=rlp, ", ""),
        *(None, nested("archive", "archive_file")),
    ),
    "a workshop is of its RLP": (
        *(workshop_access.workshop_view, ", round__rlp=rlp", ""),
        *("guarded", nested("console_stream", "console_news", "console", "console_room")),
    ),
    "a step is of its workshop": (
        *(agenda_views.find_step, "workshop=workshop, ", ""),
        *(None, steps_of_another),
    ),
    "only someone of the team is named": (
        *(rehearsal_views.find_in_team, "memberships__rlp=workshop.round.rlp_id", ""),
        *(None, named_from_elsewhere),
    ),
    "whoever is named runs this workshop, and no other": (
        *(workshop_access.named, 'workshop=OuterRef("pk"), ', ""),
        *(None, named_for_one_workshop),
    ),
    "nobody else is named": (
        *(workshop_access.named, ", user=user", ""),
        *(None, named_for_one_workshop),
    ),
    "a workshop knows its methods": (
        *(workshop_access.workshop_view, "if needed is None:", OFF),
        *("guarded", doors("console_news")),
    ),
    "a phone opens the workshop of its key": (
        *(workshop_access.participant_view, " or participant.workshop.public_id != workshop_id", ""),
        *("guarded", phone_of_another_workshop),
    ),
    "a file brought back is of its round": (
        *(import_pages.find_file, ", round=round_", ""),
        *(None, nested("filled_form", "returned_carnet")),
    ),
}


@pytest.mark.parametrize(("function", "rule", "instead", "inside", "check"), RULES.values(), ids=RULES)
def test_without_its_rule_the_difference_is_seen(function, rule, instead, inside, check, world, monkeypatch):
    leave_no_trace(check, world)

    take_out(monkeypatch, function, rule, instead, inside=inside)

    with pytest.raises((AssertionError, Http404)):
        leave_no_trace(check, world)


def leave_no_trace(check, world):
    """Both times meet the same world."""
    start = transaction.savepoint()
    try:
        check(world)
    finally:
        transaction.savepoint_rollback(start)


def test_t01_nothing_of_another_rlp_is_found_under_ones_own(world):
    assert len(ALL_NESTED) > 15
    assert nested_differences(world, ALL_NESTED) == []


def test_every_door_of_the_portal_is_tried_without_its_rule():
    """A new kind of guard is not forgotten here."""
    kinds = {getattr(view, "guard", (None,))[0] for view, _arguments in ADDRESSES.values()}

    rooms = {"workshop", "participant", "screen", "helper"}
    assert kinds == {"rlp", "administrator", "signed in", "role", None} | rooms
    assert MATRIX["gives"].keys() == {COORDINATOR, ADMINISTRATOR}
