"""Nobody writes under another person's name, even from a page that stayed open."""

from rlp_portal.ui.errors import not_signed_in


class SamePerson:
    """A page names the account it was drawn for; when somebody else signed in since, what it sends is refused.

    The scripts keep the text for its author, and ask her to sign in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        drawn_for = request.headers.get("X-Account", "")
        if drawn_for and request.user.is_authenticated and drawn_for != str(request.user.public_id):
            return not_signed_in(request)
        return self.get_response(request)
