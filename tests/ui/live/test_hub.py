"""Topic → followers: drawn once, the same bytes to all, the slow ones skip."""

import asyncio

import pytest
from django.db import OperationalError

from rlp_portal.ui.live import hub as hub_module
from rlp_portal.ui.live.hub import Channel, FeedEnded, Hub
from tests.ui.live.loops import on_a_loop


class Subject:
    """What changes, and how often it was drawn."""

    def __init__(self, topic="carnet:1", name="ft1"):
        self.value, self.drawn = 0, 0
        self.channel = Channel(topic, name, self.draw)

    def draw(self):
        self.drawn += 1
        return b"%d" % self.value


class Broken(Exception):
    pass


async def at_once(function, *arguments):
    await asyncio.sleep(0)
    return function(*arguments)


@pytest.fixture
def hub(monkeypatch):
    monkeypatch.setattr(hub_module, "GATHER_SECONDS", 0.02)
    monkeypatch.setattr(hub_module, "RETRY_SECONDS", 0)
    return Hub(run=at_once)


async def settled():
    await asyncio.sleep(0.08)


@on_a_loop
async def test_whoever_comes_is_told_the_present_state(hub):
    subject = Subject()

    follower = hub.follow(subject.channel)

    assert await follower.next(timeout=1) == b"0"


@on_a_loop
async def test_a_change_is_drawn_once_and_the_same_bytes_go_to_all(hub):
    subject = Subject()
    followers = [hub.follow(Channel("carnet:1", "ft1", subject.draw)) for _ in range(30)]
    for follower in followers:
        await follower.next(timeout=1)
    await settled()
    before = subject.drawn

    subject.value = 1
    hub.wake("carnet:1")
    told = [await follower.next(timeout=1) for follower in followers]

    assert (told, subject.drawn - before) == ([b"1"] * 30, 1)
    assert len({id(content) for content in told}) == 1


@on_a_loop
async def test_the_first_change_goes_at_once_and_what_follows_is_gathered(hub):
    subject = Subject()
    follower = hub.follow(subject.channel)
    await settled()
    await follower.next(timeout=1)
    before = subject.drawn

    subject.value = 1
    hub.wake("carnet:1")
    first = await follower.next(timeout=1)
    for subject.value in range(2, 50):
        hub.wake("carnet:1")
    last = await follower.next(timeout=1)

    assert (first, last, subject.drawn - before) == (b"1", b"49", 2)


@on_a_loop
async def test_a_slow_follower_skips_what_it_missed_and_delays_nobody(hub):
    subject = Subject()
    slow, quick = hub.follow(subject.channel), hub.follow(subject.channel)
    seen = []
    for subject.value in range(3):
        hub.wake("carnet:1")
        await settled()
        seen.append(await quick.next(timeout=1))

    assert seen == [b"0", b"1", b"2"]
    assert await slow.next(timeout=1) == b"2"
    assert await slow.next(timeout=0.01) is None


@on_a_loop
async def test_what_is_drawn_the_same_is_not_said_again(hub):
    subject = Subject()
    follower = hub.follow(subject.channel)
    await follower.next(timeout=1)

    hub.wake("carnet:1")
    await settled()

    assert await follower.next(timeout=0.01) is None
    assert subject.drawn == 2


@on_a_loop
async def test_a_topic_wakes_its_channels_and_no_other(hub):
    one, sister, other = Subject(name="ft1"), Subject(name="ft2"), Subject(topic="carnet:2")
    for subject in (one, sister, other):
        hub.follow(subject.channel)
    await settled()

    hub.wake("carnet:1")
    await settled()

    assert (one.drawn, sister.drawn, other.drawn) == (2, 2, 1)


@on_a_loop
async def test_when_everything_may_have_changed_all_are_drawn_again(hub):
    subjects = [Subject(topic=f"carnet:{number}") for number in range(3)]
    for subject in subjects:
        hub.follow(subject.channel)
    await settled()

    hub.wake_all()
    await settled()

    assert [subject.drawn for subject in subjects] == [2, 2, 2]


@on_a_loop
async def test_nothing_is_kept_of_a_channel_that_nobody_follows(hub):
    subject = Subject()
    first, second = hub.follow(subject.channel), hub.follow(subject.channel)
    hub.leave(subject.channel, first)
    assert list(hub.feeds) == [subject.channel]

    hub.leave(subject.channel, second)
    hub.leave(subject.channel, second)
    hub.wake("carnet:1")

    assert hub.feeds == {}


@on_a_loop
async def test_a_change_during_a_drawing_is_drawn_too(hub):
    subject = Subject()

    def draw():
        content = subject.draw()
        if subject.drawn == 1:
            subject.value = 7
            hub.wake("carnet:1")
        return content

    follower = hub.follow(Channel("carnet:1", "ft1", draw))
    await settled()

    assert await follower.next(timeout=1) == b"7"


@on_a_loop
async def test_a_database_away_for_a_moment_ends_nothing(hub):
    subject = Subject()

    def draw():
        subject.drawn += 1
        if subject.drawn < 3:
            raise OperationalError
        return b"back"

    follower = hub.follow(Channel("carnet:1", "ft1", draw))

    assert await follower.next(timeout=1) == b"back"


@on_a_loop
async def test_a_drawing_that_breaks_lets_its_followers_go(hub):
    def draw():
        raise Broken

    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    follower = hub.follow(Channel("carnet:1", "ft1", draw))

    with pytest.raises(FeedEnded):
        await follower.next(timeout=1)


@on_a_loop
async def test_after_a_breakdown_the_next_comer_gets_a_fresh_drawing(hub):
    subject = Subject()

    def draw():
        subject.drawn += 1
        if subject.drawn == 1:
            raise Broken
        return b"fresh"

    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    channel = Channel("carnet:1", "ft1", draw)
    first = hub.follow(channel)
    with pytest.raises(FeedEnded):
        await first.next(timeout=1)

    second = hub.follow(channel)  # the first has not left yet

    assert await second.next(timeout=1) == b"fresh"
