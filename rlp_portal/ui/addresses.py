"""Addresses that begin alike, looked at together: Django tries each of them from its start, one after the other."""

from django.urls import include, path
from django.urls.resolvers import RoutePattern, URLResolver


def part_by_part(patterns):
    """The same addresses as a tree of their parts, « rlp/ », « <slug:slug>/ », « rapports/ »: same names, same views.

    Those of one part come where the first of them stood; a regular expression stays as it is. Raises ValueError where
    two are the same.
    """
    return tree_of(list(flat(patterns)))


def flat(patterns, before=""):
    """(route, pattern) of each address, in order."""
    for one in patterns:
        if not isinstance(one.pattern, RoutePattern):
            if before:
                raise TypeError(one)
            yield None, one
        elif isinstance(one, URLResolver):
            yield from flat(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one


def tree_of(routes):
    branches = {}
    for route, one in routes:
        head, rest = (one, "") if route is None else first_part(route)
        branches.setdefault(head, []).append((rest, one))
    return [branch_of(head, members) for head, members in branches.items()]


def first_part(route):
    head, slash, rest = route.partition("/")
    return head + slash, rest


def branch_of(head, members):
    (rest, one), *others = members
    if not others:
        return one if head is one else path(head + rest, one.callback, one.default_args, one.name)
    heads = {first_part(rest)[0] for rest, _one in members}
    if heads == {""}:
        raise ValueError(f"{head}: {', '.join(one.name for _rest, one in members)}")
    if len(heads) == 1:  # they part further on
        return branch_of(head + heads.pop(), [(first_part(rest)[1], one) for rest, one in members])
    return path(head, include(tree_of(members)))
