"""When a card is asked again: schedulers, the study day, and where a card stands."""
