"""Phones in a room, which answer without pause: each asks again until it is answered, as a page does."""

import hashlib
import json
import os
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from tests.bench.room.sides import CSRF  # noqa: E402 - Django must be set up first
from tests.bench.sides import run  # noqa: E402
from tests.bench.visitors import Visitor  # noqa: E402
from tests.torture.resends import Writer  # noqa: E402
from tests.torture.writers import Insistent  # noqa: E402
from worksheets.fingerprints import fingerprint  # noqa: E402

OPERATIONS = "SELECT op_id FROM workshops_operation"
ANSWERS = """SELECT p.key_hash || ' ' || s.instrument_key || '/' || a.address || ' ' || CAST(a.value AS text)
FROM worksheets_answer a JOIN workshops_submission s ON s.sheet_id = a.sheet_id
JOIN workshops_participant p ON p.id = s.participant_id"""


def open_room(stage, people):
    """A room of its own, where answers come in: who is there."""
    [room] = json.loads(run("tests.bench.room.prepare", str(people), "1", env=stage.env))
    return [{"number": place, "cookie": cookie, "room": room} for place, cookie in enumerate(room["cookies"])]


class OnAPhone:
    """What such a phone sends, in place of a coordinator's page."""

    def sit_down(self, who):
        self.room, self.path = who["room"], who["room"]["answer"]
        self.visitor = Visitor(self.port, cookie=f"{who['cookie']}; csrftoken={CSRF}")
        self.key_hash = hashlib.sha256(who["cookie"].partition("=")[2].encode()).hexdigest()
        self.headers = {"Accept": "application/json", "X-CSRFToken": CSRF}

    def next_form(self, **_):
        """Another choice than the last one, which would not be written again."""
        item = self.chance.choice(self.room["items"])
        address, before = item["address"], self.last.get(item["item"])
        choice = self.chance.choice([one for one in item["choices"] if one != before])
        asked = {**self.room["form"], "item": item["item"], f"{address}--base": ""}
        return {**asked, address: choice, "op_id": str(uuid.uuid4())}

    def note(self, form, answer):
        """It was acknowledged: the operation has the name that the portal gives it."""
        item = form["item"]
        address = item.partition("/")[2]
        named = f"{address} {fingerprint(int(form[address]), 'answered')}"
        self.done.append(str(uuid.uuid5(uuid.UUID(form["op_id"]), named)))
        self.last[item] = form[address]

    def effect_of(self, answer):
        """The same words, but for the minute."""
        return answer["saved"].partition(" à ")[0]


class InsistentPhone(OnAPhone, Insistent):
    """Goes on whatever happens to the server."""


class HalfDeafPhone(OnAPhone, Writer):
    """Hears only some of the answers, and sends some twice."""


def check_room(stage, before, phones):
    """All that was acknowledged is there, once, and nothing else; the last choice of each is the one that is kept."""
    effects = sorted(set(operations(stage)) - set(before))
    asked = sorted(operation for one in phones for operation in one.done)
    if effects != asked:
        lost, never_asked = set(asked) - set(effects), set(effects) - set(asked)
        raise AssertionError(f"lost: {lost}, never asked: {never_asked}")
    expected = {f"{one.key_hash} {item} {choice}" for one in phones for item, choice in one.last.items()}
    kept = {one for one in stage.column(ANSWERS) if one.partition(" ")[0] in {phone.key_hash for phone in phones}}
    if kept != expected:
        raise AssertionError(f"not kept: {expected - kept}, kept: {kept - expected}")
    return asked


def operations(stage):
    return [str(uuid.UUID(str(one))) for one in stage.column(OPERATIONS)]
