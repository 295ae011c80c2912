"""Page, mails, circular, call list."""
