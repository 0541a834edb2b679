import os
import shutil

import pytest
from django.conf import settings as configured

# Playwright's own loop runs in this thread; the database calls of these tests are ordinary ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


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


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, which asks nobody anything at its start."""
    quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    return {**browser_type_launch_args, "executable_path": shutil.which("chromium"), "args": quiet}


@pytest.fixture
def theme():
    """The look as set-up compiles it; without it, sizes and colours mean nothing."""
    if not (configured.BUILD_DIR / "theme" / "css" / "theme.css").exists():
        pytest.fail("The theme is not compiled. Run deploy/build_theme.sh.")


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
