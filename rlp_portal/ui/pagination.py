from django.core.paginator import InvalidPage, Paginator


def page_of(items, number, *, size, count=None):
    """One page of a list; what is not the number of a page opens the first one. (Django's own opens the last.)

    `count`: how many items there are, for whoever knows it already.
    """
    pages = Paginator(items, size)
    if count is not None:
        pages.count = count
    try:
        return pages.page(number or 1)
    except InvalidPage:
        return pages.page(1)
