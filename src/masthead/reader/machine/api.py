"""The read API at /api/v1/: articles as JSON or IPTC ninjs, and what they are filed under.

Reads only, and only what machines may have. Errors are problem documents (RFC 9457).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query, Schema
from ninja.decorators import decorate_view
from ninja.errors import ValidationError
from pydantic import Field

from masthead.content.kinds import Kind
from masthead.content.queries import machine as asked
from masthead.content.queries import scopes
from masthead.core import clock
from masthead.delivery import reads
from masthead.delivery.pages.declare import FEED, public_page
from masthead.delivery.pages.variant import variant_of
from masthead.reader.frame import site_origin

from . import ninjs, problems
from .api_answers import article_out
from .api_shapes import ArticleOut, ArticlesOut, ListOut, Problem
from .bodies import plain_bodies
from .cursors import cursor_of, place_of

LIMIT, MOST = 20, 100
READ = ["GET", "HEAD"]
IN_NINJS = {"list_articles", "get_article"}
SLUG = r"^[-a-zA-Z0-9_]*$"
Slug = Annotated[str, Field(pattern=SLUG, max_length=120)]

api = NinjaAPI(
    title="Masthead read API",
    version="1",
    description="Released articles of the site, newest first. Nothing held, killed or embargoed is "
    "in it. Show a piece's `label` before its headline.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="reader:api",
)


class Wanted(Schema):
    """What a list of articles may be asked for; `since` is about the time of posting."""

    section: Slug = ""
    topic: Slug = ""
    author: Slug = ""
    kind: Kind | None = None
    since: datetime | None = None
    cursor: Annotated[str, Field(max_length=200)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = LIMIT


class ProblemError(Exception):
    """The request is answered by a problem document."""

    def __init__(self, status: int, title: str, detail: str = "") -> None:
        super().__init__(title)
        self.status, self.detail = status, detail


def public_read(*parameters: str) -> Callable[[Any], Any]:
    """An operation whose answer is a public page, in the variant that was accepted."""
    return decorate_view(public_page(parameters=parameters, keep=FEED), _varies)


def _varies(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = run(request, **kwargs)
        patch_vary_headers(response, ["Accept"])
        return response

    return answer


@api.api_operation(
    READ,
    "/articles/",
    operation_id="list_articles",
    response={200: ArticlesOut, 400: Problem},
)
@public_read("section", "topic", "author", "kind", "since", "cursor", "limit")
def articles(request: HttpRequest, wanted: Query[Wanted]) -> HttpResponse:
    """Articles, newest first, a page at a time. Fourteen queries at most, whatever is published."""
    told, now, origin = asked.terms(), clock.now(), site_origin()
    pieces, place = asked.matching(_filters(wanted), now, told=told, limit=wanted.limit)
    bodies = _bodies(pieces, now, origin=origin)
    following = cursor_of(place) if place else None
    address = _address(request, origin, cursor=following) if following else None
    if _is_ninjs(request):
        items = [ninjs.ninjs_of(one, bodies[one.id], origin=origin) for one in pieces]
        here = _address(request, origin, cursor=wanted.cursor)
        return _ninjs(ninjs.composite(items, uri=here), following=address)
    shown = [article_out(one, bodies[one.id], origin=origin) for one in pieces]
    return _json(ArticlesOut(articles=shown, next=address, cursor=following), following=address)


@api.api_operation(
    READ,
    "/articles/{int:pk}/",
    operation_id="get_article",
    response={200: ArticleOut, 404: Problem, 410: Problem},
)
@public_read()
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article. Twelve queries at most; 410 for one that was killed."""
    told, now, origin = asked.terms(), clock.now(), site_origin()
    piece = asked.listed_by_id(pk, now, told=told)
    if piece is None:
        if asked.is_killed(pk):
            raise ProblemError(410, "Gone", "This article was withdrawn; delete your copies.")
        raise ProblemError(404, "Not found", "There is no such article.")
    body = _bodies([piece], now, origin=origin)[piece.id]
    if _is_ninjs(request):
        return _ninjs(ninjs.ninjs_of(piece, body, origin=origin))
    return _json(article_out(piece, body, origin=origin))


@api.api_operation(READ, "/sections/", operation_id="list_sections", response=list[ListOut])
@public_read()
def sections(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - ninja knows it by name
    """The sections in their order. One query."""
    return _lists("section", scopes.all_sections())


@api.api_operation(READ, "/topics/", operation_id="list_topics", response=list[ListOut])
@public_read()
def topics(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - ninja knows it by name
    """The topics of released articles by name, at most a thousand. One query."""
    return _lists("topic", scopes.topics_in_use(clock.now()))


@api.api_operation(READ, "/authors/", operation_id="list_authors", response=list[ListOut])
@public_read()
def authors(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - ninja knows it by name
    """The authors of released articles by name, at most a thousand. One query."""
    return _lists("author", scopes.authors_in_use(clock.now()))


@problems.not_allowed_as_problem
@public_page(keep=FEED)
@require_safe
def description(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 description. No query."""
    reads.note("settings")
    schema = dict(api.get_openapi_schema())
    schema["servers"] = [{"url": site_origin()}]
    for operations in schema["paths"].values():
        operations.pop("head", None)
        for status, answer in operations["get"]["responses"].items():
            content = answer["content"]
            if int(status) >= 400:  # noqa: PLR2004 - HTTP's own number
                content[problems.MIME] = content.pop("application/json")
            elif operations["get"]["operationId"] in IN_NINJS:
                content[ninjs.MIME] = {"schema": {"$ref": ninjs.SCHEMA}}
    return HttpResponse(json.dumps(schema), content_type="application/json")


@csrf_exempt
def no_such_resource(_request: HttpRequest, **_: object) -> HttpResponse:
    """Nothing at this address of the API."""
    detail = "The resources are listed in /api/v1/openapi.json."
    return problems.problem(404, "Not found", detail=detail)


def addresses() -> tuple[list[Any], str, str]:
    """The operations, for the URL configuration."""
    patterns, app, namespace = api.urls
    operations = [one for one in patterns if isinstance(one, URLPattern)]
    for one in operations:
        one.callback = problems.not_allowed_as_problem(one.callback)
    return operations, app, namespace


@api.exception_handler(ProblemError)
def _told(_request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problems.problem(error.status, str(error), detail=error.detail)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    return no_such_resource(request)


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    said = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors]
    return problems.problem(400, "Bad request", detail=said[0], errors=said)


def _bodies(pieces: list[asked.MachineArticle], now: datetime, *, origin: str) -> dict[int, str]:
    """The body of each piece, "" where its licence gives out the summary alone."""
    whole = [one for one in pieces if one.licence.syndicate]
    return dict.fromkeys((one.id for one in pieces), "") | plain_bodies(whole, now, origin=origin)


def _filters(wanted: Wanted) -> asked.Filters:
    since = wanted.since
    try:
        if since is not None:
            since = since.astimezone(UTC) if since.tzinfo else since.replace(tzinfo=UTC)
        after = place_of(wanted.cursor) if wanted.cursor else None
    except (ValueError, OverflowError) as error:
        raise ProblemError(400, "Bad request", str(error)) from error
    return asked.Filters(
        section=wanted.section,
        topic=wanted.topic,
        author=wanted.author,
        kind=wanted.kind or "",
        since=since,
        after=after,
    )


def _lists(name: str, found: list[scopes.Named]) -> HttpResponse:
    origin = site_origin()
    shown = [
        ListOut(
            slug=one.slug,
            name=one.name,
            description=one.description,
            url=f"{origin}{one.url}",
            articles=f"{origin}/api/v1/articles/?{name}={one.slug}",
        ).model_dump(mode="json")
        for one in found
    ]
    return HttpResponse(json.dumps(shown, ensure_ascii=False), content_type="application/json")


def _is_ninjs(request: HttpRequest) -> bool:
    return variant_of(request.headers.get("Accept", "")) == "ninjs"


def _address(request: HttpRequest, origin: str, *, cursor: str) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "cursor"}
    query = urlencode(kept | ({"cursor": cursor} if cursor else {}))
    return f"{origin}{request.path}" + (f"?{query}" if query else "")


def _ninjs(value: dict[str, object], *, following: str | None = None) -> HttpResponse:
    text = json.dumps(value, ensure_ascii=False)
    return _linked(HttpResponse(text, content_type=ninjs.MIME), following)


def _json(value: Schema, *, following: str | None = None) -> HttpResponse:
    text = value.model_dump_json()
    return _linked(HttpResponse(text, content_type="application/json"), following)


def _linked(response: HttpResponse, following: str | None) -> HttpResponse:
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response
