"""Why a document cannot be read: words that the program sends, and that the server turns into sentences."""

DAMAGED, LOCKED, TOO_LONG, TOO_MANY_PAGES = "damaged", "locked", "too_long", "too_many_pages"
ONLY_IMAGES, EMPTY, RISKY, OTHER_FORMAT = "only_images", "empty", "risky", "other_format"

MOST_SIGNS = 1_500_000  # of a whole text: three hundred full pages


class Unreadable(Exception):
    """`str(error)` is one of the words above."""
