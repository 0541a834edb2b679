"""The demonstration of the synthesis, read from fixtures/: plans of action, their codings, a draw, a synthesis."""
