"""Django's own way to PostgreSQL, which looks less often whether a connection still answers."""
