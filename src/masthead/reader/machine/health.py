"""How this process fares, for load balancers and monitors. Never kept by any cache."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from masthead import __version__
from masthead.core import clock
from masthead.delivery import followers, log, page_keys, readiness
from masthead.delivery.outgoing import edge, purge
from masthead.wire import health as wire

PURGES = {purge.FIRST, purge.AGAIN, edge.NAME}
JSON = "application/json"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
KIBIBYTE = 1 if sys.platform == "darwin" else 1024


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 while the process lives. No query."""
    return HttpResponse(json.dumps({"alive": True, "version": __version__}), content_type=JSON)


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when everything that readers need answers, else 503 with the reasons."""
    answers = readiness.answers()
    failing = {name: reason for name, reason in answers.items() if reason}
    told = {
        "ready": not failing,
        "checks": {name: reason or "ok" for name, reason in answers.items()},
    }
    return HttpResponse(json.dumps(told), content_type=JSON, status=503 if failing else 200)


@never_cache
@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """The figures of this process and of the change log, as Prometheus reads them."""
    lines = [*_of_the_process(), *_of_the_log(), *_of_the_wire()]
    return HttpResponse("\n".join(lines) + "\n", content_type=PROMETHEUS)


def _of_the_process() -> Iterable[str]:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    yield from _metric(
        "masthead_build_info",
        "gauge",
        "The version that runs.",
        rows=[(f'version="{__version__}"', 1)],
    )
    yield from _metric(
        "masthead_process_cpu_seconds_total",
        "counter",
        "Processor time of this process.",
        rows=[("", round(usage.ru_utime + usage.ru_stime, 3))],
    )
    yield from _metric(
        "masthead_process_peak_memory_bytes",
        "gauge",
        "The most memory that this process has held.",
        rows=[("", usage.ru_maxrss * KIBIBYTE)],
    )
    yield from _metric(
        "masthead_cache_key_moves_total",
        "counter",
        "How often cache keys have moved on this machine.",
        rows=[("", page_keys.table().moves())],
    )


def _of_the_log() -> Iterable[str]:
    try:
        head, standings = log.head(), followers.standings()
    except DatabaseError:
        yield from _metric("masthead_database_up", "gauge", "1 while it answers.", rows=[("", 0)])
        return
    yield from _metric("masthead_database_up", "gauge", "1 while it answers.", rows=[("", 1)])
    yield from _metric(
        "masthead_change_log_head", "counter", "The number of the newest change.", rows=[("", head)]
    )
    for name, about, value in (
        ("lag_seconds", "The age of the oldest change it has not applied.", "lag_seconds"),
        ("behind", "How many changes it has not applied.", "behind"),
        ("failures", "How often it has failed in a row.", "failures"),
    ):
        rows = [(f'follower="{one.name}"', round(getattr(one, value), 3)) for one in standings]
        yield from _metric(f"masthead_follower_{name}", "gauge", about, rows=rows)
    purges = [one.lag_seconds for one in standings if one.name in PURGES]
    if purges:
        about = "The age of the oldest change that the CDN is not known to have heard; alert at 30."
        rows = [("", round(max(purges), 3))]
        yield from _metric("masthead_purge_oldest_pending_seconds", "gauge", about, rows=rows)


def _of_the_wire() -> Iterable[str]:
    now = clock.now()
    try:
        standings = wire.standings(now)
    except DatabaseError:  # told above
        return
    for name, about, values in (
        (
            "silent",
            "1 while a source with an alarm has sent nothing new for longer than that.",
            [
                any(alarm.trouble is wire.Trouble.SILENT for alarm in one.alarms)
                for one in standings
            ],
        ),
        (
            "failures",
            "How often the worst of its ways in has failed in a row.",
            [max((way.failures for way in one.channels), default=0) for one in standings],
        ),
        (
            "closed",
            "How many of its ways in are closed until somebody opens them.",
            [sum(way.closed_at is not None for way in one.channels) for one in standings],
        ),
        (
            "day_items",
            "What came new in the last 24 hours.",
            [one.day.items for one in standings],
        ),
    ):
        named = [f'source="{one.source.slug}"' for one in standings]
        rows = [(label, int(value)) for label, value in zip(named, values, strict=True)]
        yield from _metric(f"masthead_source_{name}", "gauge", about, rows=rows)


def _metric(
    name: str, kind: str, about: str, *, rows: Iterable[tuple[str, float]]
) -> Iterable[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"
    for labels, value in rows:
        yield f"{name}{{{labels}}} {value}" if labels else f"{name} {value}"
