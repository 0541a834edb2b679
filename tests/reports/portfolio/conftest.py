from tests.rlps.conftest import advisor, rlp

__all__ = ["advisor", "rlp"]
