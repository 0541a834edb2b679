from dataclasses import dataclass, field

from django.conf import settings

from worksheets.diagrams.text import find_measure
from worksheets.models import AnswerState
from worksheets.shown import ShownQuestion


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A sheet to draw; `before`: by address, what may be compared of the same sheet in another round."""

    title: str
    questions: list[ShownQuestion]
    before: dict[str, ShownQuestion] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet, *, before=None):
        compared = {one.address: one for one in before.questions} if before else {}
        return cls(title=sheet.title, questions=sheet.questions, before=compared)

    def named(self, key):
        """The questions of a field, in the order of its rows."""
        return [one for one in self.questions if one.address.partition(".")[0] == key]

    def value_before(self, asked):
        """On its scale."""
        other = self.before.get(asked.address)
        return other.scale.value if other and other.scale else None

    def chosen_before(self, asked):
        other = self.before.get(asked.address)
        return other.choices.chosen if other and other.choices else None


def is_passed(asked):
    return asked.state == AnswerState.PASSED


def measure():
    return find_measure(settings.FONT_FOLDERS)
