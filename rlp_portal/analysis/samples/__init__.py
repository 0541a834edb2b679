"""Drawn samples: what could be drawn, the draw itself, and what it left."""
