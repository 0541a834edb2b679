"""Text-only mail. A failure never stops anyone: it is logged, and said when there is someone to tell."""

import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)
postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def send_text(*, subject, body, to):
    """True when the mail server took the message."""
    if not settings.MAIL_IS_SET_UP:
        return False
    try:
        return EmailMessage(subject, body, to=[to]).send() == 1
    except (SMTPException, OSError) as error:
        logger.error("Mail not sent: %s", type(error).__name__)  # neither the address nor the server's words
        return False


def send_text_later(*, subject, body, to):
    """Answers at once, so that the time taken tells nothing about the account."""
    return postman.submit(send_text, subject=subject, body=body, to=to)


def public_address(path, *, request):
    """Links are built on PUBLIC_URL; without it, on the request's host, which ALLOWED_HOSTS has checked."""
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
