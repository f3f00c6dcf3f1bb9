"""Figures of demos as files: the one room that knows matplotlib, imported when one is asked for."""
