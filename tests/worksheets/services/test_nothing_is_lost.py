"""Editors who write, resend, restore and empty at random: what was typed is there, as value, variant or history."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.factories import UserFactory
from tests.worksheets.writing import NAME, WHO, new_sheet
from worksheets.fingerprints import fingerprint
from worksheets.models import NEVER_ANSWERED, Answer, Change, Variant, Workbook
from worksheets.services import (
    AnswerConflict,
    add_object,
    add_plan_line,
    read_row_field,
    restore_version,
    save_answer,
    save_row_field,
    settle_variant,
)

ADDRESSES = ["positive", "positive_why"]
FIELDS = st.sampled_from([*ADDRESSES, "name", "who"])
EDITORS = st.integers(min_value=0, max_value=2)


class Editors(RuleBasedStateMachine):
    """Three people, each with the bases of the page that she opened last."""

    @initialize(how_many=st.integers(min_value=2, max_value=3))
    def open_the_carnet(self, how_many):
        self.workbook = Workbook.objects.create()
        self.people = [UserFactory() for _ in range(how_many)]
        by = self.people[0]
        self.rows = {
            "name": (add_object(workbook=self.workbook, name="Les mardis", code="A", by=by), NAME),
            "who": (add_plan_line(workbook=self.workbook, strategy="policy", measure="Écrire", by=by), WHO),
        }
        self.typed, self.sent = [], []
        self.bases = [self.present_bases() for _ in self.people]

    def editor(self, number):
        return number % len(self.people)

    @rule(number=EDITORS)
    def reload(self, number):
        self.bases[self.editor(number)] = self.present_bases()

    @rule(number=EDITORS, name=FIELDS, text=st.sampled_from(["oui", "non"]))
    def type_and_save(self, number, name, text):
        who = self.editor(number)
        text = f"{text} {len(self.typed)}" if len(self.typed) % 3 else text
        self.typed.append((name, text))
        self.save(who, name, text, base=self.bases[who][name], op_id=uuid4())

    @rule(number=EDITORS, name=st.sampled_from([*ADDRESSES, "who"]))
    def empty(self, number, name):
        who = self.editor(number)
        self.save(who, name, None, base=self.bases[who][name], op_id=uuid4())

    @rule(which=st.integers(min_value=0))
    def send_again(self, which):
        if self.sent:
            self.save(*self.sent[which % len(self.sent)])

    @rule(number=EDITORS, which=st.integers(min_value=0))
    def restore(self, number, which):
        changes = list(Change.objects.filter(workbook=self.workbook).exclude(address="").order_by("id"))
        if not changes:
            return
        change, who = changes[which % len(changes)], self.editor(number)
        try:
            restore_version(change=change, by=self.people[who], base=self.bases[who][change.address])
        except AnswerConflict:
            return

    @rule(number=EDITORS, which=st.integers(min_value=0))
    def settle(self, number, which):
        variants = list(Variant.objects.filter(workbook=self.workbook))
        if variants:
            settle_variant(variant=variants[which % len(variants)], by=self.people[self.editor(number)])

    def teardown(self):
        if hasattr(self, "workbook"):
            self.check_that_everything_typed_is_somewhere()
            self.check_that_the_journal_tells_the_whole_story()

    def check_that_everything_typed_is_somewhere(self):
        journal = Change.objects.filter(workbook=self.workbook).values_list("address", "after")
        kept = {(address, str(after["value"])) for address, after in journal}
        kept |= set(Variant.objects.filter(workbook=self.workbook).values_list("address", "value"))
        assert set(self.typed) <= kept

    def check_that_the_journal_tells_the_whole_story(self):
        """Each line starts where the one before it ended, and the last one says what is stored."""
        now = dict.fromkeys([*ADDRESSES, "who"]) | {"name": "Les mardis"}
        for change in Change.objects.filter(workbook=self.workbook).exclude(address="").order_by("id"):
            before = change.before["value"] if change.before else None
            assert before == now[change.address]
            now[change.address] = change.after["value"]
        assert now == self.present_values()

    def save(self, who, name, value, base, op_id):
        self.sent.append((who, name, value, base, op_id))
        stroke = {"value": value, "base": base, "by": self.people[who], "op_id": op_id}
        try:
            if name in self.rows:
                row, field = self.rows[name]
                saved = save_row_field(row=row, field=field, **stroke)
            else:
                saved = save_answer(sheet=new_sheet(self.workbook), address=name, **stroke)
        except AnswerConflict as conflict:
            self.bases[who][name] = conflict.base  # what a browser does with « Garder la mienne »
        else:
            assert saved.fingerprint == fingerprint(value)
            self.bases[who][name] = saved.fingerprint

    def present_values(self):
        answers = dict(Answer.objects.filter(sheet__workbook=self.workbook).values_list("address", "value"))
        values = {name: answers.get(name) for name in ADDRESSES}
        for name, (row, field) in self.rows.items():
            row.refresh_from_db()
            values[name] = read_row_field(row, field)
        return values

    def present_bases(self):
        values = self.present_values()
        return {name: NEVER_ANSWERED if value is None else fingerprint(value) for name, value in values.items()}


@pytest.mark.django_db
def test_every_typed_text_is_current_kept_aside_or_in_the_journal():
    run_state_machine_as_test(
        Editors,
        settings=settings(
            max_examples=50, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
