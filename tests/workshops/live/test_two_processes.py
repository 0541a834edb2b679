"""Two real servers and a third process that writes: who follows one hears what the others commit, on both engines."""

import http.client
import json
import time
from contextlib import closing, contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from rlp_portal.rlps.enums import Role
from rlp_portal.workshops import services
from rlp_portal.workshops.enums import StepKind
from rlp_portal.workshops.phone_key import cookie_name
from tests.bench.servers import HOST, serving
from tests.factories import MembershipFactory, StepFactory, UserFactory, WorkshopFactory
from tests.workshops.playing import Room

PORTAL = "rlp_portal.asgi:application"
SOON = 2.0  # seconds, on a busy machine; alone it takes some milliseconds
FOLLOWERS = 12


@pytest.fixture
def env(running_database, tmp_path, monkeypatch):
    """What the servers are started with; what is written here wakes them."""
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    return {"DATABASE_URL": database_url(), "PORTAIL_VAR": str(tmp_path), "PORTAIL_DEMO": "0"}


def database_url():
    held = connection.get_connection_params()
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['database']}"
    user, host, port = held.get("user", ""), held.get("host", ""), held.get("port", "")
    return f"postgresql://{user}@/{held['dbname']}?host={host}&port={port}"


@pytest.fixture
def room(running_database):
    workshop = WorkshopFactory(is_open=True)
    StepFactory(workshop=workshop, position=1, kind=StepKind.TALK, title="Accueil", minutes=10)
    StepFactory(workshop=workshop, position=2, instrument_key="ft3", minutes=20)
    return Room(workshop, UserFactory())


class Follower:
    """One stream, read as a browser reads it."""

    def __init__(self, port, path, *, cookie=""):
        self.connection = http.client.HTTPConnection(HOST, port, timeout=20)
        headers = {"Accept": "text/event-stream", "Cookie": cookie}
        self.connection.request("GET", path, headers=headers)
        self.response = self.connection.getresponse()
        self.status, self.headers = self.response.status, self.response.headers

    def state(self):
        """The next whole state."""
        while True:
            line = self.response.fp.readline()
            if not line:
                raise EOFError
            if line.startswith(b"data: {"):
                return json.loads(line.removeprefix(b"data: "))

    def state_when(self, is_so):
        """States until one is so; how long it took."""
        start = time.perf_counter()
        while True:
            state = self.state()
            if is_so(state):
                return state, time.perf_counter() - start

    def ending(self):
        """What the server says last."""
        return self.response.read().decode()

    def close(self):
        self.connection.close()


def uvicorn(application, env):
    """As `make run` starts it: streams that are open do not hold its end back."""
    options = ["--timeout-graceful-shutdown", "1", "--no-access-log", "--log-level", "warning"]
    return serving(["uvicorn", application, *options, "--port"], env=env)


@contextmanager
def two_servers(env):
    with (
        uvicorn(PORTAL, env) as one,
        uvicorn(PORTAL, env) as two,
    ):
        yield one.port, two.port


def stream_of(name, *args):
    return reverse(name, args=args)


def cookie_of(workshop, key):
    return f"{cookie_name(workshop.public_id)}={key}"


def test_what_one_process_commits_is_heard_in_the_others_and_an_idle_stream_holds_no_connection(env, room):
    workshop = room.workshop
    participant, key = services.join(workshop=workshop)
    phone_path = stream_of("phone_stream", workshop.public_id)
    screen_path = stream_of("screen_stream", workshop.display_token)
    with two_servers(env) as (one, two):
        phone = Follower(one, phone_path, cookie=cookie_of(workshop, key))
        screens = [Follower(two, screen_path) for _ in range(FOLLOWERS)]
        assert (phone.status, phone.headers["X-Accel-Buffering"]) == (200, "no")
        assert [screen.status for screen in screens] == [200] * FOLLOWERS
        assert phone.state()["step"] is None
        assert {screen.state()["people"] for screen in screens} == {1}

        # The facilitation acts, here; both servers tell it.
        room.advance(3)
        took = [
            one.state_when(lambda state: state["step"] and state["step"]["state"] == "collecting")[1]
            for one in (phone, *screens)
        ]
        assert max(took) < SOON
        assert connections_held() <= MOST_CONNECTIONS

        # Somebody answers; the screens count it, and nobody is told what it was.
        room.answer(participant, 4)
        told = [screen.state_when(lambda state: state["step"]["answered"] == 1) for screen in screens]
        assert max(seconds for _state, seconds in told) < SOON
        assert len({json.dumps(state) for state, _seconds in told}) == 1

        # A phone of the other server and the polling of both say the same.
        other = Follower(two, phone_path, cookie=cookie_of(workshop, key))
        latest = phone.state_when(lambda state: state["step"]["answered"] == 1)[0]
        polled = [poll(port, workshop, key) for port in (one, two)]
        assert [other.state(), *polled] == [latest] * 3
        for follower in (phone, other, *screens):
            follower.close()


MOST_CONNECTIONS = 16  # two servers: their threads for pages and drawings, and one that listens each


def connections_held():
    """Of the base, by all but this process. Streams hold none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0]


def poll(port, workshop, key):
    with closing(http.client.HTTPConnection(HOST, port, timeout=20)) as asking:
        path = reverse("phone_news", args=[workshop.public_id])
        headers = {"Cookie": cookie_of(workshop, key), "Accept": "application/json"}
        asking.request("GET", path, headers=headers)
        first = asking.getresponse()
        state = json.loads(first.read())
        asking.request("GET", path, headers={**headers, "If-None-Match": first.headers["ETag"]})
        assert asking.getresponse().status == 304
        return state


def test_a_stranger_opens_no_stream_and_a_right_withdrawn_ends_one(env, room):
    """The minute between two questions is shortened in a server of its own."""
    workshop = room.workshop
    participant, key = services.join(workshop=workshop)
    facilitator = MembershipFactory(rlp=workshop.round.rlp, role=Role.FACILITATOR)
    session = Client()
    session.force_login(facilitator.user)
    console = stream_of("console_stream", workshop.round.rlp.slug, workshop.public_id)
    phone = stream_of("phone_stream", workshop.public_id)
    cookies = {
        console: f"{settings.SESSION_COOKIE_NAME}={session.session.session_key}",
        phone: cookie_of(workshop, key),
    }
    with uvicorn("tests.workshops.live.impatient:application", env) as server:
        assert [Follower(server.port, path).status for path in (console, phone)] == [401, 404]
        followers = {path: Follower(server.port, path, cookie=cookie) for path, cookie in cookies.items()}
        assert [one.status for one in followers.values()] == [200, 200]

        facilitator.delete()
        services.resume(workshop=workshop, code=participant.resume_code)  # the key of this phone opens nothing more

        for path, follower in followers.items():
            assert follower.ending().endswith("event: closed\ndata: 404\n\n"), path


def test_a_phone_that_comes_back_finds_the_present_state_after_its_server_fell(env, room):
    workshop = room.workshop
    _participant, key = services.join(workshop=workshop)
    path = stream_of("phone_stream", workshop.public_id)
    with uvicorn(PORTAL, env) as server:
        follower = Follower(server.port, path, cookie=cookie_of(workshop, key))
        follower.state()
    with pytest.raises((EOFError, OSError, http.client.HTTPException)):
        follower.state_when(lambda state: False)
    room.advance(2)

    with uvicorn(PORTAL, env) as server:
        again = Follower(server.port, path, cookie=cookie_of(workshop, key))
        assert again.state()["step"]["place"] == 2
        again.close()
