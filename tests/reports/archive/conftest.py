"""The archive asked for on a page, without its child process nor its PDF, which have tests of their own."""

import pytest
from django.urls import reverse

from rlp_portal.reports.archive import contents, services


@pytest.fixture
def never_print(monkeypatch):
    """It is what takes time."""
    monkeypatch.setattr(contents, "carnet_pdf", lambda taken: b"%PDF-1.7")


@pytest.fixture
def launched(monkeypatch):
    """The child process, at once and in this one."""
    asked = []

    def launch(archive):
        asked.append(archive)
        services.run(archive.public_id)

    monkeypatch.setattr(services, "launch", launch)
    return asked


@pytest.fixture
def ask():
    """`ask(client, rlp, noms="1")` as the button of the page does."""
    return lambda client, rlp, **sent: client.post(reverse("ask_archive", args=[rlp.slug]), sent)
