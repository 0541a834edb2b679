"""The portal with a constant page for whoever is signed in: what a file asked again is compared with."""

import os

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
settings.ROOT_URLCONF = __name__
django.setup()

from django.http import HttpResponse  # noqa: E402 - Django must be set up first
from django.urls import include, path  # noqa: E402

CONTENT = b"<!doctype html><html lang=fr><title>Feuille</title><h1>Feuille</h1>" * 40
urlpatterns = [path("constante", lambda request: HttpResponse(CONTENT)), path("", include("rlp_portal.urls"))]

from rlp_portal.wsgi import application  # noqa: E402, F401 - what gunicorn serves; it reads the addresses above
