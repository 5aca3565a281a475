"""How those verbs read in Wagtail's history views that the desk has no form for."""

from __future__ import annotations

from typing import Any

from wagtail import hooks


@hooks.register("register_log_actions")
def register_verbs(actions: Any) -> None:
    actions.register_action("masthead.file", "File", "Filed from the wire")
    actions.register_action(
        "masthead.schedule_refused", "Refuse a schedule", "The scheduled version could not go out"
    )
