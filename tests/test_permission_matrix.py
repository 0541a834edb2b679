"""The permission matrix, as a file, held against the portal: every address, everyone, every method."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from rlp_portal.accounts.models import User
from rlp_portal.reports import (
    blank_views,
    comparison_views,
    front_page_views,
    sample_views,
    shared_views,
    synthesis_views,
)
from rlp_portal.reports import services as report_services
from rlp_portal.reports.archive import services as archive_services
from rlp_portal.reports.bilan import views as bilan_views
from rlp_portal.reports.enums import ReportKind
from rlp_portal.reports.fillable import views as fillable_views
from rlp_portal.reports.handouts import views as handout_views
from rlp_portal.reports.models import Report
from rlp_portal.rlps import permissions
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership
from rlp_portal.rlps.permissions import Right
from rlp_portal.stewardship import my_data_views
from tests.factories import MembershipFactory
from tests.furnished import furnished
from tests.world import ADMINISTRATOR, ANONYMOUS, OUTSIDER, PERSONAS, ROLES, build_world_of_signed_in

MATRIX = tomllib.loads((Path(__file__).parent / "permission_matrix.toml").read_text(encoding="utf-8"))
RULES, DATA = MATRIX["rules"], MATRIX["data"]
SECTIONS = ("public", "signed_in", "administration", "rlp", "room")
WRITTEN, NEVER = ("GET", "POST"), ("PUT", "PATCH", "DELETE", "OPTIONS")
METHODS = [*WRITTEN, "HEAD", *NEVER]
OWN, FOREIGN = "own", "foreign"


@dataclass(frozen=True)
class Cell:
    section: str
    name: str
    method: str
    persona: str
    place: str
    expected: int

    def __str__(self):
        return f"{self.method} {self.name}, {self.persona}, {self.place} RLP"


# ---- From the file to the cells -------------------------------------------------------------------------------


def cells_of(section, name):
    places = [OWN, FOREIGN] if section in {"rlp", "room"} else [OWN]
    return [
        Cell(section, name, method, persona, place, expected(section, name, method, persona, place))
        for place in places
        for persona in PERSONAS
        for method in METHODS
    ]


def expected(section, name, method, persona, place):
    line = MATRIX[section][name]
    written = line.get("GET" if method == "HEAD" else method, line.get("other", RULES["method"]))
    if section == "room":
        return written
    if section == "public":
        return in_column(written, 0 if persona == ANONYMOUS else 1)
    if persona == ANONYMOUS:
        return RULES["anonymous_script"] if from_script(method, persona, place) else RULES["anonymous"]
    if section == "administration":
        return written if persona == ADMINISTRATOR else RULES["stranger"]
    if section == "rlp" and (persona == OUTSIDER or (place == FOREIGN and persona != ADMINISTRATOR)):
        return RULES["stranger"]
    if persona == OUTSIDER:
        return outsider_among_the_signed_in(name, written)
    return in_column(written, ROLES.index(persona))


def from_script(method, persona, place):
    """Refusals are asked for as a script does, in JSON: the doors are the same, and no page is drawn for nothing."""
    return method in NEVER or persona == OUTSIDER or place == FOREIGN


def in_column(written, column):
    return written[column] if isinstance(written, list) else written


def outsider_among_the_signed_in(name, written):
    """Without any role she lands on a page that says whom to ask; what is kept for a role refuses her."""
    if not isinstance(written, list):
        return written
    return 200 if name == "next_thing" else 403


ALL_CELLS = [cell for section in SECTIONS for name in MATRIX[section] for cell in cells_of(section, name)]
NAMES = [(section, name) for section in SECTIONS for name in MATRIX[section]]


# ---- From the cells to the portal -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shared_world(django_db_setup, django_db_blocker):
    with furnished(django_db_blocker, build_world_of_signed_in) as world:
        yield world


@pytest.fixture
def world(db, shared_world, monkeypatch):
    """The doors are what is tried: no PDF is made behind them."""
    printed = SimpleNamespace(content=b"%PDF-", key="0" * 64)
    monkeypatch.setattr(my_data_views, "render_pdf", lambda _: printed)
    monkeypatch.setattr(blank_views, "print_blank", lambda *_, **__: printed)
    monkeypatch.setattr(bilan_views, "print_report", lambda *_, **__: printed)
    monkeypatch.setattr(handout_views, "print_report", lambda *_, **__: printed)
    monkeypatch.setattr(comparison_views, "print_report", lambda *_, **__: printed)
    monkeypatch.setattr(front_page_views, "print_report", lambda *_, **__: printed)
    monkeypatch.setattr(fillable_views, "print_report", lambda *_, **__: printed)
    monkeypatch.setattr(sample_views, "print_report", lambda *_, **__: printed)
    monkeypatch.setattr(synthesis_views, "print_report", lambda *_, **__: printed)
    monkeypatch.setattr(shared_views, "print_shared", lambda _: printed.content)
    monkeypatch.setattr(report_services, "open_report", lambda _: printed.content)
    monkeypatch.setattr(archive_services, "launch", lambda _: None)
    monkeypatch.setattr(archive_services, "path_of", lambda _: Path(__file__))
    made = Report(kind=ReportKind.CARNET, pages=1, size=1)
    monkeypatch.setattr(report_services, "make_report", lambda **asked: made)
    return shared_world


def answer(world, cell):
    """The status; what the request wrote is undone, so that each cell meets the same world."""
    rlp = world.own if cell.place == OWN else world.foreign
    client = world.client(cell.persona)
    ids = ids_for(cell.name, world.ids[rlp])
    url = reverse(cell.name, kwargs=arguments(cell.name, ids))
    data = {key.format(**ids): value.format(**ids) for key, value in DATA.get(cell.name, {}).items()}
    start = transaction.savepoint()
    try:
        return request(client, cell, url, data).status_code
    finally:
        transaction.savepoint_rollback(start)


def request(client, cell, url, data):
    accepted = "application/json" if from_script(cell.method, cell.persona, cell.place) else "text/html"
    send = getattr(client, cell.method.lower())
    return send(url, data if cell.method == "POST" else None, headers={"Accept": accepted})


def ids_for(name, ids):
    """A renewed invitation needs someone who did not answer the first; a made-up reset link needs a key."""
    if name in {"renew_team_invitation", "renew_invitation", "withdraw_invitation"}:
        return {**ids, "membership_id": ids["pending"].public_id, "public_id": ids["pending"].user.public_id}
    if name in {"data_request", "erase_person_asking"}:
        return {**ids, "public_id": ids["asked"]}
    if name == "front_page":
        return {**ids, "key": "vision", "row": "g1"}
    if name == "wheel_screen":
        return {**ids, "key": "formal_sectors"}
    if name in {"add_synthesis_text", "choose_excerpts"}:
        return {**ids, "section": "policy"}
    if name == "incident":
        return {**ids, "public_id": ids["incident"]}
    if name == "join":
        return {**ids, "code": 12_345_678}
    if name in {"screen_stream", "screen_news", "screen", "screen_content"}:
        return {**ids, "token": ids["display_token"]}
    if name == "helper_entry":
        return {**ids, "token": ids["helper_token"]}
    if name == "account_reset_password_from_key":
        return {**ids, "key": "made-up"}
    return ids


def patterns(resolver=None, before=()):
    """{name: (view, [the names of its arguments])}"""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        named = [*before, *pattern.pattern.regex.groupindex]
        if hasattr(pattern, "url_patterns"):
            found |= patterns(pattern, named)
        else:
            found[pattern.name] = (pattern.callback, named)
    return found


ADDRESSES = patterns()


def arguments(name, ids):
    return {argument: ids[argument] for argument in ADDRESSES[name][1]}


def differences(world, cells):
    found = [(str(cell), cell.expected, answer(world, cell)) for cell in cells]
    return [f"{cell}: {status} instead of {wanted}" for cell, wanted, status in found if status != wanted]


# ---- The file covers the portal -------------------------------------------------------------------------------


def test_every_address_has_its_line_and_every_line_its_address():
    assert sorted(name for _, name in NAMES) == sorted(ADDRESSES)


def test_no_two_addresses_share_a_name():
    def count(resolver):
        return sum(count(one) if hasattr(one, "url_patterns") else 1 for one in resolver.url_patterns)

    assert count(get_resolver()) == len(ADDRESSES)


def test_posts_are_of_known_addresses():
    assert set(DATA) <= set(ADDRESSES)


def test_matrix_makes_more_than_fifteen_hundred_checks():
    assert len(ALL_CELLS) == len(set(ALL_CELLS)) > 1_500


GUARDS = {
    "rlp": {"rlp", "workshop"},
    "room": {"participant", "screen", "helper"},
    "administration": {"administrator"},
    "signed_in": {"signed in", "role", None},
    "public": {None},
}


@pytest.mark.parametrize(("section", "name"), NAMES, ids=[name for _, name in NAMES])
def test_every_view_is_guarded_or_listed_as_open(section, name):
    view, _ = ADDRESSES[name]
    guard = getattr(view, "guard", (None,))[0]

    assert guard in GUARDS[section]
    assert getattr(view, "login_required", True) == (section not in {"public", "room"})


# ---- Every cell -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("section", "name"), NAMES, ids=[name for _, name in NAMES])
def test_everyone_gets_what_the_matrix_says(section, name, world):
    assert differences(world, cells_of(section, name)) == []


# ---- B47: addresses that name nothing ---------------------------------------------------------------------------

UNKNOWN = {
    "slug": ["inconnu", "-1", "9" * 30, "é", "..", "%00"],
    "number": ["99", "-1", "0", "1" * 31, "abc", "1.5"],
    "key": ["inconnue", "-1", "9" * 30, "%00"],
    "row": ["g0", "g7", "-1", "%00"],
    "section": ["inconnue", "-1", "9" * 30],
    "change_id": ["0", "-1", "1" * 31, "abc"],
    "instrument_key": ["inconnue", "-1", "9" * 30],
    "variant": ["inconnue", "-1"],
    "role": ["reine", "-1", "%00"],
}
UNKNOWN_UUID = [str(uuid4()), "-1", "abc", "1" * 31, str(uuid4()).replace("-", "")]
NAMED = [(section, name) for section, name in NAMES if section != "public" and ADDRESSES[name][1]]


@pytest.mark.parametrize(("section", "name"), NAMED, ids=[name for _, name in NAMED])
def test_b47_what_an_address_names_must_exist(section, name, world):
    client = world.client(who_may(section, name))
    ids = ids_for(name, world.ids[world.own])
    good = reverse(name, kwargs=arguments(name, ids))

    found = [
        (method, url, status)
        for argument in ADDRESSES[name][1]
        for url in wrong_addresses(good, str(ids[argument]), argument)
        for method, status in statuses(client, section, name, url)
        if status != 404
    ]

    assert found == []


def who_may(section, name):
    """Someone whom the door lets through: the coordinator, but for what is kept from her."""
    if section == "administration":
        return ADMINISTRATOR
    if Right.RUN_WORKSHOP in getattr(ADDRESSES[name][0], "guard", ()):
        return Role.FACILITATOR.value
    answers = [answer for answer in MATRIX[section][name].values() if isinstance(answer, list)]
    doors = (Role.COORDINATOR.value, Role.ADVISOR.value, ADMINISTRATOR)
    return next(one for one in doors if all(answer[ROLES.index(one)] != 403 for answer in answers))


def wrong_addresses(good, present, argument):
    return [good.replace(f"/{present}/", f"/{wrong}/", 1) for wrong in UNKNOWN.get(argument, UNKNOWN_UUID)]


def statuses(client, section, name, url):
    """By the methods that the address knows: the others answer 405 before looking further."""
    start = transaction.savepoint()
    headers = {"Accept": "application/json"}
    send = {"GET": lambda: client.get(url, headers=headers), "POST": lambda: client.post(url, data, headers=headers)}
    data = DATA.get(name, {})
    try:
        return [(method, send[method]().status_code) for method in WRITTEN if method in MATRIX[section][name]]
    finally:
        transaction.savepoint_rollback(start)


# ---- Scripts, and rights that end -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "what_to_do"),
    [
        ({"Accept": "application/json"}, "Connectez-vous de nouveau\u00a0: votre texte est gardé."),
        ({"HX-Request": "true"}, "Votre texte est encore dans la page\u00a0: copiez-le avant de vous reconnecter."),
    ],
    ids=["json", "htmx"],
)
def test_script_without_session_is_told_so_instead_of_sent_to_sign_in(headers, what_to_do, world):
    url = reverse("save_field", kwargs=arguments("save_field", world.ids[world.own]))

    response = world.client(ANONYMOUS).post(url, DATA["save_field"], headers=headers)

    assert response.status_code == 401
    assert f"Votre session est terminée. {what_to_do}" in words_of(response)


def words_of(response):
    is_json = response["Content-Type"] == "application/json"
    return response.json()["message"] if is_json else response.content.decode()


def test_person_without_session_is_sent_to_sign_in_and_back(world):
    response = world.client(ANONYMOUS).get("/rlp/berges/fiche/")

    assert response.headers["Location"] == "/connexion/?next=/rlp/berges/fiche/"


@pytest.mark.parametrize("role", Role.values)
def test_role_withdrawn_closes_the_door_at_the_next_request(role, world):
    url = reverse("rlp_profile", args=[world.own.slug])
    assert world.client(role).get(url).status_code == 200

    Membership.objects.filter(user=world.people[role]).delete()

    assert world.client(role).get(url).status_code == 404


def test_administration_withdrawn_closes_the_door_at_the_next_request(world):
    assert world.client(ADMINISTRATOR).get("/gestion/regroupements/").status_code == 200

    User.objects.filter(pk=world.people[ADMINISTRATOR].pk).update(is_administrator=False)

    assert world.client(ADMINISTRATOR).get("/gestion/regroupements/").status_code == 404
    assert world.client(ADMINISTRATOR).get("/rlp/berges/fiche/").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_account_closed_ends_the_session_at_the_next_request(role, world):
    url = reverse("rlp_profile", args=[world.own.slug])
    assert world.client(role).get(url).status_code == 200

    User.objects.filter(pk=world.people[role].pk).update(is_active=False)

    assert world.client(role).get(url).status_code == 302


# ---- Nobody gives more than she may -----------------------------------------------------------------------------


def roles_given(world, giver):
    """The roles that this person really gives by inviting, and takes away by removing."""
    team, client = reverse("team", args=[world.own.slug]), world.client(giver)
    given, taken = [], []
    for role in Role.values:
        held = MembershipFactory(rlp=world.own, role=role)
        start = transaction.savepoint()
        client.post(team, {**DATA["team"], "role": role})
        if Membership.objects.filter(user__email=DATA["team"]["email"], rlp=world.own, role=role).exists():
            given.append(role)
        client.post(reverse("remove_role", args=[world.own.slug, held.public_id]))
        if not Membership.objects.filter(pk=held.pk).exists():
            taken.append(role)
        transaction.savepoint_rollback(start)
    return given, taken


@pytest.mark.parametrize("giver", [OUTSIDER, *ROLES])
def test_each_gives_and_takes_away_what_the_matrix_says(giver, world):
    roles = sorted(MATRIX["gives"].get(giver, []))

    given, taken = roles_given(world, giver)

    assert (sorted(given), sorted(taken)) == (roles, roles)


# ---- Every rule of the policy counts ------------------------------------------------------------------------------

# Who is named for one workshop is tried in tests/workshops/test_access.py: the matrix knows nobody so.
RULED = [(role, right) for role in permissions.GRANTS for right in Right if role != permissions.CO_FACILITATOR]


def cells_that_need(right, persona):
    """Those of the addresses guarded by this right, for one person in her own RLP."""
    return [
        cell
        for section, name in NAMES
        if section == "rlp" and right in ADDRESSES[name][0].guard
        for cell in cells_of(section, name)
        if (cell.persona, cell.place) == (persona, OWN) and cell.method in WRITTEN
    ]


@pytest.mark.parametrize(("role", "right"), RULED, ids=[f"{role}-{right}" for role, right in RULED])
def test_each_right_given_or_withheld_changes_what_the_matrix_sees(role, right, world, monkeypatch):
    """With the rule as it stands none of these cells differs: the test of every cell says so."""
    monkeypatch.setitem(permissions.GRANTS, role, permissions.GRANTS[role] ^ {right})

    assert any(answer(world, cell) != cell.expected for cell in cells_that_need(right, str(role)))


GIVEN = [(giver, role) for giver in permissions.MAY_GIVE for role in Role]


@pytest.mark.parametrize(("giver", "role"), GIVEN, ids=[f"{giver}-{role}" for giver, role in GIVEN])
def test_each_role_that_may_be_given_changes_what_the_matrix_sees(giver, role, world, monkeypatch):
    monkeypatch.setitem(permissions.MAY_GIVE, giver, permissions.MAY_GIVE[giver] ^ {role})

    given, taken = roles_given(world, str(giver))

    assert sorted(given) != sorted(MATRIX["gives"][giver])
    assert sorted(taken) != sorted(MATRIX["gives"][giver])
