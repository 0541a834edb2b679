"""How to lead each sheet: the texts of `guidance/`, one file for each instrument, in parts."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "guidance"
TITLE, POINT = "## ", "- "


@dataclass(frozen=True)
class Part:
    """« Présenter », « À lire à voix haute », « Pièges », « À noter », « Durée »."""

    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]


@cache
def guide_of(key):
    """[Part] of the instrument of this key."""
    parts = (FOLDER / f"{key}.md").read_text().split(f"\n{TITLE}")
    return tuple(map(part_of, parts))


def part_of(text):
    title, *lines = [line.strip() for line in text.removeprefix(TITLE).splitlines() if line.strip()]
    return Part(
        title,
        paragraphs=tuple(line for line in lines if not line.startswith(POINT)),
        points=tuple(line.removeprefix(POINT) for line in lines if line.startswith(POINT)),
    )
