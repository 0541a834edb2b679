import pytest
from django.conf import settings as configured


@pytest.fixture
def small_site(settings):
    """The site of tests/ui/urls.py, in place of the portal's own."""
    settings.ROOT_URLCONF = "tests.ui.urls"
    settings.TEMPLATES = [
        {
            **configured.TEMPLATES[0],
            "DIRS": [*configured.TEMPLATES[0]["DIRS"], configured.BASE_DIR / "tests/ui/templates"],
        }
    ]


@pytest.fixture
def page_of_components(small_site, theme, transactional_db, live_server, context, client, person):
    """Opens the page of components in a browser, signed in: `page_of_components("/?erreurs=1")`."""
    client.force_login(person)
    session = client.cookies[configured.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    def open_page(path="/"):
        page = context.new_page()
        assert page.goto(live_server.url + path).status < 500
        return page

    return open_page
