"""`python -m deskbreak`: the same as the command `deskbreak`."""

import sys

from deskbreak.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
