import pytest
from django.core.cache import cache

from rlp_portal.analysis.syntheses.services import start_synthesis
from tests.analysis.tables.test_views import coded_plan, sample_of
from tests.conftest import signed_in


@pytest.fixture
def client(advisor):
    return signed_in(advisor)


@pytest.fixture(autouse=True)
def _nothing_kept(db):
    cache.clear()


@pytest.fixture
def sample(advisor):
    plans = [coded_plan(advisor, ("A", "resources.money", "planned"), level=n % 4 + 1) for n in range(4)]
    return sample_of([*plans, coded_plan(advisor)], advisor)


@pytest.fixture
def synthesis(sample, advisor):
    return start_synthesis(by=advisor, sample=sample, title="Notre synthèse", author_function="Conseillère")


def add(client, synthesis, text, *cited, section="objects"):
    """As the form of a paragraph that nobody wrote yet."""
    url = client.get(f"{synthesis.get_absolute_url()}sections/{section}/ajouter/").headers["Location"]
    return client.post(url, {"text": text, "text--cite": cited, "text--base": ""})
