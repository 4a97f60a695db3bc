"""The ledger of breaks and bouts: an SQLite file, its rows, and the numbers drawn from them."""
