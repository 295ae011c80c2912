"""Mistakes a person can mend. Everything else is a bug and may be a traceback."""

from __future__ import annotations


class UserError(Exception):
    """One plain Chinese sentence that says what was seen, where, and what to change (exit code 2)."""
