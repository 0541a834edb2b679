"""The instruments, one module each, found by themselves: adding an instrument is adding a module.

A module of this package defines `INSTRUMENT`, or `VERSIONS` (a tuple, oldest first) once a second version exists.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules


class UnknownInstrument(LookupError):
    """No instrument has this key, or not in this version."""


def module_names():
    return [module_info.name for module_info in iter_modules(__path__)]


def instruments_of(name):
    """The versions that one module holds, oldest first."""
    module = import_module(f"{__name__}.{name}")
    return getattr(module, "VERSIONS", None) or (module.INSTRUMENT,)


@cache
def _published():
    """{key: {version: Instrument}}, keys in the order of the pack."""
    found = [instrument for name in module_names() for instrument in instruments_of(name)]
    published = {}
    for instrument in sorted(found, key=lambda one: (one.number, one.version)):
        versions = published.setdefault(instrument.key, {})
        if instrument.version in versions:
            raise ValueError(f"Two instruments are {instrument.key} version {instrument.version}.")
        versions[instrument.version] = instrument
    return published


def get(key, version):
    try:
        return _published()[key][version]
    except KeyError:
        raise UnknownInstrument(key, version) from None


def latest(key):
    try:
        versions = _published()[key]
    except KeyError:
        raise UnknownInstrument(key) from None
    return versions[max(versions)]


def all_latest():
    """The newest version of every instrument still offered, in the order of the pack."""
    newest = [versions[max(versions)] for versions in _published().values()]
    return [instrument for instrument in newest if not instrument.retired]


def all_versions():
    return [instrument for versions in _published().values() for instrument in versions.values()]
