"""What forms have in common: whence they may be sent, how often, and what becomes of them."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.http import HttpRequest

from masthead.content.models import Message
from masthead.content.services import mail_message, store_message
from masthead.reader.throttle import Throttle

log = logging.getLogger(__name__)
throttle = Throttle(most=5, window=600)


def is_foreign(request: HttpRequest) -> bool:
    """True when another site's page sent the form. There is no login to abuse here and so no
    token; this spares readers letters in their name (Fetch Metadata, Origin).
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"


def may_send(request: HttpRequest) -> bool:
    """False when this sender has sent too much lately."""
    return throttle.allows(request.META.get("REMOTE_ADDR", ""))


def keep_and_mail(message: Message) -> None:
    """The message is stored, then mailed; a dead mail server loses nothing."""
    store_message(message)
    try:
        mail_message(message, sender=settings.DEFAULT_FROM_EMAIL)
    except (OSError, SMTPException) as error:
        log.warning("Message %s is stored but was not mailed: %s", message.pk, error)
