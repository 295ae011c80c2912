"""Workbooks of every format."""
