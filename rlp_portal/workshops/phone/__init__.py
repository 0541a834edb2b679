"""The participants' face of a workshop: coming in by a code or a QR, and the page of a phone. No account, no name."""
