"""Masters that come in as returns: our own edited, and those of lower offices."""
