import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from rlp_portal.environment import sentence_alone
from rlp_portal.warm import stay_warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")

with sentence_alone():
    application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - reading them imports every page before the first visitor
stay_warm(new_objects=10_000)
