from django.urls import URLPattern, URLResolver, path

from events.addresses import AGENDA, FORMER_SEARCH_FEED, MONTH, MONTH_PDF, SEARCH_FEED
from events.agenda.month import month_sheet
from events.agenda.search_feed import search_feed
from events.agenda.view import agenda_at_its_address
from events.calendars import views as feeds
from events.pages.activity import activity
from events.pages.occurrence import occurrence
from events.paper.poster import activity_poster, place_poster

urlpatterns: list[URLPattern | URLResolver] = [
    path(AGENDA.lstrip("/"), agenda_at_its_address, name="agenda"),
    path(MONTH.lstrip("/"), month_sheet, name="agenda-month"),
    path(MONTH_PDF.lstrip("/"), month_sheet, {"as_pdf": True}, name="agenda-month-pdf"),
    path("agenda/affiche/lieu/<int:pk>/", place_poster, name="place-poster"),
    path("agenda/affiche/lieu/<int:pk>.pdf", place_poster, {"as_pdf": True}, name="place-poster-pdf"),
    path("agenda/affiche/<int:pk>/", activity_poster, name="activity-poster"),
    path("agenda/affiche/<int:pk>.pdf", activity_poster, {"as_pdf": True}, name="activity-poster-pdf"),
    path("agenda/date/<int:pk>/", occurrence, name="occurrence"),
    path("agenda/<int:pk>/", activity, name="activity-short"),
    path("agenda/<int:pk>-<str:slug>/", activity, name="activity"),
    path("ical/lieu/<int:pk>.ics", feeds.place, name="ical-place"),
    path("ical/activite/<int:pk>.ics", feeds.activity, name="ical-activity"),
    path("ical/date/<int:pk>.ics", feeds.occurrence, name="ical-occurrence"),
    path(SEARCH_FEED.lstrip("/"), search_feed, name="ical-search"),
    path(FORMER_SEARCH_FEED.lstrip("/"), search_feed, name="ical-search-former"),
    path("ical/reseau.ics", feeds.network, name="ical-network"),
]
