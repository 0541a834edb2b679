"""Filled carnets, and a folder of our own for the PDFs; the two PDF processes are shared by all the tests."""

import os
from pathlib import Path

import pytest
from django.test import override_settings

from rlp_portal.reports import renderer
from rlp_portal.rlps.enums import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory
from tests.reports.carnets import filled_carnet, new_round


@pytest.fixture(scope="session", autouse=True)
def pdf_folder(tmp_path_factory):
    """That of the whole run when `make test` gives one: the other worker, the other engine find it full."""
    folder = Path(os.environ.get("TESTS_PDF_FOLDER") or tmp_path_factory.mktemp("var"))
    folder.mkdir(exist_ok=True)
    with override_settings(VAR_DIR=folder):
        yield folder / "pdf"
    if renderer._renderer:
        renderer._renderer.close()
        renderer.forget_processes()


@pytest.fixture
def carnet(db):
    """A round whose carnet is well filled."""
    return filled_carnet()


@pytest.fixture
def empty_carnet(db):
    return new_round()


@pytest.fixture
def coordinator(carnet):
    return MembershipFactory(rlp=carnet.rlp, role=Role.COORDINATOR, user__name="Sylvie Marcotte").user


@pytest.fixture
def coordinator_client(coordinator):
    return signed_in(coordinator)
