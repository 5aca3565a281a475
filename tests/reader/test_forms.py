"""The contact form and the enquiry forms in articles."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import Page

from factories.content import make_article
from masthead.content.models import CompanyPage, ContactPage, Message, SiteRoot
from masthead.reader.views import letters

pytestmark = pytest.mark.django_db

LETTER = {
    "name": "Ada Reader",
    "email": "ada@example.com",
    "company": "",
    "subject": "A figure",
    "text": "The yield in paragraph three looks wrong.",
}


@pytest.fixture(autouse=True)
def _fresh_throttle():
    letters.throttle.forget()


@pytest.fixture
def contact(paper) -> str:
    top = Page.objects.filter(depth=1).first()
    root = SiteRoot.objects.first() or top.add_child(instance=SiteRoot(title="Site", slug="site"))
    root.add_child(instance=CompanyPage(title="About us", slug="about", summary="Who we are."))
    root.add_child(instance=ContactPage(title="Contact us", slug="contact"))
    return "/contact/"


def test_letter_is_stored_and_mailed_and_leads_to_a_page_that_says_so(client, contact):
    response = client.post(contact, LETTER, follow=True)
    assert response.redirect_chain == [("/contact/sent/", 302)]
    assert "has been sent" in response.content.decode()
    message = Message.objects.get()
    assert (message.name, message.subject) == ("Ada Reader", "A figure")
    assert message.mailed_at
    [letter] = mail.outbox
    assert letter.to == ["desk@example.com"]
    assert letter.reply_to == ["ada@example.com"]
    assert "paragraph three" in letter.body


def test_letter_needs_no_token_because_there_is_no_login_to_abuse(contact):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(contact, LETTER).status_code == 302


def test_faulty_letter_comes_back_with_its_words_and_the_faults(client, contact):
    response = client.post(contact, {**LETTER, "email": "nonsense"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "The yield in paragraph three looks wrong." in html
    assert 'aria-invalid="true"' in html
    assert "has not been sent" in html
    assert not Message.objects.exists()


def test_program_that_fills_the_unseen_field_is_thanked_and_ignored(client, contact):
    response = client.post(contact, {**LETTER, "website": "https://spam.example"})
    assert response.status_code == 302
    assert not Message.objects.exists()


def test_sixth_letter_in_ten_minutes_is_refused(client, contact):
    for _ in range(5):
        assert client.post(contact, LETTER).status_code == 302
    assert client.post(contact, LETTER).status_code == 429
    assert Message.objects.count() == 5


def test_letter_sent_from_another_site_is_refused(client, contact):
    response = client.post(contact, LETTER, headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 403
    assert not Message.objects.exists()


def test_company_pages_are_served_and_link_to_each_other(client, contact):
    html = client.get("/about/").content.decode()
    assert "Who we are." in html
    assert 'href="/contact/"' in html
    assert client.post("/about/").status_code == 405


def test_form_sets_no_cookie(client, contact):
    response = client.get(contact)
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.fixture
def enquiry(paper):
    value = {
        "title": "Ask for the report",
        "recipient": "Foundry Bank",
        "recipient_email": "leads@foundry.example",
        "purpose": "to send you the report",
        "consent": "I agree that my answer goes to Foundry Bank.",
    }
    block = {"type": "lead_form", "value": value, "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
    article = make_article("With a form", section=paper.banking, body=[block])
    return {"article": article.pk, "block": block["id"], "name": "Ada", "email": "ada@example.com"}


def test_enquiry_with_consent_goes_to_the_named_recipient(client, enquiry):
    response = client.post("/enquiries/", {**enquiry, "consent": "on"}, follow=True)
    assert "has been sent" in response.content.decode()
    message = Message.objects.get()
    assert message.recipient == "leads@foundry.example"
    assert message.consent == "I agree that my answer goes to Foundry Bank."
    assert mail.outbox[0].to == ["leads@foundry.example"]


def test_enquiry_without_consent_is_not_passed_on(client, enquiry):
    response = client.post("/enquiries/", enquiry)
    assert response.status_code == 422
    assert "Without your consent" in response.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("article", ["", "x", "0", "99999999999999999999999", "12345"])
def test_enquiry_about_no_article_is_not_found(client, enquiry, article):
    assert client.post("/enquiries/", {**enquiry, "article": article}).status_code == 404
