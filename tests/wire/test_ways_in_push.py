"""Copy that agencies push: only signed, only in time, once, and answered after the commit."""

from __future__ import annotations

import base64
import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from standardwebhooks import Webhook

from factories.wire import g2, make_source
from masthead.core import clock
from masthead.core.http import MAX_BYTES
from masthead.wire.models import Channel, Item, PushReceipt

SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
OTHER = "whsec_" + base64.b64encode(b"another secret of thirty-two byte").decode()
ADDRESS = "/wire/meridian/"


@pytest.fixture
def channel(db, settings):
    settings.MASTHEAD_SECRETS = {"meridian-push": SECRET, "new-push": OTHER}
    source = make_source("meridian")
    return Channel.objects.create(source=source, kind="push", secret="meridian-push")


def headers(body, *, ident="msg_1", at=None, secret=SECRET):
    at = at or clock.now()
    text = body.decode("utf-8", "replace")
    return {
        "webhook-id": ident,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(ident, at, text),
    }


def push(body, *, address=ADDRESS, said=None, **signed):
    said = said if said is not None else headers(body, **signed)
    return Client().post(address, body, content_type="application/xml", headers=said)


def problem(response):
    assert response["Content-Type"] == "application/problem+json"
    told = json.loads(response.content)
    assert told["status"] == response.status_code
    return response.status_code


def test_a_signed_message_is_taken_in_and_answered_with_what_became_of_it(channel):
    response = push(g2())
    assert response.status_code == 200
    [item] = response.json()["items"]
    assert (item["outcome"], item["version"]) == ("created", 1)
    assert Item.objects.get().state == "released"
    assert response["Cache-Control"].count("no-store") == 1
    assert not response.cookies


def test_the_same_message_again_gets_the_same_answer_and_does_nothing(channel):
    first = push(g2())
    again = push(g2())
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert (Item.objects.count(), PushReceipt.objects.count()) == (1, 1)


def test_an_id_is_good_for_one_message_only(channel):
    push(g2())
    assert problem(push(g2(version=2))) == 409
    assert Item.objects.get().version == 1


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_message_and_one_from_the_future_are_turned_away(channel, minutes):
    at = clock.now() + timedelta(minutes=minutes)
    assert problem(push(g2(), at=at)) == 401
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": ""},
        {"webhook-signature": "v2,whatever"},
        {"webhook-id": "another"},
        {"webhook-id": ""},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "1e9"},
        {"webhook-timestamp": "٣٣"},
    ],
    ids=lambda change: (
        "-".join(f"{name}={value}" for name, value in change.items())
        .encode("ascii", "replace")
        .decode()
    ),
)
def test_a_message_that_nobody_signed_is_turned_away(channel, change):
    said = headers(g2()) | change
    assert problem(push(g2(), said=said)) == 401
    assert not Item.objects.exists()
    assert not channel.source.deliveries.exists()


def test_another_body_under_a_good_signature_is_turned_away(channel):
    assert problem(push(g2(headline="Forged"), said=headers(g2()))) == 401


def test_while_a_secret_is_replaced_either_signs(channel):
    Channel.objects.create(source=channel.source, kind="push", secret="new-push")
    assert push(g2(), ident="a").status_code == 200
    assert push(g2(version=2), ident="b", secret=OTHER).status_code == 200
    said = headers(g2(version=3), ident="c")
    said["webhook-signature"] = f"v1,AAAA {said['webhook-signature']}"
    assert push(g2(version=3), said=said).status_code == 200


def test_a_file_in_an_old_encoding_is_signed_by_its_bytes(channel):
    import hashlib
    import hmac

    text = g2(headline="Zürich toll").decode().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    body = text.encode("latin-1")
    at = str(int(clock.now().timestamp()))
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    mac = hmac.new(key, f"msg_l1.{at}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(mac).decode()}"
    said = {"webhook-id": "msg_l1", "webhook-timestamp": at, "webhook-signature": signature}
    assert push(body, said=said).status_code == 200
    assert Item.objects.get().headline == "Zürich toll"


def test_a_source_without_push_and_an_unknown_one_are_not_there(channel):
    make_source("silent")
    assert problem(push(g2(), address="/wire/silent/")) == 404
    assert problem(push(g2(), address="/wire/nobody/")) == 404
    Channel.objects.update(active=False)
    assert problem(push(g2())) == 404


def test_a_secret_that_the_configuration_has_lost_lets_nobody_in(channel, settings):
    settings.MASTHEAD_SECRETS = {}
    assert problem(push(g2())) == 401


def test_a_message_that_is_too_large_is_turned_away_before_it_is_read(channel):
    said = headers(b"x")
    body = b" " * (MAX_BYTES + 1)
    assert problem(push(body, said=said)) == 413
    assert not channel.source.deliveries.exists()


def test_a_packed_message_one_of_no_length_and_a_question_are_turned_away(channel):
    said = headers(g2()) | {"content-encoding": "gzip"}
    assert problem(push(g2(), said=said)) == 415
    assert problem(push(b"", said=headers(b""))) == 411
    response = Client().get(ADDRESS)
    assert (problem(response), response["Allow"]) == (405, "POST")


def test_what_can_not_be_read_is_kept_and_acknowledged(channel):
    body = b"<newsItem><broken"
    response = push(body)
    assert response.status_code == 200
    [item] = response.json()["items"]
    assert (item["outcome"], item["reason"]) == ("rejected", "malformed-xml")
    assert bytes(channel.source.deliveries.get().payload) == body
    assert push(body).content == response.content


def test_a_post_needs_no_token_of_a_form_and_gets_no_cookie(channel):
    client = Client(enforce_csrf_checks=True)
    response = client.post(ADDRESS, g2(), content_type="application/xml", headers=headers(g2()))
    assert response.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_message_that_comes_twice_at_once_is_taken_in_once_with_one_answer(settings):
    settings.MASTHEAD_SECRETS = {"meridian-push": SECRET}
    source = make_source("meridian")
    Channel.objects.create(source=source, kind="push", secret="meridian-push")
    said = headers(g2())
    answers = []
    together = threading.Barrier(3)

    def one():
        together.wait(30)
        answers.append(push(g2(), said=said))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.content for answer in answers}) == 1
    assert (Item.objects.count(), PushReceipt.objects.count()) == (1, 1)
