"""« En un coup d’œil »: all that the group retains, on one page; the whole text is with each step. Pure."""

from dataclasses import dataclass, replace

from rlp_portal.reports.gather.typed import cut
from rlp_portal.ui.typography import count_words
from worksheets.diagrams.words import passing

ROOM = 40  # lines of text on what is left of the page
SIGNS_ON_A_LINE, SIGNS_OF_A_TITLE = 84, 26
BETWEEN_STEPS = 1  # a line, for the rule and its margins
LONGEST = 190  # signs of a sentence


@dataclass(frozen=True, kw_only=True)
class Told:
    """One outcome in a paragraph: its kind, then what it is about."""

    label: str
    about: str
    sentence: str
    rank: int  # what leaves the page last comes first

    @property
    def height(self):
        said = " ".join(filter(None, (self.label, self.about, self.sentence)))
        return len(said) // SIGNS_ON_A_LINE + 1


@dataclass(frozen=True, kw_only=True)
class GlanceStep:
    id: str
    title: str
    told: list[Told]
    left_out: int = 0

    @property
    def others(self):
        return f"Et {count_words(self.left_out, 'autre', 'autres')}, avec cette étape." if self.left_out else ""

    @property
    def height(self):
        lines = sum(one.height for one in self.told) + bool(self.left_out)
        return max(lines, len(self.title) // SIGNS_OF_A_TITLE + 1) + BETWEEN_STEPS


def glance_of(steps):
    """`steps`: (id, title, [(name of the question, Noted)]). Those where nothing was noted are left out."""
    found = [
        GlanceStep(id=id_, title=title, told=[told_of(name, noted) for name, noted in outcomes])
        for id_, title, outcomes in steps
        if outcomes
    ]
    while sum(step.height for step in found) > ROOM and (shortened := without_the_last(found)):
        found = shortened
    return found


def told_of(name, noted):
    sentence = cut(" ".join(noted.sentence), LONGEST)
    return Told(label=noted.label, about=about(name, noted.value), sentence=sentence, rank=rank_of(name, noted))


def about(name, value):
    """« Ressources : 4 sur 5 », « La remplissons-nous? Oui », « Nous le faisons… souvent »."""
    if not (name and value):
        return name or value
    if name.endswith("?"):
        return f"{name} {value}"
    return f"{name} {passing(value)}" if name.endswith("…") else f"{name}\u00a0: {passing(value)}"


def rank_of(name, noted):
    """About a whole step, then what was not agreed, then what has words."""
    return 0 if not name else 1 if noted.reservations else 2 if noted.sentence else 3


def without_the_last(steps):
    """Without the least of them, in the step that has the most; None when each step has one."""
    place = max(
        (place for place, step in enumerate(steps) if len(step.told) > 1),
        key=lambda place: (max(one.rank for one in steps[place].told), len(steps[place].told)),
        default=None,
    )
    if place is None:
        return None
    step = steps[place]
    last = max(range(len(step.told)), key=lambda at: (step.told[at].rank, at))
    kept = [one for at, one in enumerate(step.told) if at != last]
    lighter = replace(step, told=kept, left_out=step.left_out + 1)
    return [lighter if at == place else one for at, one in enumerate(steps)]
