"""The tables of the synthesis: one GROUP BY, then exact counting of what it gives."""
