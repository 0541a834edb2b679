"""What a group retained in a workshop, as a page or a PDF shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What the group retains; `value` is what went to the carnet, in words."""

    kind: str
    label: str
    value: str
    sentence: list[str]
    reservations: list[str]
