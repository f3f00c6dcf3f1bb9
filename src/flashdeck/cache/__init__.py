"""What was made once and need not be made again. None of it is truth: all may be deleted."""
