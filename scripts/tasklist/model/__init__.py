"""The nouns of the project, as frozen values."""
