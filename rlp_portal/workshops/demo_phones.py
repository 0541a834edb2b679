"""Simulated phones: each comes in by the public pages of a running portal and answers what its page asks.

They know nothing but those pages: no database, no service.
"""

import json
import random
import time
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

IDEAS = (
    "Des rencontres plus courtes, mieux préparées",
    "Une place pour les parents à chaque étape",
    "Partager nos salles et notre matériel",
    "Dire plus tôt ce qui ne va pas",
    "Une personne qui porte le suivi",
    "Aller rencontrer les familles chez elles",
    "Garder ce qui marche déjà",
)
PASSES = 0.08  # how often somebody does not know
LOOKS_EVERY = (1.5, 3.5)  # seconds
READS_FOR = (2, 12)  # before the first answer


class NoRoom(Exception):
    """The message says why nobody comes in."""


class Forms(HTMLParser):
    """The forms of a page: [{action, inputs: [(name, value, kind)], buttons: {name: value}}]."""

    def __init__(self, html):
        super().__init__()
        self.forms, self.text, self.area, self.select = [], [], None, None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.forms.append({"action": found.get("action"), "inputs": [], "buttons": {}})
        elif self.forms and tag == "input":
            kind = found.get("type", "text")
            self.inputs.append((found.get("name"), found.get("value", ""), kind))
        elif self.forms and tag == "textarea":
            self.inputs.append((found.get("name"), "", "text"))
        elif self.forms and tag == "select":
            self.select = found.get("name")
        elif self.forms and tag == "option" and found.get("value"):
            self.inputs.append((self.select, found["value"], "radio"))
        elif self.forms and tag == "button" and "name" in found:
            self.forms[-1]["buttons"][found["name"]] = found.get("value", "")

    @property
    def inputs(self):
        return self.forms[-1]["inputs"]

    def at(self, end):
        return [form for form in self.forms if (form["action"] or "").endswith(end)]


def filled(form, luck):
    """What somebody would send of a form: every choice made, every text written."""
    sent = {name: value for name, value, kind in form["inputs"] if kind == "hidden"}
    choices = {}
    for name, value, kind in form["inputs"]:
        if kind in {"radio", "checkbox"}:
            choices.setdefault((name, kind), []).append(value)
        elif kind not in {"hidden", "submit"} and name:
            sent[name] = luck.choice(IDEAS) if not name.endswith(("--other", "--name", "--sector")) else ""
    for (name, kind), values in choices.items():
        plain = [value for value in values if value != "other"]
        many = min(len(plain), luck.randint(1, 3)) if kind == "checkbox" else 1
        picked = luck.sample(plain, many)
        sent[name] = picked if kind == "checkbox" else picked[0]
    return sent


class Phone:
    def __init__(self, address, code, *, luck=None, hurries=False):
        self.address, self.luck = address, luck or random.Random()  # noqa: S311
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.mark, self.done, self.haste = "", set(), 0.1 if hurries else 1
        self.come_in(code)

    def come_in(self, code):
        [form] = Forms(self.get("/rejoindre/")).at("/rejoindre/")
        page = self.post("/rejoindre/", {**filled(form, self.luck), "code": code})
        entries = [one for one in Forms(page).forms if one["action"] is None and one["inputs"]]
        if not entries:
            raise NoRoom("Ce code ne donne accès à aucun atelier dont la porte est ouverte.")
        self.post(self.at, filled(entries[0], self.luck))
        self.room = self.at

    # ---- One look, as often as the page itself asks when no stream opens

    def live(self, *, until=lambda: False):
        """Until the workshop is over; returns how many times it answered."""
        while not until():
            state = self.news()
            if state and state["workshop"] == "closed":
                break
            if state:
                self.act(state)
            time.sleep(self.haste * self.luck.uniform(*LOOKS_EVERY))
        return len(self.done)

    def news(self):
        """None as long as nothing is new."""
        url = urljoin(self.address, f"{self.room}nouvelles/")
        try:
            with self.opener.open(Request(url, headers={"If-None-Match": self.mark})) as answer:  # noqa: S310
                self.mark = answer.headers["ETag"]
                return json.load(answer)
        except HTTPError as refused:
            if refused.code == 304:
                return None
            raise NoRoom(f"La salle ne répond plus ({refused.code}).") from None

    def act(self, state):
        step, poll = state["step"], state["poll"]
        if poll and poll["id"] not in self.done:
            self.done.add(poll["id"])
            self.answer_all("/vote/")
        if not step or step["state"] != "collecting" or step["mode"] not in {"phones", "tables"}:
            return
        mark = (step["id"], step["round"])
        if mark not in self.done:
            self.done.add(mark)
            time.sleep(self.haste * self.luck.uniform(*READS_FOR))
            self.answer_all("/table/")
            self.answer_all("/reponse/")
            self.answer_all("/envoyer/", at="?q=fin")

    def answer_all(self, end, *, at=""):
        """Every form of the page that goes there."""
        for form in Forms(self.get(self.room + at)).at(end):
            sent = filled(form, self.luck)
            if "table" in sent:
                sent["table"] = str(self.luck.randint(1, 6))
            if "pass" in form["buttons"] and self.luck.random() < PASSES:
                sent["pass"] = form["buttons"]["pass"]
            self.post(form["action"], sent)

    # ---- The browser

    def get(self, path):
        return self.open(urljoin(self.address, path))

    def post(self, path, form):
        return self.open(urljoin(self.address, path), urlencode(form, doseq=True).encode())

    def open(self, url, body=None):
        """What the page says, refusals included: a late answer is one of them."""
        headers = {"Referer": url, "Origin": self.address.rstrip("/")}
        try:
            with self.opener.open(Request(url, body, headers)) as answer:  # noqa: S310 - the address was given to us
                self.at = answer.url.removeprefix(self.address.rstrip("/"))
                return answer.read().decode()
        except HTTPError as refused:
            return refused.read().decode()
