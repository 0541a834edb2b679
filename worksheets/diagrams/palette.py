"""The one palette of the diagrams: literal colours, since WeasyPrint reads no CSS variable inside an SVG.

The four strategy colours were computed to stay apart for every colour vision; the shape carries the identity in grey.
"""

from dataclasses import dataclass
from enum import StrEnum

from worksheets.codes import Strategy

PAPER = "#FFFDF8"
WHITE = "#FFFFFF"
SAND = "#F4EFE6"
INK = "#23302F"
INK_2 = "#566362"
EDGE = "#7C8987"
RULE = "#D9DED9"
TEAL = "#0F5E63"
TEAL_TINT = "#DCEBEA"
TEAL_QUARTER = "#C3D5D3"  # a quarter of teal on paper
EARTH = "#A84A12"
EARTH_TINT = "#F6E3D3"
EARTH_HATCH = "#E3B48E"
BROWN = "#8C6B4F"
SEQUENCE = ("#F4EFE6", "#CFE3E0", "#8EC1BE", "#2F7B80", "#0A464A")  # five classes, darker and darker


class Shape(StrEnum):
    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CROSS = "cross"


@dataclass(frozen=True)
class Look:
    colour: str
    shape: Shape


STRATEGY_LOOKS = {
    Strategy.INSTITUTIONALISATION: Look("#12436D", Shape.CIRCLE),
    Strategy.POLICY: Look("#5B3A29", Shape.SQUARE),
    Strategy.COMMUNITY: Look("#28A197", Shape.TRIANGLE),
    Strategy.RESOURCES: Look("#C8641B", Shape.DIAMOND),
}
