"""Mails, pages saved as one file, and what hangs on them."""
