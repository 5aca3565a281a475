"""How a view says that its answer is a public page: what it may be made from and kept under."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from masthead.delivery import reads

KEYS_A_PAGE = 40
KEEPABLE = frozenset({200, 410})


@dataclass(frozen=True, slots=True)
class Keep:
    """How long browsers and shared caches keep an answer (RFC 9111, RFC 9213)."""

    browser: str
    shared: str


PAGE = Keep("public, max-age=60", "max-age=300, stale-while-revalidate=60, stale-if-error=86400")
FEED = Keep("public, max-age=120", "max-age=300, stale-while-revalidate=60, stale-if-error=86400")
GONE = Keep("public, max-age=60", "max-age=60")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a response was made from: the page cache keeps it by this."""

    hard: set[str]
    soft: set[str]
    parameters: tuple[str, ...] = ()


class TooManyKeysError(RuntimeError):
    """A page was made from more keys than a CDN takes; note a list's key, not each article's."""


def public_page(
    *, parameters: tuple[str, ...] = (), keep: Keep = PAGE
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """The view's answer depends on its path and these query parameters alone, on the keys that
    its queries note, and on nothing of the reader. Other parameters never reach the view.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                return view(request, *args, **kwargs)
            _only_declared(request, parameters)
            with reads.collecting() as keys:
                response = view(request, *args, **kwargs)
                if hasattr(response, "render"):
                    response.render()
            return declared(response, keys, parameters=parameters, keep=keep)

        answer.is_public_page = True  # type: ignore[attr-defined]
        answer.csrf_exempt = True  # type: ignore[attr-defined] # nothing of the reader to forge
        return answer

    return decorate


def declared(
    response: HttpResponse, keys: set[str], *, parameters: tuple[str, ...], keep: Keep
) -> HttpResponse:
    """The response with the headers of a public page; unchanged when it may not be kept, or when
    the view has said that it is private.
    """
    if response.status_code not in KEEPABLE or not keys:
        return response
    if "private" in response.get("Cache-Control", ""):
        return response
    soft = {key.removeprefix("~") for key in keys if key.startswith("~")}
    hard = {key for key in keys if not key.startswith("~")}
    tags = sorted(hard | soft)
    if len(tags) > KEYS_A_PAGE:
        raise TooManyKeysError(f"{len(tags)} keys: {' '.join(tags)}")
    kept = GONE if response.status_code == 410 else keep  # noqa: PLR2004 - HTTP's own number
    response["Cache-Control"] = kept.browser
    response["CDN-Cache-Control"] = kept.shared
    patch_vary_headers(response, ["Accept-Encoding"])
    response["Surrogate-Key"] = " ".join(tags)
    response["Cache-Tag"] = ",".join(tags)
    response.page = Meant(hard, soft, parameters)  # type: ignore[attr-defined]
    return response


def _only_declared(request: HttpRequest, parameters: tuple[str, ...]) -> None:
    query = request.GET.copy()
    for name in list(query):
        if name not in parameters:
            del query[name]
    request.GET = query  # type: ignore[assignment]
    request.META["QUERY_STRING"] = query.urlencode()
