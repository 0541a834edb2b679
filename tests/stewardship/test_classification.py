"""P2: every field that is kept says of what nature it is, why and how long. A new one fails until it does."""

import tomllib

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from rlp_portal.stewardship.classification import FILE, NATURES, tables
from tests.rlps.carnet.pages import Page
from tests.world import build_world

MODELS = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)}


def test_every_table_is_classified_and_no_other():
    assert sorted(tables()) == sorted(MODELS)


@pytest.mark.parametrize("label", sorted(MODELS))
def test_every_field_is_classified_once_and_no_other(label):
    listed = tomllib.loads(FILE.read_text())[label]

    classified = [field for nature in NATURES for field in listed.get(nature, [])]
    assert sorted(classified) == sorted(field.name for field in MODELS[label]._meta.concrete_fields)
    assert set(listed) - set(NATURES) == {"title", "purpose", "retention"}


@pytest.mark.parametrize("label", sorted(MODELS))
def test_every_link_to_an_account_is_said_to_be_one(label):
    links = [one.name for one in MODELS[label]._meta.concrete_fields if one.related_model is get_user_model()]

    assert sorted(tables()[label].of("person")) == sorted(links)


def test_every_table_says_why_and_how_long():
    assert [one.label for one in tables().values() if not (one.title and one.purpose and one.retention)] == []


def test_the_page_lists_what_concerns_people_and_leaves_the_machinery_out(administrator_client):
    page = Page(administrator_client.get("/gestion/intendance/renseignements/"), path="")

    shown = [one.text for one in page.first(class_="data-map").every("h2")]
    telling = [one for one in tables().values() if set(one.fields.values()) != {"technical"}]
    assert sorted(shown) == sorted(one.title for one in telling)
    assert shown[-1] in {one.title for one in telling if one.is_never_written}
    assert "Fait marcher le portail" not in page.text


@pytest.mark.parametrize("label", sorted(label for label, one in tables().items() if one.is_never_written))
def test_what_is_said_to_stay_empty_does(label, db):
    build_world()

    assert not MODELS[label]._base_manager.exists()
