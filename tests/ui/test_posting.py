import pytest
from django import forms
from django.test import RequestFactory

from rlp_portal.ui.posting import posted_data, status_of


class OneField(forms.Form):
    name = forms.CharField()


@pytest.mark.parametrize(("method", "sent"), [("get", None), ("head", None), ("post", "Ana")])
def test_a_form_takes_only_what_was_posted(method, sent):
    request = getattr(RequestFactory(), method)("/?name=Zoé", {"name": "Ana"} if method == "post" else None)

    taken = posted_data(request)

    assert (taken and taken["name"]) == sent


@pytest.mark.parametrize(("data", "status"), [(None, 200), ({"name": ""}, 422), ({"name": "Ana"}, 200)])
def test_a_page_is_refused_with_its_form(data, status):
    assert status_of(OneField(data)) == status
