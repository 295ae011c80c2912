"""Out and in."""
