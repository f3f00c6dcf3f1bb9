"""Studying on a whole screen: the only place that reads keys."""
