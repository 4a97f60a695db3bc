"""Pictures as pure functions of numbers: no widget, no clock, no colour, only cells and what each one means."""
