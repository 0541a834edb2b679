"""Typing the paper sheets of a step, one after the other: by the facilitation, or by a colleague through a link."""
