import os

from django.core.wsgi import get_wsgi_application

from rlp_portal.environment import sentence_alone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")

with sentence_alone():
    application = get_wsgi_application()
