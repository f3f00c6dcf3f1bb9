"""`python -m flashdeck` is `flashdeck`."""

from flashdeck.cli import main

main()
