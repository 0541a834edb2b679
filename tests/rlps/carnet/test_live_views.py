"""What an open sheet is told, who is there, and the fields drawn again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rlp_portal.rlps.carnet import presence
from rlp_portal.rlps.carnet.live import state_of
from rlp_portal.rlps.carnet.presence import GONE_AFTER, Seat, present_at
from rlp_portal.rlps.models import SheetPresence
from tests.conftest import signed_in
from tests.rlps.carnet.pages import Page
from worksheets import services
from worksheets.fingerprints import fingerprint
from worksheets.models import Sheet

TAB, OTHER_TAB = "0123456789abcdef", "fedcba9876543210"
JSON = {"Accept": "application/json"}


@pytest.fixture
def woken(monkeypatch):
    """The topics that were woken."""
    topics = []
    monkeypatch.setattr(presence, "wake", topics.append)
    return topics


@pytest.fixture
def seat(workbook, coordinator):
    return Seat(workbook.pk, "ft1", coordinator.pk, TAB)


def answer(workbook, value, *, by, key="ft1", address="programmes", base=""):
    sheet = Sheet.objects.filter(workbook=workbook, instrument_key=key).first()
    sheet = sheet or Sheet(workbook=workbook, instrument_key=key, instrument_version=1)
    return services.save_answer(sheet=sheet, address=address, value=value, base=base, by=by)


# ---- The state


def test_the_state_of_a_sheet_not_begun(workbook):
    assert state_of(workbook.pk, "ft4") == {
        "epoch": "",
        "fields": {},
        "rows": {},
        "objects": state_of(workbook.pk, "ft4")["objects"],
        "marks": {},
        "finished": False,
        "recent": [],
        "present": [],
    }


def test_the_state_tells_each_base_and_who_wrote_last(workbook, coordinator):
    saved = answer(workbook, "Un texte", by=coordinator)

    state = state_of(workbook.pk, "ft1")

    assert state["fields"] == {"programmes": saved.fingerprint}
    assert [(one["address"], one["by"], one["name"]) for one in state["recent"]] == [
        ("programmes", str(coordinator.public_id), "Sylvie Marcotte")
    ]


def test_a_field_emptied_since_is_told_like_one_never_filled(workbook, coordinator):
    saved = answer(workbook, "Un texte", by=coordinator)
    answer(workbook, None, by=coordinator, base=saved.fingerprint)

    assert state_of(workbook.pk, "ft1")["fields"] == {}


def test_the_state_tells_the_rows_in_their_lists_and_the_base_of_each_field(workbook, coordinator):
    kept = services.add_object(workbook=workbook, name="Les mardis", code="A", line="programmes", by=coordinator)
    gone = services.add_object(workbook=workbook, name="Les jeudis", code="A", line="programmes", by=coordinator)
    services.delete_row(row=gone, by=coordinator)

    state = state_of(workbook.pk, "ft1")

    assert state["rows"]["objets-programmes"] == [str(kept.public_id)]
    assert state["fields"] == {
        f"object:{kept.public_id}:name": fingerprint("Les mardis"),
        f"object:{kept.public_id}:code": fingerprint("A"),
    }
    assert state["recent"][0]["address"] == f"object:{gone.public_id}:deleted"


def test_the_plan_tells_its_empty_lists_too(workbook, coordinator):
    line = services.add_plan_line(workbook=workbook, strategy="policy", measure="Un avis", by=coordinator)

    rows = state_of(workbook.pk, "ft7")["rows"]

    assert rows == {
        "mesures-institutionalisation": [],
        "mesures-policy": [str(line.public_id)],
        "mesures-community": [],
        "mesures-resources": [],
    }


def test_a_new_object_changes_what_the_lists_of_objects_offer(workbook, coordinator):
    before = state_of(workbook.pk, "ft3")["objects"]

    services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator)

    assert state_of(workbook.pk, "ft3")["objects"] != before


def test_finishing_is_told(workbook, coordinator):
    answer(workbook, "Un texte", by=coordinator)

    services.finish_sheet(sheet=Sheet.objects.get(), by=coordinator)

    state = state_of(workbook.pk, "ft1")
    assert (state["finished"], state["recent"][0]["address"]) == (True, "sheet")


def test_what_is_written_in_another_sheet_is_not_told(workbook, coordinator):
    answer(workbook, "Un texte", by=coordinator)

    state = state_of(workbook.pk, "ft5")

    assert (state["fields"], state["recent"]) == ({}, [])


def test_drawing_costs_the_same_whatever_the_carnet_holds(workbook, coordinator, django_assert_num_queries):
    counted = []
    for amount in (1, 3):
        for place in range(amount):
            name = f"Objet {amount} {place}"
            services.add_object(workbook=workbook, name=name, code="A", line="programmes", by=coordinator)
            services.add_plan_line(workbook=workbook, strategy="policy", measure=name, by=coordinator)
        with django_assert_num_queries(5) as queries:
            state_of(workbook.pk, "ft7")
        counted.append(len(queries))

    assert counted == [5, 5]


def test_writing_wakes_the_carnet(workbook, coordinator, woken):
    answer(workbook, "Un texte", by=coordinator)

    assert woken == [f"carnet:{workbook.pk}"]


# ---- The doors (their statuses are in the permission matrix)


def test_the_stream_is_of_this_carnet_and_this_sheet(coordinator_client, coordinator, workbook, url):
    response = coordinator_client.get(url("sheet_stream", "ft1"), {"onglet": TAB})

    assert (response.channel.topic, response.channel.name) == (f"carnet:{workbook.pk}", "ft1")
    assert (response.person, response.seat) == (coordinator.pk, Seat(workbook.pk, "ft1", coordinator.pk, TAB))
    assert not SheetPresence.objects.exists()


@pytest.mark.parametrize("tab", ["", "abc", "x" * 16, "0" * 33, "0123456789abcdef\x00"])
def test_a_tab_that_no_page_made_takes_no_seat(coordinator_client, url, tab):
    stream = coordinator_client.get(url("sheet_stream", "ft1"), {"onglet": tab})
    said = coordinator_client.post(url("sheet_presence", "ft1"), {"onglet": tab})

    assert (stream.status_code, stream.seat, said.status_code) == (200, None, 204)
    assert not SheetPresence.objects.exists()


def test_a_stream_without_session_is_refused_to_whoever_asks_for_events(client, url):
    response = client.get(url("sheet_stream", "ft1"), headers={"Accept": "text/event-stream"})

    assert response.status_code == 401


def test_asking_again_for_what_did_not_change_answers_304(coordinator_client, coordinator, workbook, url):
    address = url("sheet_news", "ft1")
    first = coordinator_client.get(address, headers=JSON)
    mark = {"If-None-Match": first["ETag"], **JSON}

    same = coordinator_client.get(address, headers=mark)
    answer(workbook, "Un texte", by=coordinator)
    changed = coordinator_client.get(address, headers=mark)

    assert (first.status_code, same.status_code, same.content, changed.status_code) == (200, 304, b"", 200)
    assert changed.json() == state_of(workbook.pk, "ft1")


def test_fields_are_drawn_as_a_reload_would_draw_them(coordinator_client, coordinator, workbook, url):
    answer(workbook, "Un <b>texte</b>", by=coordinator)
    kept = services.add_object(workbook=workbook, name="Les mardis", code="A", line="programmes", by=coordinator)
    path = url("whole_sheet", "ft1")
    whole = Page(coordinator_client.get(path), path=path)

    asked = {"champ": ["programmes", "inconnu"], "ligne": [str(kept.public_id), "inconnue"]}
    part = Page(coordinator_client.get(url("sheet_fields", "ft1"), asked), path="")

    assert [one.attrs["data-question"] for one in part.every(data_question=True)][0] == "programmes"
    for name in ("programmes", f"object:{kept.public_id}:name"):
        fresh, reloaded = (page.first(data_question=name) for page in (part, whole))
        assert fresh.text == reloaded.text
        assert [one.attrs for one in fresh.every("input")] == [one.attrs for one in reloaded.every("input")]
    assert len(list(part.every(data_row=True))) == 1
    assert part.first(data_live_part="finish").text == whole.first(data_live_part="finish").text


def test_a_row_in_the_bin_is_not_drawn(coordinator_client, coordinator, workbook, url):
    gone = services.add_object(workbook=workbook, name="Les mardis", code="A", line="programmes", by=coordinator)
    services.delete_row(row=gone, by=coordinator)

    part = Page(coordinator_client.get(url("sheet_fields", "ft1"), {"ligne": str(gone.public_id)}), path="")

    assert list(part.every(data_row=True)) == []


# ---- Who is there


def test_whoever_takes_a_seat_is_present_and_all_are_told_once(seat, coordinator, workbook, woken):
    seat.take()
    seat.take()

    assert present_at(workbook.pk, "ft1") == [(str(coordinator.public_id), "Sylvie Marcotte", 1)]
    assert woken == [f"carnet:{workbook.pk}"]


def test_two_tabs_are_one_person_and_two_people_are_in_order(seat, coordinator, colleague, workbook):
    seat.take()
    Seat(workbook.pk, "ft1", coordinator.pk, OTHER_TAB).take()
    Seat(workbook.pk, "ft1", colleague.pk, TAB).take()
    Seat(workbook.pk, "ft2", colleague.pk, TAB).take()

    assert [(name, tabs) for _id, name, tabs in present_at(workbook.pk, "ft1")] == [
        ("Paul Otis", 1),
        ("Sylvie Marcotte", 2),
    ]


def test_whoever_leaves_is_gone_and_all_are_told_once(seat, workbook, woken):
    seat.take()
    woken.clear()

    seat.leave()
    seat.leave()

    assert present_at(workbook.pk, "ft1") == []
    assert woken == [f"carnet:{workbook.pk}"]


def test_those_of_a_process_that_died_are_not_shown_and_soon_forgotten(seat, colleague, workbook, woken):
    seat.take()
    ghost = Seat(workbook.pk, "ft1", colleague.pk, OTHER_TAB)
    ghost.take()
    SheetPresence.objects.filter(user=colleague).update(seen_at=timezone.now() - GONE_AFTER)
    woken.clear()
    assert [name for _id, name, _tabs in present_at(workbook.pk, "ft1")] == ["Sylvie Marcotte"]

    Seat.keep([seat])

    assert list(SheetPresence.objects.values_list("user__name", flat=True)) == ["Sylvie Marcotte"]
    assert woken == [f"carnet:{workbook.pk}"]


def test_those_who_stay_are_kept_even_if_another_process_forgot_them(seat, workbook):
    seat.take()
    SheetPresence.objects.update(seen_at=timezone.now() - GONE_AFTER + timedelta(seconds=1))
    Seat.keep([seat])
    kept = SheetPresence.objects.get()
    assert timezone.now() - kept.seen_at < timedelta(seconds=10)

    SheetPresence.objects.all().delete()
    Seat.keep([seat])

    assert len(present_at(workbook.pk, "ft1")) == 1


def test_a_page_without_stream_says_that_it_is_there_and_that_it_closes(coordinator_client, workbook, url):
    address = url("sheet_presence", "ft1")

    coordinator_client.post(address, {"onglet": TAB})
    here = present_at(workbook.pk, "ft1")
    coordinator_client.post(address, {"onglet": TAB, "leave": "1"})

    assert [name for _id, name, _tabs in here] == ["Sylvie Marcotte"]
    assert present_at(workbook.pk, "ft1") == []


def test_nobody_takes_the_seat_of_another(coordinator_client, colleague, workbook, url):
    address = url("sheet_presence", "ft1")
    signed_in(colleague).post(address, {"onglet": TAB})

    coordinator_client.post(address, {"onglet": TAB, "leave": "1"})

    assert [name for _id, name, _tabs in present_at(workbook.pk, "ft1")] == ["Paul Otis"]


def test_no_address_nor_browser_is_kept():
    columns = {field.name for field in SheetPresence._meta.get_fields()}

    assert columns == {"id", "workbook", "instrument_key", "user", "tab", "seen_at"}
