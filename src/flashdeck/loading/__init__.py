"""Paths to a collection: files found, decoded, read, named, linked and given their media."""
