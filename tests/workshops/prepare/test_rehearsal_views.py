from rlp_portal.rlps.enums import Role
from rlp_portal.workshops.models import Facilitation, Participant, Workshop
from rlp_portal.workshops.queries import count_answered
from rlp_portal.workshops.services import advance, go_to
from tests.conftest import signed_in
from tests.factories import MembershipFactory, UserFactory
from tests.rlps.carnet.pages import Page


def page_of(response):
    return Page(response, path="").first("main")


def begin(client, url, people="5"):
    client.post(url("start_rehearsal"), {"people": people})
    return Workshop.everything.get(rehearsal_of__isnull=False)


def test_a_rehearsal_is_begun_marked_answered_and_ended(client, url, prepared, facilitator):
    response = client.post(url("start_rehearsal"), {"people": "5"}, follow=True)
    rehearsal = Workshop.everything.get(rehearsal_of=prepared)
    page = page_of(response)
    assert page.first("p", class_="eyebrow").text == "Répétition"
    assert "rien de ce qui se passe ici ne touche l’atelier ni le carnet" in page.text

    response = client.post(url("rehearsal_answers", workshop=rehearsal), follow=True)
    assert "Aucune question n’est ouverte aux téléphones." in page_of(response).text
    go_to(workshop=rehearsal, step=rehearsal.steps.get(position=2), by=facilitator)
    advance(workshop=rehearsal, by=facilitator)
    response = client.post(url("rehearsal_answers", workshop=rehearsal), follow=True)
    assert "5\u00a0personnes fictives ont répondu." in page_of(response).text
    assert count_answered(rehearsal.steps.get(position=2)) == 5

    response = client.post(url("end_rehearsal", workshop=rehearsal), follow=True)
    assert "La répétition est terminée. Rien n’en reste." in page_of(response).text
    assert list(Workshop.everything.all()) == [prepared]


def test_a_rehearsal_under_way_is_offered_instead_of_another(client, url, prepared):
    rehearsal = begin(client, url)

    page = page_of(client.get(url("workshop_agenda")))
    link = page.first("section", class_="workshop-band").first("a")
    assert link.attrs["href"] == url("workshop_agenda", workshop=rehearsal)
    assert client.post(url("start_rehearsal")).status_code == 409


def test_the_number_of_people_has_an_end_and_a_usual_value(client, url):
    begin(client, url, people="plusieurs")

    assert Participant.objects.filter(is_fictitious=True).count() == 12


def test_a_workshop_is_never_ended_as_a_rehearsal(client, url, prepared):
    assert client.post(url("end_rehearsal")).status_code == 404
    assert Workshop.objects.get() == prepared


# ---- Who facilitates


def test_someone_of_the_team_is_named_and_unnamed(client, url, prepared):
    member = MembershipFactory(rlp=prepared.round.rlp, role=Role.MEMBER, user__name="Karine Dubé").user

    page = page_of(client.post(url("name_facilitator"), {"person": member.public_id}, follow=True))
    assert "Karine Dubé peut maintenant animer cet atelier." in page.text
    assert Facilitation.objects.get().user == member
    assert signed_in(member).get(url("console_news")).status_code == 200
    assert signed_in(member).get(url("workshop_agenda")).status_code == 403

    client.post(url("unname_facilitator", member.public_id))
    assert not Facilitation.objects.exists()
    assert signed_in(member).get(url("console_news")).status_code == 403


def test_nobody_from_elsewhere_is_named(client, url):
    assert client.post(url("name_facilitator"), {"person": UserFactory().public_id}).status_code == 404
    assert client.post(url("name_facilitator"), {"person": "personne"}).status_code == 404
    assert not Facilitation.objects.exists()


def test_the_coordination_sees_who_facilitates_and_names_nobody(url, prepared, facilitator):
    coordination = signed_in(MembershipFactory(rlp=prepared.round.rlp, role=Role.COORDINATOR).user)

    page = page_of(coordination.get(url("workshop_agenda")))

    assert "Ariane Roy" in page.first("section", class_="workshop-people").text
    assert page.first("select", name="person") is None
