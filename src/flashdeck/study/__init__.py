"""Studying: which cards are asked, the session as a value, and the terminal around it."""
