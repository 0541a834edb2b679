"""Pictures of the carnet: data → geometry (pure functions) → one SVG for the screen, the projector and the PDF."""
