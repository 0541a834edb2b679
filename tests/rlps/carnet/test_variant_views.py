"""Two versions of one field, a refused value, a removed row: « À vérifier » and its three buttons."""

from uuid import uuid4

import pytest

from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory, RlpFactory, RoundFactory
from tests.rlps.carnet.pages import Browser, encode
from tests.rlps.reading import messages_of
from tests.worksheets.writing import new_sheet
from worksheets import services
from worksheets.fingerprints import fingerprint
from worksheets.models import Answer, AnswerState, Change, PlanLine, SustainedObject, Variant

JSON = {"Accept": "application/json"}


@pytest.fixture
def aside(workbook, coordinator, colleague):
    """Paul wrote `theirs`, Sylvie’s `mine` came on an older page: the variant."""

    def write(key, address, theirs, mine):
        sheet = new_sheet(workbook, key)
        services.save_answer(sheet=sheet, address=address, value=theirs, base="", by=colleague)
        with pytest.raises(services.AnswerConflict) as conflict:
            services.save_answer(sheet=new_sheet(workbook, key), address=address, value=mine, base="", by=coordinator)
        return conflict.value.variant

    return write


@pytest.fixture
def settle(coordinator_client, url):
    def send(variant, choice, *, base, client=coordinator_client, headers=JSON, **inputs):
        content = {"choice": choice, "base": base, **inputs}
        address = url("settle_variant", variant.public_id)
        return client.post(
            address, encode(content), content_type="application/x-www-form-urlencoded", headers=headers
        )

    return send


def listed(plain, url, name="to_check", *args):
    return [one.text for one in plain.open(url(name, *args)).every("h2", class_="to-check-label")]


def choices(page):
    return [one.attrs["value"] for one in page.every("button", name="choice")]


PERSON = {"name": "Ana", "organisation": "", "sector": ""}
OTHER_PERSON = {"name": "Luc", "organisation": "", "sector": ""}
JOINABLE = ["mine", "theirs", "both"]
KINDS = [
    ("experiences", "positive", "Texte de Paul", "Texte de Sylvie", JOINABLE),
    ("ft1", "programmes", "Texte de Paul", "Texte de Sylvie", JOINABLE),
    ("ft2", "fulfils.convener", "yes", "no", ["mine", "theirs"]),
    ("members", "absent.r1", PERSON, OTHER_PERSON, ["mine", "theirs"]),
]


@pytest.mark.parametrize(("key", "address", "theirs", "mine", "offered"), KINDS)
def test_each_kind_of_field_offers_what_makes_sense(plain, url, aside, key, address, theirs, mine, offered):
    aside(key, address, theirs, mine)

    page = plain.open(url("to_check"))

    assert choices(page) == offered


@pytest.mark.parametrize(("key", "address", "theirs", "mine", "offered"), KINDS)
@pytest.mark.parametrize("how", ["mine", "theirs"])
def test_one_of_the_two_is_kept_and_the_other_stays_in_the_history(
    settle, aside, coordinator, key, address, theirs, mine, offered, how
):
    variant = aside(key, address, theirs, mine)

    response = settle(variant, how, base=fingerprint(theirs))

    kept = {"mine": mine, "theirs": theirs}[how]
    variant.refresh_from_db()
    assert response.status_code == 200
    assert response.json()["base"] == fingerprint(kept)
    assert Answer.objects.get().value == kept
    assert (variant.settled_by, variant.settled_how) == (coordinator, how)
    journal = [(one.origin, one.target, one.before and one.before["value"]) for one in Change.objects.order_by("id")]
    ending = {"mine": ("settled", "answer", theirs), "theirs": ("settled", "variant", mine)}[how]
    assert journal == [("screen", "answer", None), ending]


def test_the_two_are_joined_as_the_person_edits_them(plain, url, aside, settle):
    variant = aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")
    page = plain.open(url("to_check"))
    proposed = page.first("textarea", name="positive").raw_text.removeprefix("\n")
    assert proposed == "Texte de Paul\n\n———\n\nTexte de Sylvie"

    response = settle(variant, "both", base=fingerprint("Texte de Paul"), positive="Textes de Paul et de Sylvie")

    assert response.status_code == 200
    assert Answer.objects.get().value == "Textes de Paul et de Sylvie"
    told = [(one.target, one.before["value"]) for one in Change.objects.order_by("id")[1:]]
    assert told == [("answer", "Texte de Paul"), ("variant", "Texte de Sylvie")]


@pytest.mark.parametrize("how", ["mine", "theirs", "both"])
def test_a_third_value_that_came_meanwhile_is_shown_before_anything_is_written(
    settle, aside, workbook, colleague, how
):
    variant = aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")
    services.save_answer(
        sheet=new_sheet(workbook),
        address="positive",
        value="Un troisième",
        base=fingerprint("Texte de Paul"),
        by=colleague,
    )

    response = settle(variant, how, base=fingerprint("Texte de Paul"), positive="Réunis")

    assert response.status_code == 409
    assert response.json()["base"] == fingerprint("Un troisième")
    assert "<blockquote>Un troisième</blockquote>" in response.json()["html"]
    assert Answer.objects.get().value == "Un troisième"
    [waiting] = Variant.objects.filter(settled_at__isnull=True)
    assert waiting.value == {"mine": "Texte de Sylvie", "theirs": "Texte de Sylvie", "both": "Réunis"}[how]
    assert f"/a-verifier/{waiting.public_id}/" in response.json()["html"]
    again = settle(waiting, "mine", base=response.json()["base"])
    assert (again.status_code, Answer.objects.get().value) == (200, waiting.value)


def test_the_choice_sent_again_does_nothing_twice(settle, aside):
    variant, operation = aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie"), str(uuid4())

    for _ in range(3):
        assert settle(variant, "mine", base=fingerprint("Texte de Paul"), op_id=operation).status_code == 200

    assert Change.objects.count() == 2


def test_what_the_field_holds_by_now_is_what_mine_means_in_the_page(settle, aside):
    variant = aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")

    settle(variant, "mine", base=fingerprint("Texte de Paul"), field="positive", positive="Texte de Sylvie, suite")

    assert Answer.objects.get().value == "Texte de Sylvie, suite"
    assert Change.objects.get(target="variant").before["value"] == "Texte de Sylvie"


def test_a_state_is_kept_with_its_text(settle, aside, workbook, coordinator):
    aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")
    with pytest.raises(services.AnswerConflict) as conflict:
        services.save_answer(
            sheet=new_sheet(workbook),
            address="positive",
            value=None,
            state=AnswerState.NOT_APPLICABLE,
            base="",
            by=coordinator,
        )

    settle(conflict.value.variant, "mine", base=fingerprint("Texte de Paul"))

    assert list(Answer.objects.values_list("value", "state")) == [(None, "not_applicable")]


# Rows


@pytest.fixture
def line(workbook, coordinator):
    return services.add_plan_line(workbook=workbook, strategy="policy", measure="Écrire", by=coordinator)


def row_aside(autosave, line, key, theirs, mine, *, base="", him):
    name = f"plan_line:{line.public_id}:{key}"
    autosave("ft7", name, {name: theirs}, base=base, client=signed_in(him))
    assert autosave("ft7", name, {name: mine}, base=base).status_code == 409
    return Variant.objects.latest("id")


@pytest.mark.parametrize(
    ("key", "theirs", "mine", "offered"),
    [
        ("who", "Paul", "Sylvie", JOINABLE),
        ("when", "2027-03-01", "2027-04-01", ["mine", "theirs"]),
        ("needs", "Du temps", "De l’argent", JOINABLE),
    ],
)
def test_a_row_s_field_has_the_same_choice(plain, url, autosave, settle, line, colleague, key, theirs, mine, offered):
    variant = row_aside(autosave, line, key, theirs, mine, him=colleague)
    page = plain.open(url("to_check"))

    assert choices(page) == offered
    assert settle(variant, "mine", base=fingerprint(theirs)).status_code == 200
    line.refresh_from_db()
    assert str(getattr(line, key)) == mine
    assert listed(plain, url) == []


def test_a_row_in_the_bin_is_recovered_then_its_text_goes_in(plain, url, autosave, settle, line, colleague):
    services.delete_row(row=line, by=colleague)
    name = f"plan_line:{line.public_id}:who"
    assert autosave("ft7", name, {name: "Sylvie"}).status_code == 410
    variant = Variant.objects.get()

    page = plain.open(url("to_check"))
    assert choices(page) == ["theirs"]
    assert settle(variant, "mine", base="").status_code == 422
    [recover] = [one for one in page.every("form") if one.attrs.get("action", "").endswith("/remettre/")]
    plain.client.post(recover.attrs["action"])
    assert choices(plain.open(url("to_check"))) == ["mine", "theirs"]
    settle(variant, "mine", base="")

    assert list(PlanLine.objects.kept().values_list("who", flat=True)) == ["Sylvie"]


def test_a_row_taken_back_from_the_bin_takes_the_same_operation_and_nothing_waits(
    plain, url, autosave, line, coordinator
):
    services.delete_row(row=line, by=coordinator)
    name, operation = f"plan_line:{line.public_id}:who", str(uuid4())
    refused = autosave("ft7", name, {name: "Sylvie"}, op_id=operation)
    plain.client.post(refused.json()["take_back"])

    assert autosave("ft7", name, {name: "Sylvie"}, op_id=operation).status_code == 200
    assert listed(plain, url) == []


def test_a_line_of_quick_entry_that_was_refused_may_be_left_aside(plain, url, coordinator_client):
    coordinator_client.post(url("add_object"), {"new-object-programmes": "x" * 181, "line": "programmes"})
    coordinator_client.post(url("add_object"), {"new-object-programmes": " ", "line": "programmes"})

    page = plain.open(url("to_check"))

    assert [one.text for one in page.every("blockquote")] == ["x" * 181]
    assert choices(page) == ["theirs"]


# Refused values


def test_a_refused_value_is_corrected_from_the_list(plain, url, autosave, settle):
    assert autosave("experiences", "positive", {"positive": "x" * 5001}).status_code == 422
    page = plain.open(url("to_check"))
    assert choices(page) == ["theirs", "mine"]
    assert page.first("textarea", name="positive").raw_text.removeprefix("\n") == "x" * 5001

    still_too_long = settle(Variant.objects.get(), "mine", base="", field="positive", positive="y" * 5001)
    corrected = settle(Variant.objects.earliest("id"), "mine", base="", field="positive", positive="Plus court")

    assert [still_too_long.status_code, corrected.status_code] == [422, 200]
    assert set(Variant.objects.values_list("value", flat=True)) == {"x" * 5001, "y" * 5001}
    assert Answer.objects.get().value == "Plus court"


def test_a_refused_value_that_its_author_then_corrected_waits_no_more(plain, url, autosave):
    autosave("experiences", "positive", {"positive": "x" * 5001})
    assert len(listed(plain, url)) == 1

    autosave("experiences", "positive", {"positive": "Plus court"})

    assert listed(plain, url) == []


def test_a_page_saved_whole_again_settles_what_it_keeps(plain, other_plain, url):
    mine, theirs = plain.open(url("sheet", "experiences")), other_plain.open(url("sheet", "experiences"))
    other_plain.send(theirs, {"positive": "Texte de Paul"})
    refused = plain.send(mine, {"positive": "Texte de Sylvie"})
    assert len(listed(plain, url)) == 1
    assert refused.first(class_="kept-aside").first("a").attrs["href"] == url("to_check")

    plain.send(refused, {})

    assert listed(plain, url) == []
    assert Answer.objects.get().value == "Texte de Sylvie"


# The pages


def test_the_carnet_says_how_many_fields_are_to_check(plain, url, aside, workbook, coordinator):
    assert plain.open(url("carnet")).first(class_="to-check-notice") is None
    aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")
    aside("ft1", "programmes", "Texte de Paul", "Texte de Sylvie")
    with pytest.raises(services.AnswerConflict):
        services.save_answer(
            sheet=new_sheet(workbook), address="positive", value="Encore", base="older", by=coordinator
        )

    notice = plain.open(url("carnet")).first(class_="to-check-notice")

    assert (notice.text, notice.first("a").attrs["href"]) == ("2\u00a0champs à vérifier", url("to_check"))


def test_the_list_of_one_sheet_holds_its_own(plain, url, aside):
    aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")
    aside("ft1", "programmes", "Texte de Paul", "Texte de Sylvie")

    assert len(listed(plain, url)) == 2
    assert len(listed(plain, url, "sheet_to_check", "ft1")) == 1
    assert plain.client.get(url("sheet_to_check", "nowhere")).status_code == 404


def test_each_text_leads_to_its_field(plain, url, aside, autosave, line, colleague):
    aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")
    row_aside(autosave, line, "who", "Paul", "Sylvie", him=colleague)

    page = plain.open(url("to_check"))

    links = [one.first("a").attrs["href"] for one in page.every("h2", class_="to-check-label")]
    assert links == [url("sheet", "experiences") + "#q-positive", url("sheet", "ft7") + f"#qui-{line.public_id}"]
    for link in links:
        address, anchor = link.split("#")
        assert plain.open(address).by_id(anchor) is not None


def test_without_a_script_the_choice_leads_back_to_the_list(plain, url, aside, settle):
    variant = aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")

    response = settle(variant, "mine", base=fingerprint("Texte de Paul"), headers={})

    assert (response.status_code, response.url) == (302, url("to_check"))
    said = messages_of(plain.client.get(response.url))
    assert said == ["Cette version est maintenant dans le carnet. L’autre reste dans l’historique."]
    assert listed(plain, url) == []


def test_without_a_script_a_third_version_is_said(plain, url, aside, settle):
    variant = aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")

    response = settle(variant, "theirs", base="older", headers={})

    said = "Ce champ vient de changer encore. Rien n’est perdu\u00a0: comparez de nouveau les deux versions."
    assert messages_of(plain.client.get(response.url)) == [said]
    assert len(listed(plain, url)) == 1


@pytest.mark.parametrize("choice", ["", "replaced", "tout"])
def test_a_choice_that_does_not_exist_is_refused(settle, aside, choice):
    variant = aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")

    response = settle(variant, choice, base=fingerprint("Texte de Paul"))

    assert (response.status_code, response.json()["message"]) == (422, "Choisissez une des versions.")
    assert Variant.objects.get().settled_at is None


def test_a_text_of_another_carnet_is_neither_listed_nor_settled(plain, url, settle, colleague):
    elsewhere = RoundFactory(rlp=RlpFactory()).workbook
    variant = services.keep_variant(
        workbook_id=elsewhere.pk, address="positive", value="Secret", base="", reason="conflict", by=colleague
    )

    assert listed(plain, url) == []
    assert settle(variant, "theirs", base="").status_code == 404
    variant.refresh_from_db()
    assert variant.settled_at is None


def test_the_texts_are_for_those_who_read_the_history(url, aside, settle, member_client, rlp):
    variant = aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")
    others = [signed_in(MembershipFactory(rlp=rlp, role=role).user) for role in (Role.ADVISOR, Role.FACILITATOR)]

    for client in (member_client, *others):
        assert client.get(url("to_check")).status_code == 403
        assert client.get(url("sheet_to_check", "experiences")).status_code == 403
        assert settle(variant, "theirs", base="", client=client).status_code == 403


def test_the_text_of_somebody_who_lost_her_right_still_waits(plain, url, aside, coordinator, colleague, rlp):
    aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")
    rlp.memberships.filter(user=coordinator).delete()

    page = Browser(signed_in(colleague)).open(url("to_check"))

    assert "Texte de Sylvie" in [one.text for one in page.every("blockquote")]


def test_the_list_takes_the_same_number_of_queries_for_one_text_and_for_many(
    count_queries, coordinator_client, url, aside, autosave, line, colleague
):
    aside("experiences", "positive", "Texte de Paul", "Texte de Sylvie")
    row_aside(autosave, line, "who", "Paul", "Sylvie", him=colleague)
    few = count_queries(coordinator_client, url("to_check"))
    aside("experiences", "difficult", "Texte de Paul", "Texte de Sylvie")
    aside("ft1", "programmes", "Texte de Paul", "Texte de Sylvie")
    row_aside(autosave, line, "needs", "Paul", "Sylvie", him=colleague)

    assert count_queries(coordinator_client, url("to_check")) == few <= 8


def test_an_object_s_name_in_conflict_leads_to_the_list_of_objects(plain, url, autosave, workbook, coordinator):
    row = services.add_object(workbook=workbook, name="Les mardis", code="A", by=coordinator)
    name = f"object:{row.public_id}:name"
    autosave("ft1", name, {name: "Les jeudis"}, base="older")

    page = plain.open(url("to_check"))

    assert (
        page.first("h2", class_="to-check-label").first("a").attrs["href"] == url("objects") + f"#nom-{row.public_id}"
    )
    assert SustainedObject.objects.get().name == "Les mardis"


@pytest.mark.parametrize(("choice", "became"), [("theirs", "laissée de côté"), ("both", "réunie à l’autre")])
def test_the_history_of_the_sheet_tells_what_became_of_the_text(plain, url, aside, settle, choice, became):
    variant = aside("experiences", "positive_why", "Texte de Paul", "Texte de Sylvie")
    settle(variant, choice, base=fingerprint("Texte de Paul", AnswerState.ANSWERED), positive_why="Les deux")

    page = plain.open(url("sheet_history", "experiences"))

    label = f"Qu’est-ce qui l’a fait marcher? – version gardée à part, {became}"
    [told] = [one for one in page.every("li", class_="entry") if one.first(class_="entry-label").text == label]
    assert [one.text for one in told.every("blockquote")] == ["Texte de Sylvie"]
