"""The passwords of pages and collections of documents, which a group shares: as many tries as elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents.views import serve
from wagtail.views import authenticate_with_password

from portal.ground.attempts import guess
from portal.models import Attempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def limited(view: View[P]) -> View[P]:
    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        attempt = guess(Attempt.Kind.PAGE, "", request).written_down(timezone.now())
        if attempt is None:
            sentence = _("Trop d’essais. Attendez dix minutes, puis recommencez.")
            return HttpResponse(
                sentence, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": "600"}
            )
        response = view(request, *args, **kwargs)
        if response.status_code == 302:
            attempt.succeeded()
        return response

    return answer


page_password = limited(authenticate_with_password)
collection_password = limited(serve.authenticate_with_password)
