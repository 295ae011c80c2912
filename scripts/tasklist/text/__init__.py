"""Words compared and shown."""
