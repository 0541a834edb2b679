"""The pages: threads that keep their database connection. `deploy/README.md` says how many.

.venv/bin/gunicorn --config deploy/gunicorn.conf.py
"""

import os

wsgi_app = "rlp_portal.wsgi"
bind = os.environ.get("PORTAIL_PAGES", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("PORTAIL_WORKERS", "2"))
threads = int(os.environ.get("PORTAIL_THREADS", "8"))
timeout = 60  # a worker that says nothing for that long is replaced; a PDF is refused well before
graceful_timeout = 30
max_requests, max_requests_jitter = 20_000, 2_000
accesslog = None  # nginx counts the requests; an address or a path says too much of a person
loglevel = "warning"
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"careful": {"()": "rlp_portal.logs.CarefulFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "careful"}},
    "loggers": {"gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
forwarded_allow_ips = ""  # settings.py says what to believe of the proxy


def on_starting(server):
    """In the first process, before any other is started again and again for the same mistake."""
    from django.conf import settings

    from rlp_portal.environment import sentence_alone

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
    with sentence_alone():
        settings.INSTALLED_APPS  # noqa: B018 - reading one reads them all
