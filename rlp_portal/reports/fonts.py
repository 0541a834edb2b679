"""The fonts that a PDF carries."""

from pathlib import Path

from django.conf import settings

# The name in `app:…`, and the same file in npm's folders, for when the theme is not compiled.
FONTS = {
    "literata-600.woff2": "literata-latin-600-normal.woff2",
    "literata-ext-600.woff2": "literata-latin-ext-600-normal.woff2",
    "source-sans-3-400.woff2": "source-sans-3-latin-400-normal.woff2",
    "source-sans-3-600.woff2": "source-sans-3-latin-600-normal.woff2",
    "source-sans-3-ext-400.woff2": "source-sans-3-latin-ext-400-normal.woff2",
    "source-sans-3-ext-600.woff2": "source-sans-3-latin-ext-600-normal.woff2",
}


def font_paths():
    found = {}
    for name, npm_name in FONTS.items():
        places = [Path(folder) / one for folder in settings.FONT_FOLDERS for one in (name, npm_name)]
        path = next((place for place in places if place.is_file()), None)
        if path:
            found[name] = str(path)
    return found
