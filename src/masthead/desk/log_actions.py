"""How the newsroom's verbs read in an article's history."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import LogActionRegistry, LogFormatter

from masthead.content.kinds import CorrectionKind


class CorrectFormatter(LogFormatter):
    label = "Correct"

    def format_message(self, log_entry: Any) -> str:
        kind = log_entry.data.get("kind", CorrectionKind.CORRECTION)
        return f"{CorrectionKind(kind).label} put out: {log_entry.data.get('note', '')}"


class KillFormatter(LogFormatter):
    label = "Kill"

    def format_message(self, log_entry: Any) -> str:
        return f"Killed: {log_entry.data.get('reason', '')}"


class MachineFormatter(LogFormatter):
    """A verb that a person or a part of the machine may use; the latter is named."""

    done = ""

    def format_message(self, log_entry: Any) -> str:
        by = log_entry.data.get("by", "")
        return f"{self.done} by {by}" if by else self.done


class WithholdFormatter(MachineFormatter):
    label = "Withhold"
    done = "Withheld"


class ReleaseFormatter(MachineFormatter):
    label = "Release"
    done = "Released from being withheld"


class OverrideEmbargoFormatter(LogFormatter):
    label = "Override embargo"

    def format_message(self, log_entry: Any) -> str:
        return f"Embargo set aside: {log_entry.data.get('reason', '')}"


class MergeFormatter(LogFormatter):
    label = "Merge"

    def format_message(self, log_entry: Any) -> str:
        said = log_entry.data
        return f"Version {said.get('version', '')} of {said.get('source', '')} merged in"


def register(actions: LogActionRegistry) -> None:
    """Make the verbs known to Wagtail's log."""
    actions.register_action("masthead.correct")(CorrectFormatter)
    actions.register_action("masthead.kill")(KillFormatter)
    actions.register_action("masthead.withhold")(WithholdFormatter)
    actions.register_action("masthead.release")(ReleaseFormatter)
    actions.register_action("masthead.override_embargo")(OverrideEmbargoFormatter)
    actions.register_action("masthead.merge")(MergeFormatter)
