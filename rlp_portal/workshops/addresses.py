"""What people are given to come in: the portal's own address with a code, or a QR that holds everything."""

from rlp_portal.accounts.mail import public_address

HOME = "/"


def typed_address(request):
    """What the room reads and types, without what a browser adds by itself."""
    return public_address(HOME, request=request).split("://", 1)[-1].rstrip("/")


def qr_address(request, workshop):
    return public_address(f"/q/{workshop.join_token}/", request=request)
