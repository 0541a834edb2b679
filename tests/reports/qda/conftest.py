from tests.rlps.conftest import count_queries, rlp

__all__ = ["count_queries", "rlp"]
