from tests.search.elastic.conftest import alias, elastic_client

__all__ = ["alias", "elastic_client"]
