"""The command line: options to one library call, its result to the screen.

Commands import what they need when they run: `flashdeck --help` is typed all day.
"""

from flashdeck.cli.app import app, main

__all__ = ["app", "main"]
