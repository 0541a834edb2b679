"""What a sheet proposes and does not store: the level its grid leads to, a newspaper for its front pages."""

from worksheets import front_pages, schema
from worksheets.codes import MobilisationLevel
from worksheets.models import AnswerState
from worksheets.scoring import OFTEN, RARELY, SOMETIMES, Frequency, proposed_level

LEVEL_RULE = (
    "Elle retient le niveau le plus élevé que le groupe fait souvent; sinon, le plus élevé qu’il fait parfois; "
    "sinon, le premier."
)
FREQUENCIES = {"often": OFTEN, "sometimes": SOMETIMES, "rarely": RARELY}


def is_level(asked):
    return isinstance(asked, schema.ProposedLevel)


def level_proposed(instrument, asked, answers):
    """A MobilisationLevel, or None as long as the grid is blank. `answers`: {address: Answer}."""
    read = [answers.get(address) for address, field, _row in instrument.questions() if field.key == asked.reads]
    level = proposed_level([Frequency(noted=frequency_of(answer)) for answer in read])
    return MobilisationLevel(level) if level else None


def frequency_of(answer):
    if answer is None or answer.state != AnswerState.ANSWERED:
        return None
    return FREQUENCIES.get(answer.value)


def level_in_words(level):
    """« 3 – Coopération »; nothing for no level."""
    return f"{level} – {level.label}" if level else ""


def proposals(instrument, answers, *, group, today):
    """{address: what is proposed there, in words}. `group` is the name of the group that fills the sheet."""
    return levels_in_words(instrument, answers) | front_page_proposals(instrument, group=group, today=today)


def levels_in_words(instrument, answers):
    """{address: what the grid proposes there, in words}."""
    return {
        address: level_in_words(level_proposed(instrument, asked, answers))
        for address, asked, _row in instrument.questions()
        if is_level(asked)
    }


def level_note(instrument, asked, answers):
    """Said beside the level that a group noted: the one that its grid leads to, with the rule."""
    level = level_proposed(instrument, asked, answers) if is_level(asked) else None
    return f"La grille propose\u00a0: {level_in_words(level)}. {LEVEL_RULE}" if level else ""


def front_page_proposals(instrument, *, group, today):
    sections = [one for one in instrument.sections if one.layout == front_pages.LAYOUT]
    page = front_pages.proposed_front_page(group=group, today=today)
    named = {f"{key}.{row.key}": text for section in sections for row in section.rows for key, text in page.items()}
    return {**named, "scenario": front_pages.scenario(group=group, today=today)} if sections else {}
