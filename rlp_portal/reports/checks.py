"""Said when the server starts, not when the first PDF is asked for."""

import ctypes

from django.core import checks

from rlp_portal.reports.fonts import FONTS, font_paths
from rlp_portal.reports.refusals import PdfUnavailable

FONTS_MISSING = "Des polices manquent pour les PDF. Lancez « make run »."
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


@checks.register()
def pango_is_installed(app_configs, **options):
    missing = [name for name in LIBRARIES if not is_present(name)]
    return [checks.Warning(PdfUnavailable.message, hint=", ".join(missing), id="reports.W001")] if missing else []


@checks.register()
def fonts_are_installed(app_configs, **options):
    missing = sorted(set(FONTS) - set(font_paths()))
    return [checks.Warning(FONTS_MISSING, hint=", ".join(missing), id="reports.W002")] if missing else []


def is_present(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
