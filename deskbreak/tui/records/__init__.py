"""What was, as pages: a period's numbers read and drawn. No widgets; the command line uses it too."""
