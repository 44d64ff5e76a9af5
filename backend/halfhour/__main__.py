"""`python -m halfhour`: the same as the `halfhour` command."""

from .cli import main

main()
