"""Owed against came."""
