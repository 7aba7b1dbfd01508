"""What is answered when something broke: nothing is asked of the database, which may be what broke."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import get_template
from django.views.static import serve

RETRY_AFTER = 120  # seconds
# Away, locked, or a file that is damaged. Their subclasses are faults of ours: waiting mends none.
_AWAY = (DatabaseError, InterfaceError, OperationalError)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: 503 while the database does not answer, which programs understand as « come back »."""
    response = HttpResponse(get_template("500.html").render(), status=500)
    if sys.exc_info()[0] in _AWAY:
        # Closed when the answer has left: a file that was opened while it could not be written stays so.
        connection.close_at = 0
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A version of an image. A name that no disk can hold (256 letters) is the name of none."""
    try:
        return serve(request, path, document_root=str(settings.MEDIA_ROOT / "images"))
    except (OSError, ValueError):
        raise Http404 from None
