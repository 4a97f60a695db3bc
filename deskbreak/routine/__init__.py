"""Which stretches there are, and which of them a break is made of. Pure but for `files`, which reads the catalogue."""
