"""What a room sees of the answers to a step, once they are revealed: pictures, open answers that were read, words.

The projected screen, the console and the bilan read it. Nothing here looks at `step.shows_answers`: whoever shows it
to the room does.
"""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from rlp_portal.ui.typography import typeset
from rlp_portal.workshops import queries
from rlp_portal.workshops.agenda import Asked, title_of
from rlp_portal.workshops.enums import Anonymity, CardState
from rlp_portal.workshops.ideas import Idea, IdeasPage, lay_out
from rlp_portal.workshops.models import Outcome
from worksheets.naming import names_in
from worksheets.revealing import is_drawn, names_of, page_of_item, pages_of
from worksheets.schema import MultipleChoice, RowChoice
from worksheets.wording import words

PROJECTED = (CardState.SHOWN, CardState.KEPT)
RUNGS = "rungs"  # the picture that does not name what it is about
PAGE_SIGN = "#"  # « instrument/adresse#2 »: the second page that begins with this item


@dataclass(frozen=True)
class ShownPage:
    """One screen: a drawing or open answers. `mark` names it in `Step.current_item`."""

    mark: str
    title: str
    keys: tuple[str, ...]
    figure: object = None
    hall: object = None
    ideas: IdeasPage | None = None


class Revealed:
    """Queries: two for the answers, one for the outcomes; one for the cards where something is open."""

    def __init__(self, step, asked=None):
        self.step, self.asked = step, asked or Asked(step)

    @cached_property
    def rounds(self):
        tour = self.step.round_number
        return queries.results_of_rounds(self.step, [tour - 1, tour] if tour > 1 else [tour], asked=self.asked)

    @property
    def gathered(self):
        return self.rounds[self.step.round_number]

    @property
    def before(self):
        return self.rounds.get(self.step.round_number - 1, {})

    @cached_property
    def outcomes(self):
        """{item: Outcome}; drafts too."""
        return {one.item: one for one in Outcome.objects.filter(step=self.step)}

    @cached_property
    def noted(self):
        """{item: what the group retains}, where it was recorded in this workshop."""
        return {
            item: one.value["value"]
            for item, one in self.outcomes.items()
            if one.recorded_at and one.value and one.value["value"] is not None
        }

    @cached_property
    def cards(self):
        return queries.cards_of(self.step) if any(one.texts for one in self.gathered.values()) else {}

    @cached_property
    def row_names(self):
        """Of the carnet's rows that an answer may name."""
        if not any(isinstance(item.asked, RowChoice) for item in self.asked.items):
            return {}
        return names_in(self.step.workshop.carnet_id)

    @cached_property
    def names(self):
        """{item: what it is called}: beside the others of its picture, or by its question."""
        drawn = names_of([item for item in self.asked.items if is_drawn(item)])
        return {item.key: drawn.get(item.key, item.label) for item in self.asked.items}

    # ---- Pages

    @cached_property
    def pages(self):
        """[ShownPage]: the drawings, then the open answers, question by question."""
        title = title_of(self.step)
        drawn = pages_of(self.gathered, title=title, names=self.names, before=self.before, noted=self.noted)
        pages = [(self.placed(page), page.keys, {"figure": page.figure, "hall": page.hall}) for page in drawn]
        pages += [
            (self.question(one.item), (one.item.key,), {"ideas": ideas})
            for one in self.gathered.values()
            for ideas in self.idea_pages(one)
        ]
        return list(marked(pages))

    @property
    def figures_to_keep(self):
        """The pictures for after the workshop, less what few answered: paper goes further than a screen."""
        names = {key: typeset(name) for key, name in self.names.items()}
        about = {"names": names, "before": of_enough(self.before), "noted": self.noted}
        pages = pages_of(of_enough(self.gathered), title=title_of(self.step), **about)
        return [page.figure for page in pages]

    def placed(self, page):
        """What stands on the ladder, where a page draws it for one thing alone; other pictures name their rows."""
        return self.names[page.keys[0]] if page.figure.name == RUNGS and len(page.keys) == 1 else ""

    def question(self, item):
        return item.label if item.is_open else f"{item.label} (en mots)"

    def idea_pages(self, one):
        """None where nothing open was asked, or written."""
        if not (one.item.is_open or one.texts):
            return []
        return lay_out(self.ideas_shown(one), received=len(one.texts))

    def ideas_shown(self, one):
        shown = [self.signed_idea(one.item, text) for text in one.texts if self.state_of(text) in PROJECTED]
        return sorted(shown, key=lambda idea: idea.group_position)

    def signed_idea(self, item, answer):
        """With the first name of whoever gave one, where the step shows them: in the room, and nowhere afterwards."""
        idea = self.idea(item, answer)
        is_signed = self.step.anonymity == Anonymity.FIRST_NAMES and answer.first_name
        return replace(idea, text=f"{idea.text} – {answer.first_name}") if is_signed else idea

    def state_of(self, answer):
        """None: nobody decided yet."""
        card = self.cards.get(answer.pk)
        return card.state if card else None

    def idea(self, item, answer):
        card = self.cards.get(answer.pk)
        group = card.group if card else None
        return Idea(
            text=(card.wording if card else "") or self.words_of(item, answer),
            group=group.name if group else "",
            group_position=(0, group.position, group.pk) if group else (1, 0, 0),
            is_kept=bool(card) and card.state == CardState.KEPT,
        )

    def words_of(self, item, answer):
        if isinstance(item.asked, MultipleChoice):
            return answer.value["other"]
        return " · ".join(words(item.asked, answer.value, objects=self.row_names))

    def page_at(self, mark):
        """The page of this mark, else the first with this item, else the first; None when there is none."""
        key = item_of(mark)
        by_mark = (page for page in self.pages if page.mark == mark)
        by_item = (page for page in self.pages if key and key in page.keys)
        return next(by_mark, None) or next(by_item, None) or next(iter(self.pages), None)

    def page_of(self, key):
        """One item alone."""
        one = self.gathered.get(key)
        if one is None:
            return None
        if is_drawn(one.item):
            name = self.names[key]
            page = page_of_item(one, name=name, before=self.before, noted=self.noted)
            return ShownPage(key, name, (key,), figure=page.figure, hall=page.hall)
        return next((page for page in self.pages if key in page.keys), None)


def of_enough(gathered):
    """Who came late is seen in the room; on paper it would tell few apart from the others."""
    return {key: replace(one, late=Counter()) for key, one in gathered.items() if one.has_enough}


def marked(pages):
    """Each page under a mark of its own."""
    seen = {}
    for title, keys, content in pages:
        seen[keys[0]] = place = seen.get(keys[0], 0) + 1
        yield ShownPage(keys[0] if place == 1 else f"{keys[0]}{PAGE_SIGN}{place}", title, keys, **content)


def item_of(mark):
    """The item of « instrument/adresse#2 »."""
    return mark.partition(PAGE_SIGN)[0]
