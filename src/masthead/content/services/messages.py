"""Messages from readers: stored first, so that a dead mail server loses none."""

from __future__ import annotations

from django.core.mail import EmailMessage

from masthead.content.models import Message
from masthead.core import clock


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
        subject=f"{message.get_form_display()}: {message.subject}".replace("\n", " "),
        body=f"{message.name} <{message.email}>\n{message.company}\n\n{message.text}\n",
        from_email=sender,
        to=[message.recipient],
        reply_to=[message.email],
    ).send()
    message.mailed_at = clock.now()
    message.save(update_fields=["mailed_at"])
    return True
