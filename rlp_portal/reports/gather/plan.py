from dataclasses import dataclass

from rlp_portal.reports.gather.typed import own_words
from rlp_portal.ui.typography import quebec_date
from worksheets.plan import plan_groups


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    measure: str
    who: str
    when: str
    needs: str
    object: str
    status: str
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class PlanPart:
    groups: list[tuple[str, list[PlanRow]]]  # a strategy's label, its measures
    note: str = ""

    @property
    def rows(self):
        return [row for _label, rows in self.groups for row in rows]


def plan_part(carnet):
    return plan_of_lines(carnet.plan_lines, today=carnet.today)


def plan_of_lines(lines, *, today):
    groups = plan_groups(lines, today=today)
    return PlanPart(
        groups=[
            (group.strategy.label, [plan_row(line, today=today) for line in group.lines])
            for group in groups
            if group.lines
        ]
    )


def plan_row(line, *, today):
    return PlanRow(
        measure=own_words(line.measure),
        who=own_words(line.who),
        when=quebec_date(line.when) if line.when else "",
        needs=own_words(line.needs),
        object=own_words(line.object.name) if line.object else "",
        status=line.get_status_display(),
        is_overdue=line.is_overdue(today),
    )
