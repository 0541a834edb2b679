"""Filling a sheet in the browser, whatever it asks. Each gesture is that of somebody who sees the page."""

import re

from playwright.sync_api import expect

from tests.e2e.sheets import expect_saved
from tests.journeys.territory import NOT_APPLICABLE, answers_in

MATRIX_COLUMNS = ("capacities", "role", "interest", "recruitment", "barriers", "contact_by", "contact_on")
IS_FURTHER = """(card) => document.querySelector("[data-matrix] [data-row]:not([hidden])")
  .compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING"""


class Group:
    """Those who fill one carnet. `typed`: each text they wrote, in its order."""

    def __init__(self, page, path):
        self.page, self.path, self.typed = page, path, []

    def fill(self, key, words, hand):
        """The whole sheet on one page, saved."""
        self.hand = hand
        self.page.goto(f"{self.path}feuilles/{key}/tout/")
        for window in WINDOWS:
            if window in words:
                WINDOWS[window](self, words[window])
        for address, value in answers_in(words).items():
            self.answer(address, value)
        self.page.evaluate("document.activeElement.blur()")
        expect_saved(self.page)

    # ---- Answers

    def answer(self, address, value):
        if value == NOT_APPLICABLE:
            self.inputs(f"{address}--state").last.check()
        elif isinstance(value, dict):
            self.choose_rows(address, value["rows"])
            self.write_in(self.inputs(f"{address}--text"), value["text"])
        elif isinstance(value, list) and isinstance(value[0], list):
            self.fill_list(address, value)
        elif isinstance(value, list):
            self.tick_or_list(address, value)
        else:
            self.write_in(self.inputs(address), value)

    def inputs(self, name, within=None):
        return (within or self.page).locator(f"[name='{name}']")

    def write_in(self, found, value):
        """One field, as its kind wants it."""
        kind = found.first.evaluate("(one) => one.type")
        if kind == "radio":
            found.and_(self.page.locator(f"[value='{value}']")).check()
            return
        self.unfold(found)
        if kind.startswith("select"):
            self.hand.choose(found, value)
        elif kind == "date":
            found.fill(value)
        else:
            self.hand.write(found, value)
            self.typed.append(value)

    def unfold(self, found):
        """Opens what it is folded in, if it is."""
        if not found.is_visible():
            self.hand.press(found.locator("xpath=ancestor::details[not(@open)]/summary"))

    def tick_or_list(self, address, values):
        lines = self.inputs(f"{address}--line")
        for place, value in enumerate(values):
            if lines.count():
                self.write_in(lines.nth(place), value)
            else:
                box = self.inputs(address).and_(self.page.locator(f"[value='{value}']"))
                box.scroll_into_view_if_needed()  # what lies around is drawn once it is near
                box.check()

    def choose_rows(self, address, names):
        question = self.page.locator(f"[data-question='{address}']")
        for name in names:
            box = question.get_by_label(re.compile(f"^{re.escape(name)}"))
            self.unfold(box)
            box.check()

    def fill_list(self, address, rows):
        """Its rows grow on demand; a part without words stays empty."""
        growing = self.page.locator(f"[data-growing-list='{address}']")
        lines = growing.locator("[data-question]")
        for place, parts in enumerate(rows):
            if place == lines.count():
                self.hand.press(growing.get_by_role("button", name="Ajouter une ligne"))
            fields = lines.nth(place).locator("textarea, select")
            for at, words in enumerate(parts):
                if words:
                    self.write_in(fields.nth(at), words)

    # ---- Rows, added by quick entry

    def add_row(self, entry, words):
        self.hand.write(entry, words)
        self.typed.append(words)
        self.page.keyboard.press("Enter")
        expect(entry).to_have_value("")

    def fill_sectors(self, sectors):
        """The first actor is put in b), then turned to a) by its button; the last sector goes up one place."""
        for number, sector in enumerate(sectors):
            self.add_row(self.page.get_by_label(re.compile("^Ajouter un secteur")), sector["name"])
            wedge = self.page.locator("summary", has_text=sector["name"])
            expect(wedge).to_be_visible()
            if not wedge.evaluate("(one) => one.parentElement.open"):
                self.hand.press(wedge)
            for label, names in [("Impliqué", sector["involved"]), ("À mobiliser", sector["to_mobilise"])]:
                for name in names:
                    is_turned = number == 0 and name == sector["involved"][0]
                    self.add_actor(sector["name"], "À mobiliser" if is_turned else label, name)
                    if is_turned:
                        self.hand.press(self.page.get_by_role("button", name=f"vers a) «\u00a0{name}\u00a0»"))
        if sectors[1:]:
            self.hand.press(self.page.get_by_role("button", name=f"Monter «\u00a0{sectors[-1]['name']}\u00a0»"))

    def add_actor(self, sector, label, name):
        self.add_row(self.page.get_by_label(f"{sector}, {label}\u00a0: ajouter un acteur"), name)
        expect(self.page.get_by_role("group", name=f"Acteur\u00a0: {name}")).to_be_visible()

    def fill_objects(self, objects):
        for line, kept in objects.items():
            for name, fate in kept:
                self.add_row(self.page.locator(f"#nouvel-objet-{line}"), name)
                row = self.page.get_by_role("group", name=name)
                self.hand.choose(row.locator("[name$=':fate']"), fate)

    def fill_plan(self, plan):
        for strategy, lines in plan.items():
            for line in lines:
                self.add_row(self.page.locator(f"#nouvelle-mesure-{strategy}"), line["measure"])
                row = self.page.get_by_role("group", name=line["measure"])
                for column in ("who", "when", "needs", "status"):
                    self.write_in(row.locator(f"[name$=':{column}']"), line[column])
                if "object" in line:
                    row.locator("[name$=':object']").select_option(label=line["object"])

    def fill_actors(self, actors):
        """The matrix shows one actor at a time, or three. Who and when can make a line of the plan."""
        for actor in actors:
            card = self.card_of(actor["name"])
            for column, words in actor.items():
                if column in MATRIX_COLUMNS:
                    self.show_actor(card)
                    self.write_in(card.locator(f"[name$=':{column}']"), words)
            if actor.get("is_planned"):
                self.plan_contact(card)

    def card_of(self, name):
        return self.page.locator(".matrix-card", has=self.page.locator(".matrix-name", has_text=name))

    def show_actor(self, card):
        while not card.is_visible():
            step = 1 if card.evaluate(IS_FURTHER) else -1
            self.hand.press(self.page.locator(f"[data-matrix-step='{step}']"))

    def plan_contact(self, card):
        self.show_actor(card)
        self.hand.press(card.get_by_role("button", name="Ajouter au plan"))
        expect(card.get_by_text("Au plan", exact=True)).to_be_visible()


WINDOWS = {
    "sectors": Group.fill_sectors,
    "objects": Group.fill_objects,
    "actors": Group.fill_actors,
    "plan": Group.fill_plan,
}
