"""What comes back in a file, a filled sheet or a whole carnet: read, compared line by line, then written."""
