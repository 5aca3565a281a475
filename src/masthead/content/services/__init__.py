"""The newsroom's verbs, the only writes to articles: each checks, changes, writes the audit row
and appends the change, in one transaction.
"""

from .bodies import store_bodies
from .copydesk import Copy, file_copy, file_new, revise_copy
from .correction import correct_article
from .draft import create_article
from .embargo import bind_embargo, override_embargo
from .kill import kill_article, release_article, withhold_article
from .messages import (
    forget_messages,
    mail_message,
    mark_handled,
    next_message_to_forget,
    store_message,
)
from .pictures import Shot, illustrate_article, keep_picture
from .pins import next_pin_turn, turn_pins
from .release import (
    note_release,
    note_schedule,
    note_withdrawal,
    publish_article,
    unpublish_article,
)
from .sections import move_section
from .time import next_due, perform_due

__all__ = [
    "Copy",
    "Shot",
    "bind_embargo",
    "correct_article",
    "create_article",
    "file_copy",
    "file_new",
    "forget_messages",
    "illustrate_article",
    "keep_picture",
    "kill_article",
    "mail_message",
    "mark_handled",
    "move_section",
    "next_due",
    "next_message_to_forget",
    "next_pin_turn",
    "note_release",
    "note_schedule",
    "note_withdrawal",
    "override_embargo",
    "perform_due",
    "publish_article",
    "release_article",
    "revise_copy",
    "store_bodies",
    "store_message",
    "turn_pins",
    "unpublish_article",
    "withhold_article",
]
