"""An empty database for a long proof, on the engine that DATABASE_URL names; SQLite in memory otherwise."""

import os
from contextlib import contextmanager


@contextmanager
def empty_database():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
    import django  # the settings are known from here on

    django.setup()
    from django.conf import settings
    from django.test.utils import (
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setup_test_environment(debug=False)
    old = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(old, verbosity=0)
        teardown_test_environment()
