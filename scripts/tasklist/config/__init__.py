"""The office's own files."""
