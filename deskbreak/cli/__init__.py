"""The command line: arguments -> one function -> an exit status. This module imports nothing."""
