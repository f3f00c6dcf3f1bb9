"""Which note of today is which note of yesterday, though nobody gave it a name."""
