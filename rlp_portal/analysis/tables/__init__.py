"""The tables of the synthesis: two GROUP BY, then exact counting of what they give."""
