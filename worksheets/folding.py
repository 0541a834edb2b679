import unicodedata


def fold(text):
    """Lower case, without accents, single spaces: so that « ÉCOLE » finds « école » on both engines."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("’", "'"))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(bare.split())
