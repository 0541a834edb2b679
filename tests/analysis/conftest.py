from tests.rlps.conftest import advisor, coordinator, coordinator_client, count_queries, rlp

__all__ = ["advisor", "coordinator", "coordinator_client", "count_queries", "rlp"]
