"""From a value as JSON holds it to one as the carnet stores it: by the kind of its field, as if it had been typed."""

from django.utils.datastructures import MultiValueDict

from worksheets.cleaning import Refused
from worksheets.kinds import kind_of

WRONG_SHAPE = "La forme de cette valeur n’est pas celle de la question."


def clean_held(asked, held):
    """The value to store; raises Refused."""
    return kind_of(asked).clean(asked, typed(held, blank=kind_of(asked).read(MultiValueDict(), ""))).value


def typed(held, *, blank):
    """What an input would have sent. `blank` is what it sends when nothing is typed: the shape to have."""
    if held is None:
        return blank
    if isinstance(blank, dict) and isinstance(held, dict) and set(held) <= set(blank):
        return {part: typed(held.get(part), blank=empty) for part, empty in blank.items()}
    if isinstance(blank, list) and isinstance(held, list):
        return [typed(one, blank=None) for one in held]
    if blank is None and isinstance(held, str | int) and not isinstance(held, bool):
        return str(held)
    raise Refused(WRONG_SHAPE)
