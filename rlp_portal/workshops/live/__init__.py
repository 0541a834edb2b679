"""What each face of a workshop is told: the phones, the projected screen and the console."""
