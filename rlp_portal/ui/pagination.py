from django.core.paginator import InvalidPage, Paginator


def page_of(items, number, *, size):
    """One page of a list; what is not the number of a page opens the first one. (Django's own opens the last.)"""
    pages = Paginator(items, size)
    try:
        return pages.page(number or 1)
    except InvalidPage:
        return pages.page(1)
