"""Is the process alive, and may it receive visitors? Two questions, two addresses, no private detail."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from portal.roof.clock.notices import warnings


@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; no input or output."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and no migration is pending, else 503. A clock that has stopped is told in words:
    visitors are received all the same."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        late = [] if pending else warnings(timezone.now())
    except Exception:
        return HttpResponse("base de données injoignable\n", status=503, content_type="text/plain; charset=utf-8")
    if pending:
        return HttpResponse("migrations en attente\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("\n".join(["ok", *late, ""]), content_type="text/plain; charset=utf-8")
