"""Where machines bring copy: a source's push address, and the address of each WebSub subscription.
Never kept by any cache; errors are problem documents (RFC 9457).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from masthead.core.http import MAX_BYTES

from .services import channels, hubs, polling, push
from .services.push import PushError, Signed

View = Callable[..., HttpResponse]
BUSY_SECONDS = "5"


class _ProblemError(Exception):
    def __init__(self, status: int, words: str, **headers: str) -> None:
        super().__init__(words)
        self.status, self.headers = status, headers


def _for_machines(view: View) -> View:
    """No cookie, no cache, and every refusal as a problem document."""

    @never_cache
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            return view(request, **named)
        except _ProblemError as error:
            return _problem(error.status, str(error), **error.headers)
        except PushError as error:
            return _problem(error.status, str(error))
        except OperationalError:  # the database is locked or away: the sender tries again
            return _problem(503, "nothing was kept; send it again", retry_after=BUSY_SECONDS)

    return answer


@_for_machines
def receive(request: HttpRequest, *, slug: str) -> HttpResponse:
    """Take in what the source pushes. 200 after the commit, with what became of each item."""
    if request.method != "POST":
        raise _ProblemError(405, "copy is posted to this address", allow="POST")
    candidates = push.push_channels(slug)
    if not candidates:
        raise _ProblemError(404, "no source pushes to this address")
    headers = request.headers
    signed = Signed(
        id=headers.get("webhook-id", ""),
        timestamp=headers.get("webhook-timestamp", ""),
        signature=headers.get("webhook-signature", ""),
    )
    told = push.receive_push(candidates, signed, body=_body_of(request))
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)  # databases keep no order of keys
    return HttpResponse(text, content_type="application/json")


@_for_machines
def hub(request: HttpRequest, *, token: str) -> HttpResponse:
    """Answer a hub: its question whether we asked (GET), and the copy that it brings (POST)."""
    if request.method == "GET":
        return _confirmation(request, token)
    if request.method != "POST":
        raise _ProblemError(405, "hubs ask by GET and bring by POST", allow="GET, POST")
    channel = hubs.subscribed(token)
    if channel is None:
        raise _ProblemError(410, "nobody subscribes at this address any longer")
    body = _body_of(request)
    signature = request.headers.get("x-hub-signature", "")
    if hubs.is_signed(channel, body, signature=signature):
        polling.take_in_feed(channel, body, name=channel.topic)
        channels.note_brought(channel)
    return HttpResponse(status=202)  # also when the signature is wrong: §8 lets nobody guess


def _confirmation(request: HttpRequest, token: str) -> HttpResponse:
    said = request.GET
    seconds = said.get("hub.lease_seconds", "")
    asked = hubs.Asked(
        mode=said.get("hub.mode", ""),
        topic=said.get("hub.topic", ""),
        challenge=said.get("hub.challenge", ""),
        lease_seconds=int(seconds) if seconds.isascii() and seconds[:9].isdecimal() else 0,
        reason=said.get("hub.reason", ""),
    )
    challenge = hubs.confirm(token, asked)
    if challenge is None:
        raise _ProblemError(404, "this subscription was not asked for")
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _body_of(request: HttpRequest) -> bytes:
    """The bytes of the body, as many as may be. Refuses more before it reads them."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise _ProblemError(411, "say the length of the message in Content-Length")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise _ProblemError(415, "send the message unpacked")
    if int(length) > MAX_BYTES:
        raise _ProblemError(413, f"at most {MAX_BYTES} bytes a message")
    body = request.read(MAX_BYTES)
    if not body:
        raise _ProblemError(400, "the message is empty")
    return bytes(body)


def _problem(status: int, words: str, **headers: str) -> HttpResponse:
    said = {"title": HTTPStatus(status).phrase, "status": status, "detail": words}
    response = HttpResponse(
        json.dumps(said), status=status, content_type="application/problem+json"
    )
    for name, value in headers.items():
        response[name.replace("_", "-").title()] = value
    return response
