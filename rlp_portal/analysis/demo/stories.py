"""What the fixtures tell, as plain data."""

import tomllib
from dataclasses import dataclass

from django.conf import settings

PLANS = settings.BASE_DIR / "fixtures" / "action_plans"
SYNTHESIS = settings.BASE_DIR / "fixtures" / "synthesis.toml"
ABOUT = ("public_id", "title", "dated_on", "period_start", "period_end", "author_role")


@dataclass(frozen=True)
class PlanStory:
    """`codings`, `second_codings`: each a quotation and what was said of it, by the first and the second reader."""

    rlp: str
    text: str
    origin: str
    about: dict
    codings: list
    second_codings: list


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rlp_stories():
    return read(PLANS / "rlps.toml")["rlps"]


def plan_stories():
    return [plan_story(path) for path in sorted(PLANS.glob("*.txt"))]


def plan_story(path):
    told = read(path.with_suffix(".toml"))
    return PlanStory(
        rlp=told["rlp"],
        text=path.read_text(encoding="utf-8").strip(),
        origin=told["origin"],
        about={name: told[name] for name in ABOUT},
        codings=told["codings"],
        second_codings=told.get("second_codings", []),
    )


def synthesis_story():
    return read(SYNTHESIS)
