"""Bytes in, Grids out: one file per format, one line in `registry` to add one."""
