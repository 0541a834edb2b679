"""What a draw left, as plain data: what its minutes print, today or from a synthesis that froze it."""

from rlp_portal.analysis.samples.queries import lists_of


def record_of(sample):
    """Days and moments in ISO form; names as they are that day. One query."""
    return {
        "number": sample.number,
        "title": sample.title,
        "drawn_at": sample.drawn_at.isoformat(),
        "person": sample.drawn_by.name,
        "start": sample.universe_start.isoformat() if sample.universe_start else "",
        "end": sample.universe_end.isoformat() if sample.universe_end else "",
        "universe_size": sample.universe_size,
        "drawn_size": sample.drawn_size,
        "share": [sample.share_numerator, sample.share_denominator],
        "seed": sample.seed,
        "universe_hash": sample.universe_hash,
        "strata": sample.strata,
        "lists": {str(outcome): [line_of(row) for row in rows] for outcome, rows in lists_of(sample).items()},
    }


def line_of(row):
    return {
        "position": row.position,
        "label": row.label,
        "id": str(row.plan.public_id),
        "rank": row.rank,
        "level": row.level,
        "reason": row.reason,
    }
