from django.urls import URLPattern, path

from directory.finder.lists import addresses, views

urlpatterns: list[URLPattern] = [
    path(addresses.COMMUNES.lstrip("/"), views.communes, name="communes"),
    path(addresses.communes_letter("<slug:initial>").lstrip("/"), views.communes),
    path("lieux/commune/<slug:code>/", views.commune, name="commune"),
    path("lieux/commune/<slug:code>/<int:page>/", views.commune),
    path(addresses.UNIONS.lstrip("/"), views.unions, name="unions"),
    path("lieux/intercommunalite/<slug:code>/", views.union),
    path("lieux/intercommunalite/<slug:code>/<int:page>/", views.union),
    path(addresses.TYPES.lstrip("/"), views.kinds, name="kinds"),
    path(addresses.kind("<slug:code>").lstrip("/"), views.kind),
    path(addresses.kind("<slug:code>").lstrip("/") + "<int:page>/", views.kind),
    path(addresses.A_TO_Z.lstrip("/"), views.a_to_z, name="a-to-z"),
    path(addresses.letter("<slug:initial>").lstrip("/"), views.letter),
    path(addresses.letter("<slug:initial>").lstrip("/") + "<int:page>/", views.letter),
]
