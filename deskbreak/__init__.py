"""deskbreak: a terminal break reminder that knows when you sit, and shows you how to stand up.

General layout
--------------
engine      when a break is due: rules over instants and spans, no clock, no I/O
settings    TOML -> frozen settings, problems with file, line and key, edits that keep comments
routine     the stretches and how a break is filled with them: pure
presence    who is at the desk: last input, locks, suspends
notify      the notification and its buttons
history     the ledger of breaks and bouts
control     the socket between the service and its clients
service     the composition root: engine, scheduler and adapters on one asyncio loop
tui         the Textual screen, a client of the service
cli         arguments -> one function -> an exit status

This module imports nothing, so that `deskbreak status` starts fast.
"""

__version__ = "0.1.0"
