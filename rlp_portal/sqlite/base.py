"""The engine that settings name."""

from functools import lru_cache

from django.db.backends.sqlite3 import base

MOST_KEPT, LONGEST_KEPT = 500, 8000  # statements, characters of one


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name=None):
        return self.connection.cursor(factory=Cursor)


class Cursor(base.SQLiteCursorWrapper):
    """Django looks for « %s » through each statement at each use, which takes longer than many a statement itself.

    Those of the portal come back as they are: what was found is kept.
    """

    def convert_query(self, query, *, param_names=None):
        if param_names is not None or len(query) > LONGEST_KEPT:
            return super().convert_query(query, param_names=param_names)
        return with_question_marks(query)


@lru_cache(maxsize=MOST_KEPT)
def with_question_marks(query):
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
