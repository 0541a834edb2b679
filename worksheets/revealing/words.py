"""The answers to one item, in words: the median, how far apart, how many, how many passed."""

from worksheets.diagrams.words import count, decimal, passing
from worksheets.revealing.pictures import values_shown
from worksheets.scoring import median
from worksheets.spread import spread_label

TOO_FEW = "trop peu de réponses pour les montrer"
UNKNOWN = "je ne sais pas"


def words_of(one):
    """« médiane 4, quelques écarts, 12 réponses, 2 je ne sais pas »."""
    said = [*(about_numbers(one) if one.item.is_numbered else about_choices(one)), answers_in_words(one)]
    if one.passed:
        said.append(f"{one.passed}\u00a0{UNKNOWN}")
    return ", ".join(filter(None, said)) or "aucune réponse"


def about_numbers(one):
    values = values_shown(one)
    if one.values and not values:
        return [TOO_FEW]
    if not values:
        return []
    return [f"médiane {decimal(median(values))}", spread_label(values) if one.item.is_rated else ""]


def about_choices(one):
    if not one.item.is_counted:
        return []
    options = [(option.label, one.count(option.key)) for option in one.item.choices]
    return [f"{number}\u00a0{passing(label)}" for label, number in options if number]


def answers_in_words(one):
    answered = one.people - one.passed
    return count(answered, "réponse", "réponses") if answered else ""
