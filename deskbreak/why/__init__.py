"""Why a break comes or does not: what the engine knows, as facts, and the facts in plain words. Pure."""
