"""Anki packages: one file that Anki imports, and updates notes from when it is built again."""
