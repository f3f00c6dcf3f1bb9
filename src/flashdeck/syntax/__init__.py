"""Reading: one dialect a file, and what all dialects share."""
