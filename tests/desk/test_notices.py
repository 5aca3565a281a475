"""Mail about reviews: sent, to those who review, and never by the request itself."""

from __future__ import annotations

import threading

import pytest
from django.core import mail
from django.urls import reverse

from desk.conftest import form_of
from factories.content import make_draft


def _wait_for_mail_threads():
    for thread in threading.enumerate():
        if thread.name == "review-mail":
            thread.join(10)


@pytest.mark.django_db(transaction=True)
def test_a_submitted_piece_is_mailed_to_its_reviewers_beside_the_request(newsroom, at_desk):
    draft = make_draft("Toll rises", section=newsroom.banking)
    said = form_of(draft, **{"action-submit": "1"})
    at_desk(newsroom.reporter).post(reverse("articles:edit", args=[draft.pk]), said)
    _wait_for_mail_threads()
    written_to = {address for message in mail.outbox for address in message.to}
    assert "editor@example.com" in written_to
    assert not {"reporter@example.com", "trader@example.com"} & written_to
    assert "Toll rises" in mail.outbox[0].subject


def test_nothing_is_mailed_for_a_submission_that_was_rolled_back(newsroom, at_desk):
    draft = make_draft("Toll rises", section=newsroom.banking)
    said = form_of(draft, **{"action-submit": "1"})
    at_desk(newsroom.reporter).post(reverse("articles:edit", args=[draft.pk]), said)
    _wait_for_mail_threads()
    assert mail.outbox == []
