"""Values → bytes."""
