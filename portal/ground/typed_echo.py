"""What is being typed in a box of a day or an hour (`typed_inputs`), said back; a piece of page for
`static/js/typed-moment.js`, which knows no rule of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.ground.typed_inputs import (
    SAID,
    PastDateInput,
    TypedDateInput,
    TypedDateTimeInput,
    TypedInput,
    TypedTimeInput,
)

_BOXES: dict[tuple[str, bool], type[TypedInput]] = {
    (box.kind, box.past): box for box in (TypedDateInput, PastDateInput, TypedTimeInput, TypedDateTimeInput)
}


def typed_moment(request: HttpRequest) -> HttpResponse:
    """`texte` in a box of this `genre` (« jour », « heure », « moment »); `passe` when it says what has been."""
    box = _BOXES.get((request.GET.get("genre", ""), "passe" in request.GET))
    if box is None:
        raise Http404
    text = request.GET.get("texte", "").strip()
    read = box().read(text)
    unread = box.unread if text and read is None else ""
    return render(request, SAID, {"words": "" if read is None else box().words(read), "unread": unread})
