"""F10: a child that was killed is replaced once, by whoever looks; then it is a failure, said with a button."""

from uuid import uuid4

import pytest
from django.urls import reverse

from rlp_portal.reports.archive import contents, services
from rlp_portal.reports.models import Archive
from tests.factories import RlpFactory
from tests.reports.archive.hearts import silent_for
from tests.rlps.carnet.pages import Page


def shown(client, response):
    return client.get(response["Location"]).content.decode()


def test_a_child_that_fell_silent_is_replaced_once_then_it_is_a_failure_with_a_button(
    coordinator_client, carnet, monkeypatch, ask
):
    launched = []
    monkeypatch.setattr(services, "launch", launched.append)
    first = ask(coordinator_client, carnet.rlp, noms="1")
    archive = Archive.objects.get()

    silent_for(archive, seconds=59)
    assert "L’archive se prépare." in shown(coordinator_client, first)
    silent_for(archive, seconds=61)
    assert "La préparation s’est interrompue." in shown(coordinator_client, first)
    assert len(launched) == 1  # reading a page writes nothing

    again = ask(coordinator_client, carnet.rlp, noms="1")
    assert (again["Location"], len(launched)) == (first["Location"], 2)
    assert "L’archive se prépare." in shown(coordinator_client, again)
    silent_for(archive, seconds=61)
    assert "<strong>Échec.</strong>" in shown(coordinator_client, again)

    other = ask(coordinator_client, carnet.rlp, noms="1")
    assert (other["Location"] != first["Location"], len(launched)) == (True, 3)


def test_two_people_who_look_at_once_replace_it_once(carnet, monkeypatch):
    launched = []
    monkeypatch.setattr(services, "launch", launched.append)
    archive = services.ask_archive(rlp=carnet.rlp, with_names=False, by=None)
    silent_for(archive, seconds=61)
    archive.refresh_from_db()

    for _ in range(2):
        services.take_again(archive)

    assert len(launched) == 2


@pytest.mark.parametrize("state", ["interrupted", "failed"])
def test_the_button_asks_for_the_same_archive(coordinator_client, carnet, monkeypatch, state, ask):
    monkeypatch.setattr(services, "launch", lambda archive: None)
    response = ask(coordinator_client, carnet.rlp, noms="1")
    archive = Archive.objects.get()
    silent_for(archive, seconds=61)
    Archive.objects.update(tries=1 if state == "interrupted" else 2)

    form = Page(coordinator_client.get(response["Location"]), path=response["Location"]).by_id("etat-archive")

    assert form.first(name="noms").attrs["value"] == "1"
    sent = form.first("form").attrs
    assert (sent["method"], sent["action"]) == ("post", reverse("ask_archive", args=[carnet.rlp.slug]))
    assert ("hx-trigger" in sent) == (state == "interrupted")  # a failure waits for a decision


def test_a_child_that_was_replaced_says_nothing_of_its_own_archive(carnet, monkeypatch):
    """It was thought dead and comes back late: the row belongs to the one that took over."""
    monkeypatch.setattr(services, "launch", lambda archive: None)
    archive = services.ask_archive(rlp=carnet.rlp, with_names=False, by=None)

    def replaced(taken):
        Archive.objects.update(tries=2)

    monkeypatch.setattr(contents, "carnet_pdf", replaced)
    services.run(archive.public_id)

    archive.refresh_from_db()
    assert (archive.ready_at, archive.failed_at) == (None, None)


def test_silent_ones_do_not_keep_others_from_theirs(carnet, launched, never_print):
    for _ in range(services.AT_ONCE):
        silent_for(Archive.objects.create(rlp=RlpFactory(), as_of=carnet.updated_at), seconds=61)

    assert services.ask_archive(rlp=carnet.rlp, with_names=False, by=None) in launched


def test_what_a_killed_child_left_beside_goes_with_the_next_try(carnet, launched, never_print):
    half = services.path_of(Archive(public_id=uuid4()))
    archive = Archive.objects.create(rlp=carnet.rlp, as_of=carnet.updated_at, public_id=half.stem)
    half = half.with_name(f"{half.name}.abcd.part")
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(b"PK")

    services.run(archive.public_id)

    assert [path.name for path in half.parent.glob(f"{half.stem[:36]}*")] == [services.path_of(archive).name]
