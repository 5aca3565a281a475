"""The wire room's screens: the inbox, its four answers, and what could not be read."""
