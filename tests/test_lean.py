"""A process that runs all day does without OpenSSL, and all that it uses works without it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from deskbreak.lean import leave_out_openssl
leave_out_openssl()
import asyncio, hashlib, hmac
import dbus_fast.aio, apscheduler.schedulers.asyncio, textual.app, watchdog.observers
from deskbreak.service.run import run_headless
assert hashlib.sha1(b"a").hexdigest() == "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"
assert hmac.compare_digest(b"a", b"a") and not hmac.compare_digest(b"a", b"b")
asyncio.run(asyncio.sleep(0))
print(*sorted({"_ssl", "_hashlib"} & {name for name, module in sys.modules.items() if module}))
"""


def test_nothing_loads_openssl() -> None:
    done = subprocess.run((sys.executable, "-c", PROGRAM), capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")
