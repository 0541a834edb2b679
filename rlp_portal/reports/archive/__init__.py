"""« Dernier jour »: everything of one RLP, or of all, in a zip that is read without the portal."""
