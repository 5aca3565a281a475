"""Masthead: the publishing house for the financial and trade press."""

__version__ = "0.1.0"
