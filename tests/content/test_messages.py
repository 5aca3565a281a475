"""Messages from readers are stored before they are mailed, and forgotten after a year."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from masthead.content import services
from masthead.content.models import Message
from masthead.core import clock
from masthead.delivery import due

pytestmark = pytest.mark.django_db


def message(**fields):
    return services.store_message(
        Message(
            name="Ada Reader",
            email="ada@example.org",
            subject="A misprint",
            text="The third figure is wrong.",
            recipient="desk@example.com",
            **fields,
        )
    )


def test_a_message_goes_to_its_recipient_and_answers_go_to_the_reader():
    kept = message()
    assert services.mail_message(kept, sender="site@example.com")
    [sent] = mail.outbox
    assert (sent.to, sent.reply_to) == (["desk@example.com"], ["ada@example.org"])
    assert kept.mailed_at


def test_a_message_survives_a_mail_server_that_refuses_it(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    kept = message()
    with pytest.raises(OSError, match="refused"):
        services.mail_message(kept, sender="site@example.com")
    assert Message.objects.get().mailed_at is None


def test_messages_are_forgotten_after_a_year_and_not_before():
    now = clock.now()
    message(at=now - timedelta(days=365, seconds=1))
    fresh = message(at=now - timedelta(days=364))
    due.perform(now)
    assert list(Message.objects.all()) == [fresh]
