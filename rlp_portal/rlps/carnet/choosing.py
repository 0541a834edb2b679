"""Two versions of one field as a page shows them: what each says, what may be done, where it leads."""

from django.urls import reverse

from rlp_portal.rlps.carnet.queries import MATRIX_SHEET, OBJECT_SHEET, PLAN_SHEET, WHEEL_SHEETS
from rlp_portal.ui.typography import quebec_datetime
from worksheets.codes import Circle
from worksheets.joining import can_be_joined, inputs_of, joined
from worksheets.models import Change, Variant
from worksheets.rows import MATRIX_FIELDS, ROW_KINDS, control_id, row_address
from worksheets.variants import instrument_of
from worksheets.wording import words


def name_of(place):
    """The name that the field's inputs have on every page."""
    variant = place.variant
    return row_address(place.row, variant.address) if place.row is not None else variant.address


def label_of(place):
    if place.asked is None:
        return "Un champ d’une version précédente"
    if place.row is not None:
        return f"«\u00a0{place.row}\u00a0» – {place.asked.label}"
    if place.is_of_row:
        return f"{ROW_KINDS[place.variant.target].noun} à ajouter"
    return f"{place.table_row.label} – {place.asked.label}" if place.table_row else place.asked.label


def choice(round_, place, *, objects):
    """What a page needs to show the two versions and let one choose. `objects`: {public id: name}."""
    variant, args = place.variant, [round_.rlp.slug, round_.number]
    is_read = variant.reason != Variant.Reason.INVALID
    return {
        "id": variant.public_id,
        "variant": variant,
        "label": label_of(place),
        "sheet": sheet_of(place),
        "field_url": field_url(round_, place),
        "said": said_of(place),
        "mine": said_aside(place, objects),
        "theirs": words(place.asked, place.value, state=place.state, objects=objects) if place.is_writable else [],
        "base": place.base if place.is_writable else "",
        "is_writable": place.is_writable,
        "may_keep_mine": place.is_writable and is_read,
        "corrections": []
        if is_read or not place.is_writable
        else inputs_of(place.asked, name_of(place), variant.value),
        "joined": joined_inputs(place) if is_read else [],
        "settle_url": reverse("settle_variant", args=[*args, variant.public_id]),
        "recover_url": reverse("undelete_row", args=[*args, place.row.public_id]) if place.is_in_bin else "",
    }


def joined_inputs(place):
    variant = place.variant
    if not place.is_writable or not can_be_joined(place.asked, states=(variant.state, place.state)):
        return []
    return inputs_of(place.asked, name_of(place), joined(place.asked, variant.value, place.value))


def corrections(place):
    return inputs_of(place.asked, name_of(place), place.variant.value) if place.is_writable else []


def said_aside(place, objects):
    variant = place.variant
    if place.asked is None or variant.reason == Variant.Reason.INVALID:
        return texts_in(variant.value)
    return words(place.asked, variant.value, state=variant.state, objects=objects)


def texts_in(raw):
    """What a person typed, whatever its shape."""
    if isinstance(raw, dict):
        return [text for value in raw.values() for text in texts_in(value)]
    if isinstance(raw, list):
        return [text for value in raw for text in texts_in(value)]
    return [] if raw in (None, "") else [str(raw)]


def said_of(place):
    """Why this text is aside: « Paul Otis a écrit ceci le 12 novembre 2026 à 9 h 40, … »."""
    variant = place.variant
    who = variant.author or "Quelqu’un"
    when = quebec_datetime(variant.at)
    if place.is_in_bin:
        return f"{who} a écrit ceci le {when}, dans une ligne qui est à la corbeille."
    if not place.is_writable:
        return f"{who} a écrit ceci le {when}. Ce texte n’a plus de place dans le carnet\u00a0: copiez-le au besoin."
    if variant.reason == Variant.Reason.INVALID:
        return f"{who} a écrit ceci le {when}. Le champ n’a pas pu le prendre tel quel."
    return f"{who} a écrit ceci le {when}, pendant que quelqu’un d’autre changeait le champ."


def sheet_of(place):
    """The key of the sheet that shows the field; "" for a text whose sheet is not known."""
    if place.is_of_row:
        return sheet_of_row(place)
    return place.variant.sheet.instrument_key if place.variant.sheet else ""


def field_url(round_, place):
    key = sheet_of(place)
    if not key or place.asked is None:
        return ""
    args = [round_.rlp.slug, round_.number]
    if place.is_of_row:
        anchor = f"#{control_id(place.row.public_id, place.asked.key)}" if place.is_writable else ""
        return page_of_row(place, args) + anchor
    return section_url(args, place) + f"#q-{place.variant.address.replace('.', '-')}"


def sheet_of_row(place):
    """The sheet that lists such a row; for an actor, the one that asks this of it."""
    target = place.variant.target
    if target == Change.Target.ACTOR:
        return MATRIX_SHEET if place.variant.address in MATRIX_FIELDS else wheel_sheet_of(place)
    if target == Change.Target.SECTOR:
        return wheel_sheet_of(place)
    return OBJECT_SHEET if target == Change.Target.OBJECT else PLAN_SHEET


def wheel_sheet_of(place):
    circle = getattr(place.row, "circle_in_force", getattr(place.row, "circle", ""))
    return WHEEL_SHEETS.get(circle, WHEEL_SHEETS[Circle.FORMAL])


def page_of_row(place, args):
    """The page where the row's field is written."""
    target, key = place.variant.target, sheet_of_row(place)
    if target == Change.Target.OBJECT:
        return reverse("objects", args=args)
    if target == Change.Target.ACTOR and key != MATRIX_SHEET:
        return reverse("actors", args=args)
    return reverse("sheet", args=[*args, key])


def section_url(args, place):
    """The page of the sheet where the question is asked."""
    instrument, asked = instrument_of(place.variant), place.asked
    first, *others = instrument.sections
    section = next((one for one in others if asked in one.fields), first)
    if section is first:
        return reverse("sheet", args=[*args, instrument.key])
    return reverse("sheet_section", args=[*args, instrument.key, section.key])
