"""Tells delivery what of the newsroom falls due by the clock."""

from __future__ import annotations

from masthead.delivery import due

from . import services


def register() -> None:
    due.register(due.DueWork("articles", services.next_due, services.perform_due))
    due.register(due.DueWork("messages", services.next_message_to_forget, services.forget_messages))
    due.register(due.DueWork("pins", services.next_pin_turn, services.turn_pins))
