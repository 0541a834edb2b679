"""Two people read the same plans without seeing each other; then they compare, and settle."""
