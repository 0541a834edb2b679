"""The registry of actors as people read it: twins, the lines of a paste, the wedges of a wheel. Pure functions."""

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from worksheets.cleaning import Refused, clean_text
from worksheets.codes import Circle, Involvement
from worksheets.folding import fold
from worksheets.rows import MATRIX_FIELDS

LONGEST = 180
CLOSE = 0.8  # from here on, two names may be one misspelt
BEFORE_SECTOR = re.compile(r"\s+[–—-]\s+|\t")
EXAMPLES = {
    Circle.FORMAL: (
        *("Petite enfance", "Santé et services sociaux", "Scolaire", "Municipal", "Communautaire Famille"),
        *("Emploi et entreprises", "Philanthropie", "Bibliothèques et loisirs", "Médias", "Sécurité publique"),
    ),
    Circle.INFORMAL: (
        *("Parents", "Grands-parents", "Voisinage", "Groupes de parents", "Communautés culturelles"),
        *("Personnes nouvellement arrivées", "Bénévoles", "Sports et loisirs", "Groupes en ligne"),
        *("Leaders naturels", "Lieux de culte"),
    ),
}


# ---- Who is already there --------------------------------------------------------------------------------------


def twin_of(actors, *, name, organisation="", but=None):
    """The actor that bears this name, whatever its case, accents and spaces; None.

    Two people of two organisations may have one title: a name is another one where both organisations are known
    and differ.
    """
    wanted = fold(name), fold(organisation)
    return next((one for one in actors if one != but and is_twin(key_of(one), wanted)), None)


def key_of(actor):
    return fold(actor.name), fold(actor.organisation)


def is_twin(one, other):
    (name, organisation), (other_name, other_organisation) = one, other
    return name == other_name and (not organisation or not other_organisation or organisation == other_organisation)


def actor_from(person, *, sectors):
    """What a row of a list of people becomes in the registry; a sector that no diagram names stays in its words."""
    sector = sector_named(sectors, person["sector"])
    return {
        "name": person["name"] or person["organisation"],
        "organisation": person["organisation"] if person["name"] else "",
        "sector": sector,
        "other_sector": "" if sector else person["sector"],
    }


def looks_like(one, other):
    """Whether two actors may be one under two names: « CPE Les Lutins », « Les Lutins »."""
    mine, theirs = fold(one.name), fold(other.name)
    if mine in theirs or theirs in mine:
        return True
    alike = SequenceMatcher(None, mine, theirs, autojunk=False)
    return alike.real_quick_ratio() >= CLOSE and alike.quick_ratio() >= CLOSE and alike.ratio() >= CLOSE


def sector_named(sectors, name):
    """The sector of this name, whatever its case, accents and spaces; None."""
    wanted = fold(name)
    return next((one for one in sectors if fold(one.name) == wanted), None) if wanted else None


def sector_groups(sectors):
    """[(« Secteur formel », its sectors)], for a list of choices."""
    groups = [(circle.label, [one for one in sectors if one.circle == circle]) for circle in Circle]
    return [(label, found) for label, found in groups if found]


# ---- A list that is pasted ---------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class PastedLine:
    """One line of a pasted list. `doubt` says why it is to be looked at; `said` why it cannot be added."""

    number: int
    raw: str
    name: str = ""
    organisation: str = ""
    sector: str = ""
    doubt: str = ""
    said: str = ""

    @property
    def is_plain(self):
        return not self.doubt and not self.said

    @property
    def in_words(self):
        said = ", ".join(part for part in (self.name, self.organisation) if part)
        return f"{said} – {self.sector}" if self.sector else said


@dataclass(frozen=True)
class Pasted:
    lines: list

    @property
    def plain(self):
        return [one for one in self.lines if one.is_plain]

    @property
    def doubtful(self):
        return [one for one in self.lines if one.doubt]

    @property
    def refused(self):
        return [one for one in self.lines if one.said]


def read_pasted(text, *, actors):
    """« nom », « nom, organisme » or « nom – secteur », one a line; blank lines are skipped.

    Told: those that the registry or an earlier line has already.
    """
    read, known, registered = [], {}, by_folded_name(actors)
    for number, raw in enumerate(text.splitlines(), start=1):
        if raw.strip():
            line = read_line(raw.strip(), number=number)
            read.append(line if line.said else doubted(line, registered=registered, known=known))
    return Pasted(read)


def read_line(raw, *, number):
    rest, *sectors = BEFORE_SECTOR.split(raw, maxsplit=1)
    name, _comma, organisation = rest.partition(",")
    try:
        parts = [clean_text(one, limit=LONGEST, multiline=False).value for one in (name, organisation, *sectors)]
    except Refused as refusal:
        return PastedLine(number=number, raw=raw, said=str(refusal))
    name, organisation, sector = (*(one or "" for one in parts), "")[:3]
    if not name:
        return PastedLine(number=number, raw=raw, said="Le nom manque. Écrivez-le au début de la ligne.")
    return PastedLine(number=number, raw=raw, name=name, organisation=organisation, sector=sector)


def doubted(line, *, registered, known):
    """`known` holds the lines read before, by their folded name; this one joins them."""
    key = fold(line.name), fold(line.organisation)
    earlier = next((one for key_, one in known.get(key[0], ()) if is_twin(key_, key)), None)
    known.setdefault(key[0], []).append((key, line))
    twin = next((one for one in registered.get(key[0], ()) if is_twin(key_of(one), key)), None)
    if twin:
        return replace(line, doubt=f"Semble déjà inscrit\u00a0: «\u00a0{twin.name}\u00a0».")
    return replace(line, doubt=f"Répète la ligne\u00a0{earlier.number}.") if earlier else line


def by_folded_name(actors):
    """{folded name: actors}, so that 500 lines are not compared with 500 actors."""
    found = {}
    for one in actors:
        found.setdefault(fold(one.name), []).append(one)
    return found


# ---- A wheel -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Wedge:
    """A wedge of a wheel."""

    number: int
    sector: object
    involved: list = field(default_factory=list)
    to_mobilise: list = field(default_factory=list)

    @property
    def is_empty(self):
        return not self.involved and not self.to_mobilise


@dataclass(frozen=True, kw_only=True)
class Wheel:
    """`unplaced` are the actors of the circle that are in no sector, or in one that was removed."""

    circle: str
    named: list
    unplaced: list

    @property
    def involved_count(self):
        return sum(len(one.involved) for one in self.named)

    @property
    def to_mobilise_count(self):
        return sum(len(one.to_mobilise) for one in self.named)

    @property
    def without_involved(self):
        """The sectors where nobody is involved yet."""
        return [one for one in self.named if not one.involved]


def wheel_of(circle, *, sectors, actors):
    """The wheel of a circle, of what is kept."""
    kept = [one for one in sectors if one.circle == circle and one.deleted_at is None]
    kept.sort(key=lambda one: (one.place, one.pk))
    present = [one for one in actors if one.deleted_at is None]
    placed = {one.pk for one in kept}
    return Wheel(
        circle=circle,
        named=[wedge_of(number, sector, present) for number, sector in enumerate(kept, start=1)],
        unplaced=[one for one in present if one.circle_in_force == circle and one.sector_id not in placed],
    )


def wedge_of(number, sector, actors):
    inside = [one for one in actors if one.sector_id == sector.pk]
    return Wedge(
        number=number,
        sector=sector,
        involved=[one for one in inside if one.involvement == Involvement.INVOLVED],
        to_mobilise=[one for one in inside if one.involvement == Involvement.TO_MOBILISE],
    )


def in_matrix(actors):
    """Those that the sheet is about: what was begun comes first, then those to mobilise."""
    wanted = [one for one in actors if is_analysed(one) or not one.is_involved]
    return sorted(wanted, key=lambda one: (not is_analysed(one), one.pk))


def is_analysed(actor):
    """Whether the group wrote something of it."""
    return any(getattr(actor, key) for key in MATRIX_FIELDS)


# ---- In words ----------------------------------------------------------------------------------------------------


def wheel_in_words(circle, *, sectors, actors):
    """« Scolaire : a) École du Boisé; b) Service de garde », one line for each sector."""
    wheel = wheel_of(circle, sectors=sectors, actors=actors)
    lines = [wedge_in_words(one) for one in wheel.named]
    if wheel.unplaced:
        lines.append(f"Sans secteur\u00a0: {', '.join(one.name for one in wheel.unplaced)}")
    return lines


def wedge_in_words(wedge):
    lists = [("a) ", wedge.involved), ("b) ", wedge.to_mobilise)]
    said = "; ".join(letter + ", ".join(one.name for one in actors) for letter, actors in lists if actors)
    return f"{wedge.sector.name}\u00a0: {said or 'personne encore'}"


def actors_in_words(actors):
    return [actor_in_words(one) for one in in_matrix(actors)]


def actor_in_words(actor):
    who = ", ".join(part for part in (actor.name, actor.organisation) if part)
    return f"{who} ({actor.get_involvement_display().lower()})"
