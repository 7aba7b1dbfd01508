"""The contours joined for the maps, and django-leaflet's two templates that ours replace."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import RequestFactory

from portal.ground.maps import BASE_MAP, LAYERS
from portal.models import SiteSettings
from portal.roof.files.base_map import BaseMapFinder, joined_layers

CONTOURS = Path(settings.BASE_DIR) / "static" / "geo"


def rendered(text: str, **context: Any) -> BeautifulSoup:
    return BeautifulSoup(Template(text).render(Context(context)), "html.parser")


def test_every_contour_is_joined_with_what_a_map_shows() -> None:
    layers = json.loads(joined_layers(CONTOURS))
    assert list(layers) == list(LAYERS)
    for key, name in LAYERS.items():
        source = json.loads((CONTOURS / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
        assert [one["geometry"] for one in layers[key]["features"]] == [one["geometry"] for one in source]
        assert {word for one in layers[key]["features"] for word in one["properties"]} <= {"nom", "rang", "grande"}
    assert layers["towns"]["features"][0]["properties"] == {"nom": "Agen", "rang": 1}


def test_a_missing_contour_is_not_an_empty_map(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        joined_layers(tmp_path)


def test_the_static_files_give_the_joined_contours() -> None:
    found = finders.find(BASE_MAP)
    assert found is not None
    assert Path(found).read_text(encoding="utf-8") == joined_layers(CONTOURS)
    assert [path for path, _storage in BaseMapFinder().list(None)] == [BASE_MAP]
    assert not BaseMapFinder().find("geo/other.json")


def test_the_joined_contours_are_written_again_when_a_file_changes(tmp_path: Path) -> None:
    finder = BaseMapFinder()
    finder.source, finder.target = tmp_path / "geo", tmp_path / "out"
    finder.source.mkdir()
    for name in LAYERS.values():
        (finder.source / f"{name}.geojson").write_text('{"features": []}')
    first = Path(finder.find(BASE_MAP)).read_text()
    point = '{"features": [{"properties": {"nom": "Agen"}, "geometry": null}]}'
    (finder.source / f"{LAYERS['towns']}.geojson").write_text(point)
    assert "Agen" not in first
    assert "Agen" in Path(finder.find(BASE_MAP)).read_text()


def test_the_map_is_an_element_and_its_options() -> None:
    page = rendered(
        '{% load leaflet_tags %}{% leaflet_map "carte" settings_overrides=view %}', view={"DEFAULT_ZOOM": 8}
    )
    [element] = page.find_all("div")
    assert element["id"] == "carte"
    options = json.loads(str(element["data-djoptions"]))
    assert options["zoom"] == 8
    assert options["maxzoom"] == settings.LEAFLET_CONFIG["MAX_ZOOM"]
    assert options["layers"] == []
    assert options["resetview"] is False
    assert page.find("script") is None


def test_scripts_are_named_in_order_and_not_loaded() -> None:
    page = rendered("{% load leaflet_tags %}{% leaflet_js %}")
    [element] = page.find_all("div")
    scripts = str(element["data-leaflet-js"]).split(" ")
    assert [script.rsplit("/", 1)[1] for script in scripts] == ["leaflet.js", "leaflet.extras.js"]
    assert str(element["data-leaflet-css"]).endswith("leaflet/leaflet.css")
    assert page.find(["script", "link"]) is None


@pytest.mark.django_db
def test_the_view_one_starts_from_is_the_administrators() -> None:
    site = SiteSettings.load()
    site.map_latitude, site.map_longitude, site.map_zoom = 45.5, 1.25, 10
    site.save()
    text = "{% load leaflet_tags maps %}{% default_map_view as view %}{% leaflet_map 'carte' settings_overrides=view %}"
    page = rendered(text, request=RequestFactory().get("/"))
    options = json.loads(str(page.select("div")[0]["data-djoptions"]))
    assert (options["center"], options["zoom"]) == ([45.5, 1.25], 10)
