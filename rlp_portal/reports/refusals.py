"""PDFs that cannot be made, and what is said of them."""


class PdfRefused(Exception):
    """A PDF that cannot be made; the message is said to the user."""

    message = ""

    def __str__(self):
        return self.message


class PdfTooLong(PdfRefused):
    message = (
        "Ce document est trop long pour être mis en page. Rien n’est perdu\u00a0: raccourcissez les textes les plus "
        "longs, puis réessayez."
    )


class PdfBusy(PdfRefused):
    message = "Beaucoup de PDF sont demandés en ce moment. Réessayez dans une minute; rien n’est perdu."


class PdfFailed(PdfRefused):
    message = (
        "Ce PDF n’a pas pu être produit. Rien n’est perdu. Réessayez, puis écrivez à la gestion si cela se répète."
    )


class PdfWithoutRoom(PdfRefused):
    message = (
        "Le disque du portail est presque plein. Les PDF attendent, pour garder la place à vos textes. "
        "Prévenez la gestion; rien n’est perdu."
    )


class PdfUnavailable(PdfRefused):
    message = (
        "La bibliothèque Pango manque sur le serveur. Installez-la\u00a0: "
        "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )
