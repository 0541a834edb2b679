"""Expected refusals: each carries the sentence to show. Views catch `WorkshopRefusal` and answer with `status`."""


class WorkshopRefusal(Exception):
    status = 409
    message = ""
    about_choice = about_sending = ""  # the sentence for a choice, or for « Envoyer », where `message` is of a text
    code = ""  # tells a script what to do: "closed" keeps the text and offers to copy it, "removed" stops asking

    def __init__(self, message=None):
        super().__init__(message or self.message)

    def saying(self, words):
        """The same refusal, in these words if there are any."""
        return type(self)(words) if words else self

    @property
    def said(self):
        return str(self)


class NoOpenWorkshop(WorkshopRefusal):
    """Wrong, expired, or behind a closed door: one answer, which fits them all."""

    status = 422
    message = (
        "Ce code ne fait entrer personne pour l’instant. Vérifiez-le. S’il est bon, la porte de l’atelier est fermée"
        "\u00a0: demandez à l’animation de l’ouvrir."
    )


class DoorClosed(NoOpenWorkshop):
    """Told by the QR alone, which nobody guesses."""

    message = (
        "La porte de cet atelier est fermée. Demandez à l’animation de l’ouvrir, puis balayez de nouveau le code QR."
    )


class RoomFull(WorkshopRefusal):
    message = "La salle est pleine. Dites-le à l’animation\u00a0: elle peut faire de la place."


class PersonRemoved(WorkshopRefusal):
    status = 403
    code = "removed"
    message = "L’animation a retiré cet appareil de l’atelier. Parlez-lui si c’est une erreur."


class AnswersClosed(WorkshopRefusal):
    """The text stays on the phone."""

    code = "closed"
    message = "Cette question est fermée. Votre texte est gardé ici\u00a0: copiez-le au besoin."
    about_choice = "Cette question est fermée\u00a0: votre choix est arrivé trop tard."
    about_sending = "Cette question est fermée\u00a0: ce qui était enregistré compte."


class WorkshopOver(WorkshopRefusal):
    status = 410
    code = "over"
    message = "L’atelier est terminé. Votre texte est gardé ici\u00a0: copiez-le au besoin."
    about_choice = "L’atelier est terminé\u00a0: votre choix est arrivé trop tard."
    about_sending = "L’atelier est terminé\u00a0: ce qui était enregistré compte."


class NoSuchQuestion(WorkshopRefusal):
    status = 422
    message = "Cette question n’existe plus. Votre texte est gardé ici\u00a0: copiez-le au besoin."


class SentTwice(WorkshopRefusal):
    """The same operation with another body."""

    status = 422
    message = "Cet envoi a déjà été reçu. Rechargez la page; votre texte est gardé."


class TableNeeded(WorkshopRefusal):
    status = 422
    message = "Dites d’abord à quelle table se trouve cet appareil."


class StepMoved(WorkshopRefusal):
    """Somebody else acted since the page was drawn: what is shown now is the present state."""

    code = "moved"
    message = "Quelqu’un d’autre vient d’agir. Voici où en est l’atelier."


class NotPossibleNow(WorkshopRefusal):
    message = "Ce geste n’est pas possible à ce moment de l’atelier."


class NothingToUndo(WorkshopRefusal):
    message = "Il n’y a aucun geste à annuler."


class TextChanged(WorkshopRefusal):
    """Somebody else wrote in the same place meanwhile; `present` is what stands there."""

    message = "Quelqu’un d’autre vient d’écrire ici. Comparez les deux textes."

    def __init__(self, present):
        super().__init__()
        self.present = present
