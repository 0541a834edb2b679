"""The portfolio of an advisor, to take away: a table, and every carnet that she may read as a PDF."""
