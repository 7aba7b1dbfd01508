"""Every address of the portal. Fixed routes come first: the CMS can add pages, it cannot take these over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.roof.serving.failures import failed, picture
from portal.roof.signing_in.shared_passwords import collection_password, page_password

urlpatterns = [
    path("admin/", include("portal.roof.signing_in.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/authenticate_with_password/<int:restriction_id>/", collection_password),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("directory.urls")),
    path("", include("events.urls")),
    path("", include("search.urls")),
    path("", include("home.urls")),
    path("", include("portal.roof.serving.public_urls")),
    # Only images: documents go through Wagtail's own view, which asks for permissions.
    path("media/images/<path:path>", picture),
    path("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", page_password),
    # Wagtail's second way in, for pages kept for accounts: it counts no try and asks no code.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True),
        name="wagtailcore_login",
    ),
    path("", include(wagtail_urls)),
]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


handler404 = not_found
handler500 = failed
