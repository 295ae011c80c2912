"""Whose a file is and of which period, by all that it says and the way it came."""
