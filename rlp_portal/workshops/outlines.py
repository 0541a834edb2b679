"""The agendas that a new workshop starts from."""

from dataclasses import dataclass

from rlp_portal.workshops.enums import StepKind, StepMode
from worksheets import catalogue


@dataclass(frozen=True, kw_only=True)
class Block:
    minutes: int
    title: str = ""  # of a talk or a break
    instrument: str = ""
    kind: str = StepKind.INSTRUMENT
    mode: str = StepMode.PHONES
    may_skip: bool = False

    @property
    def name(self):
        if self.instrument:
            return catalogue.latest(self.instrument).short_title
        return self.title or StepKind(self.kind).label


@dataclass(frozen=True, kw_only=True)
class Outline:
    key: str
    name: str
    purpose: str
    blocks: tuple[Block, ...]

    @property
    def minutes(self):
        return sum(block.minutes for block in self.blocks)

    @property
    def offered_minutes(self):
        return sum(block.minutes for block in self.offered_blocks)

    @property
    def said(self):
        """What it is for, and its steps in order."""
        return f"{self.purpose} {', '.join(block.name for block in self.offered_blocks)}."

    @property
    def offered_blocks(self):
        """Those whose sheet the catalogue holds."""
        known = {instrument.key for instrument in catalogue.all_latest()}
        return [block for block in self.blocks if not block.instrument or block.instrument in known]


def talk(title, minutes):
    return Block(kind=StepKind.TALK, title=title, minutes=minutes)


def pause(minutes):
    return Block(kind=StepKind.BREAK, title="Pause", minutes=minutes)


def importance(minutes):
    return Block(kind=StepKind.IMPORTANCE, minutes=minutes)


DISCOVERY = Outline(
    key="decouverte",
    name="Découverte",
    purpose="Un premier regard, en 90\u00a0minutes.",
    blocks=(
        talk("Accueil", 10),
        Block(instrument="continuum", minutes=30),
        Block(instrument="obstacles", minutes=15, may_skip=True),
        importance(20),
        talk("Suites et prochain pas", 15),
    ),
)
COLLABORATION = Outline(
    key="collaboration",
    name="Collaboration",
    purpose="Comment nous travaillons ensemble, en une demi-journée de trois heures.",
    blocks=(
        talk("Accueil", 10),
        Block(instrument="experiences", minutes=20),
        Block(instrument="continuum", minutes=35),
        pause(15),
        Block(instrument="approach", minutes=25, may_skip=True),
        Block(instrument="ladder", minutes=30),
        Block(instrument="formal_sectors", minutes=35, mode=StepMode.GROUP),
        talk("Retour", 10),
    ),
)
SUSTAINABILITY = Outline(
    key="perennite",
    name="Pérennité",
    purpose="Ce que nous voulons voir durer, et comment, en une demi-journée de trois heures.",
    blocks=(
        talk("Accueil", 10),
        Block(instrument="ft1", minutes=25),
        Block(instrument="ft2", minutes=15, may_skip=True),
        importance(20),
        pause(15),
        Block(instrument="ft3", minutes=45, mode=StepMode.GROUP),
        Block(instrument="ft7", minutes=35, mode=StepMode.GROUP),
        talk("Retour", 15),
    ),
)
OUTLINES = {outline.key: outline for outline in (DISCOVERY, COLLABORATION, SUSTAINABILITY)}
