"""News for open pages: who follows what (hub), over which connections (streams), and what wakes it (waking)."""
