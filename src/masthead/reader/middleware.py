"""Headers of everything readers get: what may run, what may be kept, for how long.

The desk sets its own; its addresses are left alone.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

DESK = "/desk/"
POLICY = (
    "default-src 'none'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "font-src 'self'; "
    "media-src 'self'; "
    "script-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
    "object-src 'none'"
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# The desk shows a draft's preview in a frame of its own.
IN_THE_DESK = {
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    "X-Frame-Options": "SAMEORIGIN",
}
# Standards §3.1, by status: what browsers keep, what a shared cache keeps. A kill is never stale.
KEEPING = {
    200: ("public, max-age=60", "max-age=300, stale-while-revalidate=60, stale-if-error=86400"),
    301: ("public, max-age=3600", "max-age=3600"),
    308: ("public, max-age=3600", "max-age=3600"),
    404: ("public, max-age=30", "max-age=30"),
    410: ("public, max-age=60", "max-age=60"),
}


def reader_headers(get_response: Answer) -> Answer:
    """Every answer to a reader carries the policy and how long it may be kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(DESK):
            preview = IN_THE_DESK if getattr(request, "is_preview", False) else {}
            for name, value in {**SECURITY, **preview}.items():
                response.headers.setdefault(name, value)
            _say_how_long(request, response)
        return response

    return middleware


def _say_how_long(request: HttpRequest, response: HttpResponse) -> None:
    if response.has_header("Cache-Control"):
        return
    kept = KEEPING.get(response.status_code)
    if kept is None or request.method not in {"GET", "HEAD"} or response.cookies:
        response["Cache-Control"] = "private, no-store"
        return
    response["Cache-Control"], response["CDN-Cache-Control"] = kept
