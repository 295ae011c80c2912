"""Bytes → Grids."""
