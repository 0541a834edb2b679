"""French dates and numbers inside a drawing: the engine leans on nothing of the portal. The months are Django's."""

from django.utils.dates import MONTHS

LATE = "après coup"  # drawn hollow
SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc.")


def long_date(day):
    """« 18 novembre 2026 », in one piece."""
    return f"{'1er' if day.day == 1 else day.day}\u00a0{MONTHS[day.month]}\u00a0{day.year}"


def short_date(day):
    return f"{SHORT_MONTHS[day.month - 1]}\u00a0{day.year}"


def decimal(number):
    """4, or 3,5: one decimal at most, with a comma."""
    rounded = round(float(number), 1)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded).replace(".", ",")


def count(number, one, several):
    """« 1 acteur », « 2 acteurs »; zero is singular in French."""
    return f"{number}\u00a0{several if number > 1 else one}"


def of_late(late):
    """« dont 1 après coup »: some answered after the reveal."""
    return f"dont\u00a0{late}\u00a0{LATE}" if late else ""


def with_late(number, late):
    """« 3, dont 1 après coup »."""
    return ", ".join(filter(None, [str(number), of_late(late)]))


def listed(names):
    """« a », « a et b », « a, b et c »."""
    *first, last = names
    return f"{', '.join(first)} et {last}" if first else last


def passing(label):
    """A label inside a sentence: « Institutionnalisation » → « institutionnalisation », but « RLP » stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
