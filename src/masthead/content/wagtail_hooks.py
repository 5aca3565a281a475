"""The newsroom's verbs in words, for the audit log and the desk's history view."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.log_actions import LogFormatter


def _with_data(title: str, sentence: str) -> type[LogFormatter]:
    """A formatter whose message is `sentence` filled from the log entry's data."""

    class Formatter(LogFormatter):
        label = title

        def format_message(self, log_entry: Any) -> str:
            try:
                return sentence.format(**log_entry.data)
            except KeyError:
                return title

    return Formatter


@hooks.register("register_log_actions")
def register_newsroom_actions(actions: Any) -> None:
    for action, title, sentence in (
        ("masthead.correct", "Correct", "Noted a {kind}: {note}"),
        ("masthead.kill", "Kill", "Killed: {reason}"),
        ("masthead.withhold", "Withhold", "Withheld by {by}"),
        ("masthead.release", "Release", "No longer withheld, by {by}"),
    ):
        actions.register_action(action)(_with_data(title, sentence))
