"""Who works here. Passwords, groups and permissions are Django's; sections are granted in
`content`, because a person's beat is a section's business.
"""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person with a login to the desk."""

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()
