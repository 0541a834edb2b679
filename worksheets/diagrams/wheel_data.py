"""What a sector wheel shows, in data, in words and as a table."""

from dataclasses import dataclass

from worksheets.diagrams.table import Table
from worksheets.diagrams.text import clean
from worksheets.diagrams.words import count, listed

LEAST, MOST = 4, 12
NOBODY = "personne encore"
UNNAMED = "sans nom"


class TooManySectors(ValueError):
    """A wheel holds at most twelve."""


@dataclass(frozen=True)
class WedgeData:
    name: str
    involved: tuple[str, ...] = ()
    to_mobilise: tuple[str, ...] = ()

    @property
    def is_empty(self):
        return not (self.involved or self.to_mobilise)


@dataclass(frozen=True)
class Slice:
    """A wedge as it is drawn; `joined` are those involved who were not before."""

    number: int
    data: WedgeData
    joined: frozenset[str] = frozenset()

    @property
    def heading(self):
        name = clean(self.data.name).strip()
        return f"{self.number} · {name}" if name else str(self.number)

    @property
    def name(self):
        return clean(self.data.name).strip() or f"secteur {self.number} {UNNAMED}"


@dataclass(frozen=True)
class Wheel:
    """What a view draws."""

    title: str
    slices: tuple[Slice, ...]
    before: tuple[WedgeData, ...] | None

    @property
    def involved(self):
        return sum(len(one.data.involved) for one in self.slices)

    @property
    def to_mobilise(self):
        return sum(len(one.data.to_mobilise) for one in self.slices)

    @property
    def joined(self):
        return [name for one in self.slices for name in one.data.involved if folded(name) in one.joined]


def wheel_of(wedges, *, title, before=None):
    """At least four wedges are drawn, those that are missing empty and numbered."""
    wedges = list(wedges)
    if len(wedges) > MOST:
        raise TooManySectors(len(wedges))
    wedges += [WedgeData("")] * (LEAST - len(wedges))
    joined = newly_involved(wedges, before)
    slices = tuple(Slice(number, data, joined) for number, data in enumerate(wedges, start=1))
    return Wheel(clean(title), slices, tuple(before) if before is not None else None)


def newly_involved(wedges, before):
    """The folded names of those involved now who were not in the round before."""
    if before is None:
        return frozenset()
    return names_involved(wedges) - names_involved(before)


def names_involved(wedges):
    return frozenset(folded(name) for wedge in wedges for name in wedge.involved)


def folded(name):
    return " ".join(name.casefold().split())


def table_of_wheel(wedges, *, title, before=None):
    wheel = wheel_of(wedges, title=title, before=before)
    columns = ("Secteur", "a) Déjà impliqués", "b) À mobiliser")
    return Table(
        f"{wheel.title}, en tableau",
        columns if before is None else (*columns, "Devenus impliqués depuis la démarche précédente"),
        tuple(row_of(one, is_compared=before is not None) for one in wheel.slices),
    )


def row_of(one, *, is_compared):
    cells = [one.heading, said_names(one.data.involved), said_names(one.data.to_mobilise)]
    if is_compared:
        joined = [name for name in one.data.involved if folded(name) in one.joined]
        cells.append("; ".join(joined) or "–")
    return tuple(cells)


def said_names(names):
    return "; ".join(names) or NOBODY


def in_words(wheel):
    """What the wheel shows: how many, where nobody is yet, and who joined."""
    named = [one for one in wheel.slices if one.data.name.strip() or not one.data.is_empty]
    if not named:
        return f"{wheel.title}\u00a0: aucun secteur n’est encore nommé."
    said = [
        f"{wheel.title}\u00a0: {count(len(named), 'secteur', 'secteurs')}, "
        f"{count(wheel.involved, 'acteur déjà impliqué', 'acteurs déjà impliqués')}, "
        f"{wheel.to_mobilise}\u00a0à mobiliser."
    ]
    nobody = [one.name for one in named if not one.data.involved]
    if nobody:
        said.append(f"Personne n’est encore impliqué dans {listed(nobody)}.")
    if wheel.before is not None:
        said.append(joined_words(wheel))
    return " ".join(said)


def joined_words(wheel):
    joined = wheel.joined
    if not joined:
        return "Personne ne s’est joint depuis la démarche précédente."
    became = "est devenu impliqué" if len(joined) == 1 else "sont devenus impliqués"
    return f"Depuis la démarche précédente, {listed(joined)} {became}."
