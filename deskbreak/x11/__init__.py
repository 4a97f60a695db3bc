"""The one door to X servers: a connection that never blocks, and the messages the program needs. Knows no adapter.

Speaks the protocol itself: libX11 ends the process when the server dies, and python-xlib waits for a hung server
without end and prints to the terminal.
"""
