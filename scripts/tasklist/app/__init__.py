"""The verbs' frame."""
