"""The prose of a notice: what it says of itself, documents, counts and stages; and config.yaml made of that."""
