"""The tree of the addresses says what their list says."""

from uuid import UUID

import pytest
from django.urls import Resolver404, URLPattern, get_resolver, include, path, re_path, resolve, reverse
from django.urls.resolvers import RegexPattern, URLResolver

from rlp_portal.ui.addresses import part_by_part

KEY = UUID("0b0b8b18-1111-4111-8111-111111111111")
VALUES = {"int": 3, "uuid": KEY, "slug": "des-berges", "str": "abc"}


def page(request, **given):
    return given


LIST = [
    path("rlp/<slug:slug>/fiche/", page, name="profile"),
    path("rlp/<slug:slug>/fiche/modifier/", page, {"deep": True}, name="edit"),
    path("salle/", page, name="room"),
    re_path(r"^(?P<code>[0-9]{8})/$", page, name="code"),
    path("rlp/", include([path("<slug:slug>/plan.csv", page, name="plan"), path("tous/", page, name="all")])),
    path("", page, name="home"),
    path("<str:word>/", page, name="word"),
]
TREE = URLResolver(RegexPattern("^/"), part_by_part(LIST))


@pytest.mark.parametrize(
    ("address", "name", "given"),
    [
        ("/rlp/a/fiche/", "profile", {"slug": "a"}),
        ("/rlp/a/fiche/modifier/", "edit", {"slug": "a", "deep": True}),
        ("/rlp/a/plan.csv", "plan", {"slug": "a"}),
        ("/rlp/tous/", "all", {}),
        ("/salle/", "room", {}),
        ("/12345678/", "code", {"code": "12345678"}),
        ("/", "home", {}),
        ("/mot/", "word", {"word": "mot"}),
    ],
)
def test_an_address_leads_where_it_led_and_is_written_as_it_was(address, name, given):
    found = TREE.resolve(address)

    assert (found.func, found.url_name, found.kwargs) == (page, name, given)
    assert "/" + TREE.reverse(name, **{key: value for key, value in given.items() if key != "deep"}) == address


@pytest.mark.parametrize("address", ["/rlp/a/", "/rlp/a/fiche", "/rlp/a/b/", "/salle", "/rlp/a/fiche/autre/"])
def test_what_led_nowhere_leads_nowhere(address):
    with pytest.raises(Resolver404):
        TREE.resolve(address)


def test_the_route_is_told_whole():
    assert TREE.resolve("/rlp/a/fiche/modifier/").route == "rlp/<slug:slug>/fiche/modifier/"


def test_the_same_address_twice_is_refused():
    with pytest.raises(ValueError, match="a/: one, other"):
        part_by_part([path("a/", page, name="one"), path("a/", page, name="other"), path("b/", page)])


def leaves(patterns, converters=()):
    """(name, its converters) of each address of the portal."""
    for one in patterns:
        own = {**dict(converters), **one.pattern.converters}
        if isinstance(one, URLPattern):
            yield one, own
        else:
            yield from leaves(one.url_patterns, own.items())


EVERY = [(one, own) for one, own in leaves(get_resolver().url_patterns) if not isinstance(one.pattern, RegexPattern)]


@pytest.mark.parametrize(("one", "converters"), EVERY, ids=[one.name for one, _own in EVERY])
def test_each_address_of_the_portal_leads_to_its_own_page(one, converters):
    """No other one, tried before, takes it."""
    kinds = {
        name: type(of).__name__.removesuffix("Converter").lower().replace("string", "str")
        for name, of in converters.items()
    }

    found = resolve(reverse(one.name, kwargs={name: VALUES[kind] for name, kind in kinds.items()}))

    assert (found.url_name, found.func) == (one.name, one.callback)
