"""« Mots sans réponse »: what visitors type and the portal does not know, and what the team says it means."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from portal.ground.admin_screen import Screen, page
from search.models import SearchSynonym, UnknownWord
from search.question.unknown_words import DAYS, SEARCHES
from search.suggest.needs import NEEDS

_SHOWN = 100
_LONGEST = 100  # characters of what a word means


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    words = UnknownWord.objects.exclude(word="")
    context = {
        "words": words[:_SHOWN],
        "unread": UnknownWord.objects.filter(word="").count(),
        "needs": NEEDS,
        "searches": SEARCHES,
        "days": DAYS,
        "today": timezone.localdate(),
    }
    return page(request, "search/admin/unknown_words.html", _("Mots sans réponse"), UnknownWordsViewSet.icon, context)


@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """The word becomes a synonym of what it means, at once."""
    found = get_object_or_404(UnknownWord.objects.exclude(word=""), pk=pk)
    meaning = " ".join(request.POST.get("sens", "").replace("\0", "").split())[:_LONGEST]
    if not meaning:
        messages.error(request, _("Écrivez ce que « %(word)s » veut dire.") % {"word": found.word})
    else:
        SearchSynonym.objects.create(words=f"{found.word}\n{meaning}")
        found.delete()
        said = _("Chercher « %(word)s » trouve maintenant « %(meaning)s ».")
        messages.success(request, said % {"word": found.word, "meaning": meaning})
    return redirect("search_unknown:index")


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """It comes back when people go on typing it."""
    found = get_object_or_404(UnknownWord, pk=pk)
    found.delete()
    messages.success(request, _("« %(word)s » est oublié.") % {"word": found.word})
    return redirect("search_unknown:index")


class UnknownWordsViewSet(Screen):
    name = "search_unknown"
    url_prefix = "recherche/mots"
    icon = "help"
    menu_label = gettext_lazy("Mots sans réponse")
    permission = "search.add_searchsynonym"
    views = (("", index, "index"), ("<int:pk>/", explain, "explain"), ("<int:pk>/oublier/", forget, "forget"))
