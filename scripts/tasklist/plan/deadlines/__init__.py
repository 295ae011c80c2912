"""完成时限: how a phrase is read."""
