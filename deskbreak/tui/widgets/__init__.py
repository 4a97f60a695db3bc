"""Thin widgets around the pictures of `deskbreak.tui.draw`; they hold what to show, never what is so."""
