"""Django's sessions in the database, read by a query written once: every page begins by one.

They are not signed: only this program writes in that table, and whoever else could would not need a session.
A session ends 12 hours after the sign-in, whatever is done meanwhile. One button puts the end off by an hour, ten
times: nobody is sent out of her work by a clock before 20 hours, which is all that WCAG 2.2.1 asks.
"""

from datetime import UTC, datetime, timedelta

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from worksheets.prepared import Prepared

STORED = Prepared(lambda key: Session.objects.filter(session_key=key))
ENDS_AT, EXTENSIONS, SHARED_COMPUTER = "ends_at", "extensions", "shared_computer"  # session keys
EXTENSION = timedelta(hours=1)
MOST_EXTENSIONS = 10


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key):
        """A cookie may say anything, a NUL too, that PostgreSQL refuses to look for."""
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()

    def encode(self, session_dict):
        return self.serializer().dumps(session_dict).decode()

    def decode(self, session_data):
        try:
            return self.serializer().loads(session_data.encode())
        except ValueError:  # of an earlier release, signed: its holder signs in again
            return {}

    def _get_session_from_db(self):
        stored = STORED.first(key=self.session_key)
        if stored and stored.expire_date > timezone.now():
            return stored
        self._session_key = None
        return None

    def get_expiry_date(self, **kwargs):
        """The promised end; writing in the session does not put it off."""
        promised = self.get(ENDS_AT)
        return datetime.fromtimestamp(promised, UTC) if promised else super().get_expiry_date(**kwargs)

    @property
    def seconds_left(self):
        return max(0, int((self.get_expiry_date() - timezone.now()).total_seconds()))

    @property
    def may_be_extended(self):
        return self.get(EXTENSIONS, 0) < MOST_EXTENSIONS

    @property
    def is_on_shared_computer(self):
        return self.get(SHARED_COMPUTER, False)


def begin(sender, request, user, **kwargs):
    """At each sign-in the twelve hours begin anew."""
    request.session.pop(ENDS_AT, None)
    request.session[EXTENSIONS] = 0
    request.session[ENDS_AT] = request.session.get_expiry_date().timestamp()


def extend(session):
    if not session.may_be_extended:
        return
    session[EXTENSIONS] = session.get(EXTENSIONS, 0) + 1
    session[ENDS_AT] = max(session.get_expiry_date(), timezone.now() + EXTENSION).timestamp()
