"""Mail about reviews, to those who edit the section, sent after the request by a thread of its own:
a slow or dead mail server holds up nobody's click. What waits for review stands on the front page
whether or not its mail arrives.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.dispatch import Signal
from wagtail.admin import signal_handlers as stock
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import TaskState, WorkflowState
from wagtail.permissions import policy_registry
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

logger = logging.getLogger(__name__)

Notifier = Callable[..., Any]


class SectionReviewNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    def get_recipient_users(self, task_state: Any, **kwargs: Any) -> set[Any]:
        """The step's groups, less whoever does not edit the article's section."""
        users = super().get_recipient_users(task_state, **kwargs)
        piece = task_state.workflow_state.content_object
        policy = policy_registry.get_by_type(type(piece))
        return {
            user
            for user in users
            if policy.user_has_permission_for_instance(user, "publish", piece)
        }


MAILS: tuple[tuple[Signal, type, str, Notifier], ...] = (
    (
        task_submitted,
        TaskState,
        "group_approval_task_submitted_email_notification",
        SectionReviewNotifier(),
    ),
    (
        workflow_submitted,
        WorkflowState,
        "workflow_state_submitted_email_notification",
        stock.workflow_submission_email_notifier,
    ),
    (
        workflow_rejected,
        WorkflowState,
        "workflow_state_rejected_email_notification",
        stock.workflow_rejection_email_notifier,
    ),
    (
        workflow_approved,
        WorkflowState,
        "workflow_state_approved_email_notification",
        stock.workflow_approval_email_notifier,
    ),
)


class Later:
    """A notifier of Wagtail's, run once the transaction has committed, beside the request."""

    def __init__(self, notifier: Notifier) -> None:
        self.notifier = notifier

    def __call__(self, instance: Any = None, **kwargs: Any) -> None:
        transaction.on_commit(
            lambda: threading.Thread(
                target=self._send, args=(instance, kwargs), name="review-mail", daemon=True
            ).start()
        )

    def _send(self, instance: Any, kwargs: dict[str, Any]) -> None:
        try:
            self.notifier(instance=instance, **kwargs)
        except Exception:
            logger.exception("mail about a review could not be sent")
        finally:
            connection.close()


def connect() -> None:
    """Take the place of Wagtail's own senders; called by the app's ready(), before or after theirs:
    a signal keeps whoever stands first under a name.
    """
    for signal, sender, uid, notifier in MAILS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(Later(notifier), sender=sender, dispatch_uid=uid, weak=False)
