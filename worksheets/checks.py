"""A mistake in the catalogue is said when the server starts, not by a page that breaks."""

from dataclasses import fields
from traceback import extract_tb

from django.core import checks

from worksheets import catalogue
from worksheets.schema import Field, Instrument, Phase, Row, Section

FOLDER = "worksheets/catalogue"
WORDS = {str: "un texte entre guillemets", int: "un nombre entier"}


@checks.register()
def catalogue_is_sound(app_configs, **options):
    found, errors = {}, []
    for name in catalogue.module_names():
        try:
            found[name] = catalogue.instruments_of(name)
        except Exception as error:  # noqa: BLE001 - whatever a module does wrong, its file is named
            errors.append(error_in(name, f"Le module ne se charge pas\u00a0: {reason(error, name)}", number="E001"))
    shapes = [
        error_in(name, fault, number="E002")
        for name, versions in found.items()
        for fault in faults_of_module(versions)
    ]
    return errors + shapes or twice(found)


def error_in(name, sentence, *, number):
    return checks.Error(f"{FOLDER}/{name}.py\u00a0: {sentence}", id=f"worksheets.{number}")


def reason(error, name):
    """Python's own words, with the last line of the module that was reached."""
    if isinstance(error, SyntaxError):
        return f"erreur de syntaxe à la ligne {error.lineno} ({error.msg})."
    lines = [one.lineno for one in extract_tb(error.__traceback__) if one.filename.endswith(f"/{name}.py")]
    place = f" à la ligne {lines[-1]}" if lines else ""
    return f"{type(error).__name__}{place} ({error})."


def faults_of_module(versions):
    if not isinstance(versions, tuple) or not all(isinstance(one, Instrument) for one in versions):
        return ["INSTRUMENT doit être un Instrument, et VERSIONS un tuple d’Instrument."]
    return [fault for instrument in versions for fault in faults_of(instrument)]


def faults_of(instrument):
    """A comma forgotten in « (Section(…),) », or a number without its quotes, are the usual ones."""
    for one in fields(instrument):
        if one.type in WORDS and not isinstance(getattr(instrument, one.name), one.type):
            return [f"{one.name} doit être {WORDS[one.type]}."]
    if instrument.phase not in list(Phase):
        return [f"phase vaut «\u00a0{instrument.phase}\u00a0». Écrivez Phase.BEFORE, DURING, AFTER ou FOLLOW_UP."]
    if not is_tuple_of(instrument.sections, Section) or not instrument.sections:
        return ["sections doit être un tuple de Section\u00a0: (Section(…),)."]
    for section in instrument.sections:
        if not is_tuple_of(section.fields, Field):
            return [f"Dans la section {section.key}, fields doit être un tuple de champs\u00a0: (LongText(…),)."]
        if not is_tuple_of(section.rows, Row):
            return [f"Dans la section {section.key}, rows doit être un tuple de Row\u00a0: (Row(…),)."]
    addresses = [address for address, _asked, _row in instrument.questions()]
    return [f"La clé de champ {address} sert plus d’une fois." for address in repeated(addresses)]


def is_tuple_of(values, kind):
    return isinstance(values, tuple) and all(isinstance(one, kind) for one in values)


def twice(found):
    """What two instruments may not share: a key in the same version, and, between keys, a code or a number."""
    named = [(name, one) for name, versions in found.items() for one in versions]
    errors = [
        checks.Error(
            f"{files_of(named, key=key, version=version)}\u00a0: "
            f"deux feuilles portent la clé {key} dans la version {version}.",
            id="worksheets.E003",
        )
        for key, version in repeated([(one.key, one.version) for _name, one in named])
    ]
    for attribute, word, number in [("code", "le code", "E004"), ("number", "le numéro", "E005")]:
        by_key = {(one.key, getattr(one, attribute)) for _name, one in named}
        errors += [
            checks.Error(
                f"{files_of(named, **{attribute: value})}\u00a0: deux feuilles portent {word} {value}.",
                id=f"worksheets.{number}",
            )
            for value in repeated(sorted(value for _key, value in by_key))
        ]
    return errors


def files_of(named, **wanted):
    names = {name for name, one in named if all(getattr(one, key) == value for key, value in wanted.items())}
    return ", ".join(f"{FOLDER}/{name}.py" for name in sorted(names))


def repeated(values):
    return [value for value in dict.fromkeys(values) if values.count(value) > 1]
