"""The balance of a file, and what the clerk is told of what it holds besides its answers."""
