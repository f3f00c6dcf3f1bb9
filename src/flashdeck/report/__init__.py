"""Diagnostics for people, for editors and for programs: one format a file."""
