"""A group fills its whole carnet in the browser, and everything it wrote is looked for in what comes out."""
