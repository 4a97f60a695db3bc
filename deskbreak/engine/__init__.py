"""When a break is due: a sans-I/O state machine over instants."""
