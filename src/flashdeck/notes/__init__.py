"""What is known of notes without looking at them, and notes that are made when they are."""
