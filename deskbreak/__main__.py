"""`python -m deskbreak` is the console command `deskbreak`."""

import sys

from deskbreak.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
