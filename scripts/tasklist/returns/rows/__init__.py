"""Which task each row of a table is, and the fate of every cell in it."""
