"""Who is at the desk: the last input, locks and suspends. Knows nothing of breaks."""
