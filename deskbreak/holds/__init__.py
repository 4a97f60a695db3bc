"""What holds a break back: calls, full screens, do not disturb, chosen programs. Knows no break and no engine."""
