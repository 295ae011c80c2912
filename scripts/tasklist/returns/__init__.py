"""A file → a Return."""
