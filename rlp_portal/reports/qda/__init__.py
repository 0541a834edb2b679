"""REFI-QDA, the exchange format of qualitative analysis software: a codebook (.qdc), a coded project (.qdpx)."""
