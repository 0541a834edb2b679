"""The carnet's cover pages: its task list, the rounds, a new round."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from rlp_portal.rlps.carnet import round_views
from rlp_portal.rlps.models import Round
from tests.factories import RoundFactory
from tests.rlps.carnet.pages import Browser, Page
from tests.rlps.reading import messages_of, texts
from worksheets import catalogue, services
from worksheets.models import PlanLine, SustainedObject, Workbook
from worksheets.schema import PHASE_LABELS

PHASES = ["Avant l’atelier", "Pendant", "Après", "Suivi"]


@pytest.fixture
def filled(workbook, coordinator):
    """Two objects and four measures, one of each dated kind."""
    today = timezone.localdate()
    kept = services.add_object(workbook=workbook, name="Les mardis", code="A", fate="sustain", by=coordinator)
    services.add_object(workbook=workbook, name="L’infolettre", code="A", fate="let_go", by=coordinator)
    for measure, days, status in [
        ("En retard", -2, "to_do"),
        ("Faite", -5, "done"),
        ("Bientôt", 3, "in_progress"),
        ("Encore plus en retard", -9, "in_progress"),
    ]:
        services.add_plan_line(
            workbook=workbook,
            strategy="policy",
            measure=measure,
            when=today + datetime.timedelta(days=days),
            status=status,
            object=kept,
            by=coordinator,
        )
    return kept


# The task list


def test_the_carnet_lists_every_sheet_under_its_phase(plain, url):
    page = plain.open(url("carnet"))

    groups = {
        one.first("h2").text: [code.text for code in one.every(class_="task-code")]
        for one in page.every(class_="task-group")
    }
    offered = catalogue.all_latest()
    assert list(groups) == PHASES
    assert groups == {
        label: [one.code for one in offered if one.phase == phase] for phase, label in PHASE_LABELS.items()
    }
    paper = ["C-01", "C-03", "C-04", "C-05", "FT1", "FT2", "FT3", "FT4", "FT5", "FT6", "FT7"]
    assert [code for codes in groups.values() for code in codes if code in paper] == paper


@pytest.mark.parametrize(
    ("word", "many"),
    [("RLP", "de RLP"), ("regroupement", "de regroupements"), ("table", "de tables"), ("instance", "d’instances")],
)
def test_an_empty_carnet_says_where_many_begin(plain, url, rlp, word, many):
    rlp.word = word
    rlp.save()

    card = plain.open(url("carnet")).first(class_="next-thing")

    assert card.first("h2").text == "Commencez par ce que vous connaissez le mieux."
    assert [*card.every("p")][-1].text == f"Beaucoup {many} débutent par la feuille\u00a01."
    assert (card.first("a").text, card.first("a").attrs["href"]) == (
        "Ouvrir la feuille\u00a01",
        url("sheet", "experiences"),
    )


def test_a_carnet_begun_leads_on_to_its_sheet(plain, url, autosave):
    autosave("ft4", "general", {"general": "Un"})

    card = plain.open(url("carnet")).first(class_="next-thing")

    assert card.first("h2").text == "FT4 Changement des politiques"
    assert card.first("a").text == "Continuer"


def test_each_sheet_says_where_it_is_at(plain, url, autosave):
    autosave("experiences", "positive", {"positive": "Un"})
    plain.client.post(url("finish_sheet", "ft2"), {"anyway": "1"})

    page = plain.open(url("carnet"))

    states = {
        one.first(class_="task-code").text: one.first(class_="status").text for one in page.every(class_="task")
    }
    assert states == {
        **{one.code: "Pas commencée" for one in catalogue.all_latest()},
        "C-01": "En cours",
        "FT2": "Terminée",
    }
    offered = len(catalogue.all_latest())
    assert (
        page.first(class_="lead").text == f"Vous avez terminé 1\u00a0feuille sur {offered}. Toutes sont facultatives."
    )


def test_what_comes_next_is_offered(plain, url, autosave):
    autosave("ft4", "general", {"general": "Un"})

    page = plain.open(url("carnet"))

    [link] = [one for one in page.every("a") if one.text == "Continuer"]
    assert link.attrs["href"] == url("sheet", "ft4")


def test_late_measures_are_shown_first_the_oldest_before(plain, url, filled):
    page = plain.open(url("carnet"))

    section = page.first("section", class_="late-lines")
    assert section.first("h2").text == "2\u00a0mesures en retard"
    assert [link.text for link in section.every("a")] == ["Encore plus en retard", "En retard"]
    target = section.first("a").attrs["href"]
    assert Browser(plain.client).open(target).by_id(target.split("#")[1]) is not None


@pytest.mark.parametrize(
    ("count", "said"), [(3, []), (4, ["Et 1\u00a0autre mesure"]), (6, ["Et 3\u00a0autres mesures"])]
)
def test_late_measures_that_are_not_listed_are_counted(plain, url, workbook, coordinator, count, said):
    for days in range(count):
        when = timezone.localdate() - datetime.timedelta(days=days + 1)
        services.add_plan_line(workbook=workbook, strategy="policy", measure="Relire", when=when, by=coordinator)

    page = plain.open(url("carnet"))

    links = list(page.first("section", class_="late-lines").every("a"))
    assert [link.text for link in links] == ["Relire"] * 3 + said
    assert [link.attrs["href"] for link in links[3:]] == [url("sheet", "ft7")] * len(said)


def test_a_member_opens_only_what_is_finished_and_sees_no_plan(plain, member_client, url, filled, autosave):
    autosave("experiences", "positive", {"positive": "Un"})
    plain.client.post(url("finish_sheet", "ft2"), {"anyway": "1"})

    page = Browser(member_client).open(url("carnet"))

    links = [link.attrs["href"] for task in page.every(class_="task") for link in task.every("a")]
    assert links == [url("sheet", "ft2")]
    assert page.first(class_="lead").text == (
        f"Le groupe a terminé 1\u00a0feuille sur {len(catalogue.all_latest())}. "
        "Une feuille s’ouvre à vous quand elle est terminée."
    )
    assert page.first("section", class_="late-lines") is None
    assert url("objects") not in [link.attrs["href"] for link in page.every("a")]


def test_b40_a_measure_without_anybody_in_charge_is_kept_and_told_at_the_end(plain, url, workbook, coordinator):
    services.add_plan_line(workbook=workbook, strategy="policy", measure="Inviter la Ville", by=coordinator)
    done = "La feuille «\u00a0FT7 Bâtir l’avenir\u00a0» est terminée. Vous pouvez y revenir."

    page = plain.send(plain.open(url("sheet", "ft7")), {}, button="finish")
    assert messages_of(page.response) == [
        done,
        "1\u00a0mesure est gardée sans responsable. Vous pourrez dire plus tard qui s’en charge.",
    ]
    assert PlanLine.objects.get().measure == "Inviter la Ville"

    plain.client.post(url("reopen_sheet", "ft7"))
    PlanLine.objects.update(who="Ana")
    page = plain.send(plain.open(url("sheet", "ft7")), {}, button="finish")
    assert messages_of(page.response) == [done]


def test_the_plan_is_read_late_first_then_by_date_and_settled_last(plain, url, filled):
    page = plain.open(url("sheet", "ft7"))

    measures = [page.value(name) for name in page.field_names if name.endswith(":measure")]
    assert measures == ["Encore plus en retard", "En retard", "Bientôt", "Faite"]
    assert [one.text for one in page.every(class_="plan-late")] == ["En retard", "En retard"]
    assert texts(page.response, "plan-gap") == [
        "3\u00a0mesures sans responsable. Vous pourrez les compléter quand vous serez prêts."
    ]


def test_the_home_of_an_rlp_is_its_latest_carnet(plain, rlp, round_):
    RoundFactory(rlp=rlp, number=2, title="La deuxième")

    page = plain.open(reverse("rlp_home", args=[rlp.slug]))

    assert page.first("h1").text == "La deuxième"


def test_the_plan_of_the_menu_is_that_of_the_latest_round(coordinator_client, rlp, round_):
    RoundFactory(rlp=rlp, number=2)

    response = coordinator_client.get(reverse("current_plan", args=[rlp.slug]))

    assert response["Location"] == reverse("sheet", args=[rlp.slug, 2, "ft7"])


def test_without_a_round_the_home_offers_to_open_one(plain, rlp):
    page = plain.open(reverse("rlp_home", args=[rlp.slug]))

    assert reverse("new_round", args=[rlp.slug]) in [link.attrs["href"] for link in page.every("a")]
    assert page.first(class_="lead").text == (
        "Une démarche est un tour d’autoévaluation\u00a0: le regroupement remplit les feuilles de son carnet, à son "
        "rythme."
    )


def test_without_a_round_the_plan_says_where_it_will_come_from(plain, rlp):
    page = plain.open(reverse("current_plan", args=[rlp.slug]))

    assert (page.status, page.first(class_="eyebrow").text) == (200, "Plan")
    assert page.first(class_="lead").text.endswith("Le plan en est la dernière feuille.")
    assert reverse("new_round", args=[rlp.slug]) in [link.attrs["href"] for link in page.every("a")]
    assert {link.text for link in page.every("a", aria_current="page")} == {"Plan"}


def test_without_a_round_a_member_is_told_who_opens_it(member_client, rlp):
    page = Browser(member_client).open(reverse("rlp_home", args=[rlp.slug]))

    assert page.first(class_="empty").text == (
        "Aucune démarche n’est ouverte pour l’instant. La coordination du regroupement ouvre la première."
    )


def test_the_rounds_are_listed_newest_first(plain, rlp, round_):
    RoundFactory(rlp=rlp, number=2, title="La deuxième")

    page = plain.open(reverse("rounds", args=[rlp.slug]))

    assert [one.first("a").text for one in page.first(class_="round-list").every("li")] == [
        "La deuxième",
        "Démarche 2026",
    ]


# A new round


@pytest.fixture
def new_round_page(plain, rlp):
    def open_page():
        page = plain.open(reverse("new_round", args=[rlp.slug]))
        return page, next(form for form in page.every("form") if form.first(name="title"))

    return open_page


def ticked(form, name):
    return [one.attrs["value"] for one in form.every("input", name=name) if "checked" in one.attrs]


def open_round(client, rlp, **fields):
    return client.post(reverse("new_round", args=[rlp.slug]), fields, follow=True)


def test_everything_still_alive_is_ticked(new_round_page, filled):
    _page, form = new_round_page()

    names = dict(SustainedObject.objects.values_list("public_id", "name"))
    measures = dict(PlanLine.objects.values_list("public_id", "measure"))
    assert [names[key] for key in names if str(key) in ticked(form, "objects")] == ["Les mardis"]
    assert [measures[key] for key in measures if str(key) in ticked(form, "plan_lines")] == [
        *("En retard", "Bientôt", "Encore plus en retard"),
    ]


def test_a_new_round_starts_from_what_stays_ticked(coordinator_client, rlp, filled):
    late = PlanLine.objects.get(measure="En retard")

    response = open_round(
        coordinator_client,
        rlp,
        title="Démarche 2027",
        started_on="2027-01-15",
        objects=[str(filled.public_id)],
        plan_lines=[str(late.public_id)],
    )

    fresh = Round.objects.get(number=2)
    assert response.redirect_chain[-1][0] == fresh.get_absolute_url()
    assert messages_of(response) == ["La démarche «\u00a0Démarche 2027\u00a0» est ouverte."]
    assert (fresh.title, str(fresh.started_on), fresh.created_by.name) == (
        *("Démarche 2027", "2027-01-15", "Sylvie Marcotte"),
    )
    [copied] = SustainedObject.objects.filter(workbook=fresh.workbook)
    assert (copied.name, copied.carried_from) == ("Les mardis", filled)
    [line] = PlanLine.objects.filter(workbook=fresh.workbook)
    assert (line.measure, line.object) == ("En retard", copied)
    assert fresh.workbook.previous == Round.objects.get(number=1).workbook
    assert SustainedObject.objects.filter(workbook__round__number=1).count() == 2


def test_a_new_round_may_start_from_nothing(coordinator_client, rlp, filled):
    open_round(coordinator_client, rlp, title="Démarche 2027", started_on="2027-01-15")

    fresh = Round.objects.get(number=2).workbook
    assert not fresh.sustained_objects.exists()
    assert not fresh.plan_lines.exists()


def test_the_first_round_has_nothing_to_take_over(coordinator_client, rlp):
    open_round(coordinator_client, rlp, title="Démarche 2026", started_on="2026-01-15")

    assert (Round.objects.get().number, Round.objects.get().workbook.previous) == (1, None)


def test_what_was_in_the_bin_is_not_offered(new_round_page, filled, coordinator):
    services.delete_row(row=filled, by=coordinator)

    _page, form = new_round_page()

    assert str(filled.public_id) not in [one.attrs["value"] for one in form.every("input", name="objects")]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "", "Donnez un titre à la démarche, par exemple\u00a0: «\u00a0Démarche 2026\u00a0»."),
        ("title", "\u200b", "Donnez un titre à la démarche, par exemple\u00a0: «\u00a0Démarche 2026\u00a0»."),
        (
            *("title", "a" * 121),
            "Le texte compte 121 caractères. La limite est de 120. Rien n’est perdu\u00a0: raccourcissez-le.",
        ),
        (
            *("title", "👩‍👩‍👧‍👦" * 120),
            "Le texte compte 840 caractères. La limite est de 120. Rien n’est perdu\u00a0: raccourcissez-le.",
        ),
        ("started_on", "", "Indiquez la date de début, par exemple 2026-04-03."),
        ("started_on", "2026-02-30", "Cette date n’existe pas. Vérifiez le jour et le mois."),
        ("started_on", "03/04/2026", "Écrivez la date ainsi\u00a0: 2026-04-03."),
        ("started_on", "0026-04-03", "L’année doit être entre 2000 et 2100."),
        ("objects", ["nowhere"], "Ce choix n’existe plus. Choisissez-en un autre."),
    ],
)
def test_a_round_that_cannot_be_opened_says_why_and_keeps_what_was_typed(
    coordinator_client, rlp, filled, caplog, field, typed, said
):
    sent = {"title": "Démarche 2027", "started_on": "2027-01-15", field: typed}

    response = open_round(coordinator_client, rlp, **sent)

    page = Page(response, path="")
    assert response.status_code == 422
    [link] = list(page.summary.every("a"))
    assert link.text.endswith(said)
    target = page.by_id(link.attrs["href"].removeprefix("#"))
    assert target is not None
    if field != "objects":
        assert target.attrs["aria-invalid"] == "true"
        described = [page.by_id(one) for one in target.attrs["aria-describedby"].split()]
        assert said in [one.text for one in described if one]
        assert target.attrs.get("value", "") == typed
    assert Round.objects.count() == 1
    assert Workbook.objects.count() == 1
    assert caplog.records == []


@pytest.mark.parametrize(("typed", "title"), [("Démarche\x00 2027", "Démarche 2027"), ("  2027 ", "2027")])
def test_a_title_is_cleaned(coordinator_client, rlp, round_, typed, title):
    open_round(coordinator_client, rlp, title=typed, started_on="2027-01-15")

    assert Round.objects.get(number=2).title == title


def test_two_people_who_open_a_round_at_once_open_one(coordinator_client, rlp, round_, monkeypatch):
    def lose(**fields):
        raise round_views.services.RoundExists

    monkeypatch.setattr(round_views.services, "start_round", lose)

    response = open_round(coordinator_client, rlp, title="Démarche 2027", started_on="2027-01-15")

    assert messages_of(response) == ["Une démarche vient d’être ouverte. La voici."]
    assert Round.objects.count() == 1


def test_a_form_sent_twice_opens_one_round(coordinator_client, rlp, round_):
    page = coordinator_client.get(reverse("new_round", args=[rlp.slug])).text
    assert '<input type="hidden" name="after" value="1">' in page

    first, again = (
        open_round(coordinator_client, rlp, title="Démarche 2027", started_on="2027-01-15", after="1")
        for _ in range(2)
    )

    assert first.redirect_chain == [(reverse("carnet", args=[rlp.slug, 2]), 302)]
    assert again.redirect_chain == [(reverse("rlp_home", args=[rlp.slug]), 302)]
    assert messages_of(again)[-1] == "Une démarche vient d’être ouverte. La voici."
    assert list(Round.objects.filter(rlp=rlp).values_list("number", flat=True)) == [2, 1]


def test_a_member_opens_no_round(member_client, rlp, round_):
    assert member_client.get(reverse("new_round", args=[rlp.slug])).status_code == 403
    assert open_round(member_client, rlp, title="Non", started_on="2027-01-15").status_code == 403
    assert Round.objects.count() == 1
