"""The browser of the tests: Debian’s, without a window, which asks nobody anything at its start.

chromium-headless-shell draws pages exactly as chromium does and spends a third of the work on opening one: it has no
window to draw around them. CHROMIUM names another.
"""

import os
import shutil

PROGRAM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
MISSING = "Chromium manque. Installez-le\u00a0: sudo apt install chromium-headless-shell"
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--lang=fr-CA"),
]
