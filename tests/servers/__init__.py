"""Real servers on the loopback for the mail tests: SMTP with scripted faults, IMAP, certificates."""
