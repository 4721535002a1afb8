"""``python -m advisor``."""

from advisor.cli.main import program

program()
