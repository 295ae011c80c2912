"""What a grid means."""
