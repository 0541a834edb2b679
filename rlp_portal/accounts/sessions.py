"""Django's sessions in the database, read by a query written once: every page begins by one."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from worksheets.prepared import Prepared

STORED = Prepared(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key):
        """A cookie may say anything, a NUL too, that PostgreSQL refuses to look for."""
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()

    def _get_session_from_db(self):
        stored = STORED.first(key=self.session_key)
        if stored and stored.expire_date > timezone.now():
            return stored
        self._session_key = None
        return None
