"""What an advisor follows: what waits for her, her RLPs, and one of them on a page."""
