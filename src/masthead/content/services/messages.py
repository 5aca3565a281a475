"""Messages from readers: stored first, so that a dead mail server loses none, and forgotten after
a year, as the privacy page promises.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.mail import EmailMessage

from masthead.content.models import Message
from masthead.core import clock

KEPT_FOR = timedelta(days=365)


def store_message(message: Message) -> Message:
    """The message is kept. Its fields were checked by the form that took it."""
    message.save()
    return message


def mail_message(message: Message, *, sender: str) -> bool:
    """The message went to its recipient by mail; False when it has none. Raises OSError or
    SMTPException where the mail server refused, and the message stays unmailed.
    """
    if not message.recipient:
        return False
    EmailMessage(
        subject=" ".join(f"{message.get_form_display()}: {message.subject}".split()),
        body=f"{message.name} <{message.email}>\n{message.company}\n\n{message.text}\n",
        from_email=sender,
        to=[message.recipient],
        reply_to=[message.email],
    ).send()
    message.mailed_at = clock.now()
    message.save(update_fields=["mailed_at"])
    return True


def mark_handled(message: Message, *, handled: bool) -> Message:
    """The message counts as dealt with, or as open again."""
    message.handled_at = clock.now() if handled else None
    message.save(update_fields=["handled_at"])
    return message


def next_message_to_forget() -> datetime | None:
    """When the oldest message has been kept for long enough. One query."""
    oldest = Message.objects.order_by("at").values_list("at", flat=True).first()
    return oldest + KEPT_FOR if oldest else None


def forget_messages(now: datetime) -> int:
    """Messages older than a year are gone; their number (GDPR art. 5(1)(e))."""
    return Message.objects.filter(at__lte=now - KEPT_FOR).delete()[0]
