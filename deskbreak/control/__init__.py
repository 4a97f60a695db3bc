"""The socket between the service and its clients: pure protocol, server, light client, client for a screen.

This module imports nothing, so that client commands start fast.
"""
