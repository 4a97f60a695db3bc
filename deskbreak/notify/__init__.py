"""Notifications: the port, its adapters (D-Bus, plyer, terminal, null) and the chain that picks one.

Nothing here decides when to notify or what an answer does.
"""
