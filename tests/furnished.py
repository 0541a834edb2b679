"""A database furnished once for a whole module, that each test finds as if it were alone with it."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def furnished(blocker, make):
    """What `make` stores is there until the module ends; what a test writes meanwhile is undone with the test.

    For a fixture with scope="module", which asks `django_db_setup` and gives its `django_db_blocker`. The tests ask
    `db` as well: their own transaction lies within this one. None of them may be a `transactional_db` one.
    """
    around = transaction.atomic()
    with blocker.unblock():
        around.__enter__()
    try:
        with blocker.unblock():
            made = make()
        yield made
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)
