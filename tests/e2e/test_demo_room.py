"""`make demo-room`: simulated phones in front of the running portal, by its public pages alone."""

import subprocess
import sys

import pytest

from tests.e2e.live_room import TALK, LiveRoom, sheet
from tests.e2e.portal import ROOT


@pytest.fixture
def room(portal):
    return LiveRoom(portal, TALK, sheet("members"))


def test_three_phones_answer_and_vote_until_the_end(portal, room):
    command = [
        sys.executable,
        "manage.py",
        "demo_room",
        "3",
        "--url",
        f"{portal.url}/",
        "--code",
        room.code,
        "--hurry",
    ]
    said = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    phones = subprocess.Popen(command, cwd=ROOT, env=portal.environment, **said)
    assert "3\u00a0téléphones dans la salle" in phones.stdout.readline()

    room.do("room.go_to(2, advance=1)")
    room.do(
        "import time\n"
        "while Submission.objects.filter(step=room.step, is_sent=True).count() < 3:\n"
        "    time.sleep(0.3)\n"
    )
    room.do("room.advance(2)\nservices.open_poll(step=room.step, sentence='Nous continuons.', by=by)")
    room.do("import time\nwhile room.step.polls.get().votes.count() < 3:\n    time.sleep(0.3)")
    room.do("services.close_workshop(workshop=workshop, by=by)")

    assert phones.communicate(timeout=60)[0] == "L’atelier est terminé.\n"
    assert phones.returncode == 0
