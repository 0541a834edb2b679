import pytest
from django.conf import settings as configured


@pytest.fixture
def small_site(settings):
    """The site of tests/ui/urls.py, in place of the portal's own."""
    settings.ROOT_URLCONF = "tests.ui.urls"
    settings.MIDDLEWARE = [
        "tests.ui.urls.SamplePortal" if name == "rlp_portal.rlps.portal.PortalMiddleware" else name
        for name in configured.MIDDLEWARE
    ]
    settings.TEMPLATES = [
        {
            **configured.TEMPLATES[0],
            "DIRS": [*configured.TEMPLATES[0]["DIRS"], configured.BASE_DIR / "tests/ui/templates"],
        }
    ]
