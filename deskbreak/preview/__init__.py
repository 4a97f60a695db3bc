"""A day as it would go under given rules, played through the engine before anybody lives with them. Pure."""
