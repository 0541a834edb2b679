"""Two to five editors who do anything to one carnet, as Hypothesis chooses: test_nothing_lost.py, tests/torture/."""

from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.factories import UserFactory
from tests.worksheets.writing import NAME, WHO, new_sheet
from worksheets.cleaning import Refused
from worksheets.fingerprints import fingerprint
from worksheets.joining import joined
from worksheets.models import NEVER_ANSWERED, Answer, Change, Variant, Workbook
from worksheets.services import (
    AnswerConflict,
    NotWritable,
    OperationReused,
    add_object,
    add_plan_line,
    delete_row,
    read_row_field,
    restore_version,
    save_answer,
    save_row_field,
    settle_variant,
    undelete_row,
)
from worksheets.variants import places_of

ADDRESSES = ["positive", "positive_why"]
ROWS = ["name", "who"]
FIELDS = st.sampled_from([*ADDRESSES, *ROWS])
EDITORS = st.integers(min_value=0, max_value=4)
ANY = st.integers(min_value=0, max_value=50)
CHOICES = st.sampled_from(["mine", "theirs", "both"])


def sequences(how_many, *, steps):
    return settings(
        max_examples=how_many, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
    )


class Editors(RuleBasedStateMachine):
    """Each has the bases of the page that she opened last. What the server took from anyone is in `accepted`."""

    def __init__(self):
        super().__init__()
        self.workbook = None

    @initialize(how_many=st.integers(min_value=2, max_value=5))
    def open_the_carnet(self, how_many):
        self.workbook = Workbook.objects.create()
        self.people = [UserFactory() for _ in range(how_many)]
        by = self.people[0]
        self.rows = {
            "name": (add_object(workbook=self.workbook, name="Les mardis", code="A", by=by), NAME),
            "who": (add_plan_line(workbook=self.workbook, strategy="policy", measure="Écrire", by=by), WHO),
        }
        self.accepted, self.sent, self.added = set(), [], set()
        self.bases = [self.present_bases() for _ in self.people]
        for who in range(how_many):
            self.save(who, "positive", f"au début {who}", NEVER_ANSWERED, uuid4())

    def editor(self, number):
        return number % len(self.people)

    @rule(number=EDITORS)
    def reload(self, number):
        self.bases[self.editor(number)] = self.present_bases()

    @rule(number=EDITORS, name=FIELDS, text=st.sampled_from(["oui", "non"]))
    def type_and_save(self, number, name, text):
        who = self.editor(number)
        text = f"{text} {len(self.sent)}" if len(self.sent) % 3 else text
        self.save(who, name, text, self.bases[who][name], uuid4())

    @rule(number=EDITORS, name=FIELDS)
    def two_people_write_at_once(self, number, name):
        for who in {self.editor(number), self.editor(number + 1)}:
            self.save(who, name, f"ensemble {len(self.sent)}", self.bases[who][name], uuid4())

    @rule(number=EDITORS, name=st.sampled_from([*ADDRESSES, "who"]))
    def empty(self, number, name):
        who = self.editor(number)
        self.save(who, name, None, self.bases[who][name], uuid4())

    @rule(which=ANY)
    def send_again(self, which):
        if self.sent:
            self.save(*self.sent[which % len(self.sent)], is_new=False)

    @rule(which=ANY, number=EDITORS, name=FIELDS)
    def send_something_else_under_a_known_operation(self, which, number, name):
        if self.sent:
            who, known = self.editor(number), self.sent[which % len(self.sent)]
            self.save(who, name, f"autre {len(self.sent)}", self.bases[who][name], known[4], is_new=False)

    @rule(number=EDITORS, name=st.sampled_from(ROWS))
    def remove_a_row(self, number, name):
        delete_row(row=self.rows[name][0], by=self.people[self.editor(number)])

    @rule(number=EDITORS, name=st.sampled_from(ROWS))
    def take_a_row_back(self, number, name):
        undelete_row(row=self.rows[name][0], by=self.people[self.editor(number)])

    @rule(number=EDITORS, which=ANY)
    def add_a_row(self, number, which):
        """Under its own operation, or under one that is known."""
        op_id = self.sent[which % len(self.sent)][4] if self.sent and which % 3 == 0 else uuid4()
        name = f"Objet {len(self.added)}"
        try:
            add_object(workbook=self.workbook, name=name, code="A", by=self.people[self.editor(number)], op_id=op_id)
        except OperationReused as reused:
            self.check_kept(reused.variant, name)
        self.added.add(name)

    @rule(number=EDITORS, which=ANY, is_fresh=st.booleans())
    def restore(self, number, which, is_fresh):
        written = Change.objects.filter(workbook=self.workbook, target__in=["answer", "object", "plan_line"])
        changes = list(written.exclude(address__in=["", "deleted"]).order_by("id"))
        if not changes:
            return
        change, who = changes[which % len(changes)], self.editor(number)
        bases = self.present_bases() if is_fresh else self.bases[who]
        try:
            restore_version(change=change, by=self.people[who], base=bases[change.address])
        except (AnswerConflict, Refused):
            return

    @rule(number=EDITORS, which=ANY, how=CHOICES, is_fresh=st.booleans())
    def settle(self, number, which, how, is_fresh):
        variants = list(Variant.objects.filter(workbook=self.workbook).select_related("sheet").order_by("id"))
        if not variants:
            return
        [place] = places_of([variants[which % len(variants)]])
        value = place.variant.value
        if how == "both" and place.is_writable:
            value = joined(place.asked, value, place.value) or f"réuni {len(self.sent)}"
        base = place.base if is_fresh and place.is_writable else "older"
        try:
            settle_variant(place=place, how=how, by=self.people[self.editor(number)], base=base, value=value)
        except (NotWritable, Refused):
            return  # nothing was taken: the text that was aside still is
        except AnswerConflict as conflict:
            self.check_kept(conflict.variant, place.variant.value if how == "theirs" else value)
        if how != "theirs" and value is not None:
            self.accepted.add((place.variant.address, value))

    def teardown(self):
        if self.workbook is None:
            return
        self.check_that_everything_accepted_is_somewhere()
        self.check_that_what_nobody_settled_waits_and_what_was_settled_is_in_the_history()
        self.check_that_the_journal_tells_the_whole_story()
        self.check_that_each_operation_had_one_effect()

    def check_that_everything_accepted_is_somewhere(self):
        journal = Change.objects.filter(workbook=self.workbook)
        written = journal.exclude(target="variant").exclude(address="deleted")
        kept = {(one.address or "name", self.said(one)) for one in written}
        kept |= {(one.address, one.before["value"]) for one in journal.filter(target="variant")}
        waiting = Variant.objects.filter(workbook=self.workbook, settled_at__isnull=True)
        kept |= set(waiting.values_list("address", "value"))
        assert self.accepted | {("name", name) for name in self.added} <= kept

    def said(self, change):
        value = change.after["value"]
        return value if change.address else value.get("name")

    def check_that_what_nobody_settled_waits_and_what_was_settled_is_in_the_history(self):
        for variant in Variant.objects.filter(workbook=self.workbook, settled_at__isnull=False):
            journal = Change.objects.filter(workbook=self.workbook, address=variant.address)
            told = {one.before["value"] for one in journal.filter(target="variant")}
            told |= {one.after["value"] for one in journal.exclude(target="variant")}
            assert variant.value in told

    def check_that_the_journal_tells_the_whole_story(self):
        """Each line starts where the one before it ended, and the last one says what is stored."""
        now = dict.fromkeys([*ADDRESSES, "who"]) | {"name": "Les mardis"}
        written = Change.objects.filter(workbook=self.workbook).exclude(target="variant")
        for change in written.exclude(address__in=["", "deleted"]).order_by("id"):
            before = change.before["value"] if change.before else None
            assert before == now[change.address]
            now[change.address] = change.after["value"]
        assert now == self.present_values()

    def check_that_each_operation_had_one_effect(self):
        operations = Change.objects.filter(workbook=self.workbook, op_id__isnull=False).values_list(
            "op_id", flat=True
        )
        assert len(set(operations)) == len(operations)

    def save(self, who, name, value, base, op_id, *, is_new=True):
        if is_new:
            self.sent.append((who, name, value, base, op_id))
        stroke = {"value": value, "base": base, "by": self.people[who], "op_id": op_id}
        try:
            if name in self.rows:
                row, field = self.rows[name]
                saved = save_row_field(row=row, field=field, **stroke)
            else:
                saved = save_answer(sheet=new_sheet(self.workbook), address=name, **stroke)
        except AnswerConflict as conflict:
            self.check_kept(conflict.variant, value)
            self.bases[who][name] = conflict.base  # what the page then shows beside
        except OperationReused as reused:
            self.check_kept(reused.variant, value)
        else:
            assert saved.fingerprint == fingerprint(value)
            self.bases[who][name] = saved.fingerprint
        if value is not None:
            self.accepted.add((name, value))

    def check_kept(self, variant, value):
        assert variant.value == value

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
