"""A failure while deriving (search index, dates) leaves the object as it was, on every path that writes it.

The failing deriver is the real registry with one handler replaced by one that raises after doing its work, so that
half of the writing is done when the error comes.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from directory.models import Closure, HelpPoint
from events.models import Activity, Occurrence
from home.models import ArticlePage
from portal.models import RetiredAddress
from portal.models import changes as ledger
from portal.roof.clock.scheduled import publish_due, unpublish_expired
from search.models import SearchDocument, SearchPosting, SearchSpan
from tests.factories.dates import ActivityFactory
from tests.factories.places import HelpPointFactory, publish
from tests.home import pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates")]

TOPICS = ["search.document", "events.activity"]


class DeriverFailed(Exception):
    """What the injected handler raises."""


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`failing(topic)`: from now on the deriver of this topic does its work, then raises."""

    def inject(topic: str) -> None:
        registered = ledger._derivers[topic]

        def work_then_fail(keys: frozenset[Any]) -> None:
            registered.handler(keys)
            raise DeriverFailed(topic)

        monkeypatch.setitem(ledger._derivers, topic, replace(registered, handler=work_then_fail))

    return inject


def everything() -> dict[str, list[Any]]:
    """All rows that a change or its derivations may touch."""
    models = (HelpPoint, Activity, Occurrence, Closure, ArticlePage, RetiredAddress, SearchDocument)
    rows: dict[str, list[Any]] = {model.__name__: sorted(map(repr, model._base_manager.values())) for model in models}
    rows["postings"] = sorted(SearchPosting.objects.values_list("term", "document__key", "weight"))
    rows["spans"] = sorted(SearchSpan.objects.values_list("kind", "start", "end", "document__key"))
    return rows


def snippet(action: str, item: Any) -> str:
    app, model = item._meta.app_label, item._meta.model_name
    return f"/admin/snippets/{app}/{model}/{action}/{item.pk}/"


# Each path: (topics it derives, prepare() -> thing, act(thing, client, now)).
def a_place() -> HelpPoint:
    return publish(HelpPointFactory())


def a_place_with_dates() -> HelpPoint:
    point = a_place()
    publish(ActivityFactory(point=point))
    return point


def an_activity() -> Activity:
    return publish(ActivityFactory(point=a_place()))


def an_article() -> Any:
    return pages.article("Un article d’exemple")


def renamed(item: Any) -> Any:
    setattr(item, "name" if isinstance(item, HelpPoint) else "title", "Nouveau nom")
    return item.save_revision()


def republish(item: Any, client: Any, now: datetime) -> None:
    renamed(item).publish()


def publish_at_its_hour(item: Any, client: Any, now: datetime) -> None:
    revision = renamed(item)
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=now - timedelta(minutes=1))
    assert publish_due(now) == (0, 1)
    raise DeriverFailed("told by the clock")


def expire(item: Any, client: Any, now: datetime) -> None:
    type(item).objects.filter(pk=item.pk).update(expire_at=now - timedelta(minutes=1))
    before_expiry = everything()
    assert unpublish_expired(now) == (0, 1)
    assert everything() == before_expiry
    type(item).objects.filter(pk=item.pk).update(expire_at=None)
    raise DeriverFailed("told by the clock")


def unpublish(item: Any, client: Any, now: datetime) -> None:
    item.unpublish()


def delete(item: Any, client: Any, now: datetime) -> None:
    item.delete()


def unpublish_in_the_admin(item: Any, client: Any, now: datetime) -> None:
    client.post(snippet("unpublish", item))


def delete_in_the_admin(item: Any, client: Any, now: datetime) -> None:
    client.post(snippet("delete", item))


def delete_several_in_the_admin(item: Any, client: Any, now: datetime) -> None:
    address = reverse("wagtail_bulk_action", args=[item._meta.app_label, item._meta.model_name, "delete"])
    client.post(f"{address}?id={item.pk}")


def page_unpublished_in_the_admin(page: Any, client: Any, now: datetime) -> None:
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


def page_deleted_in_the_admin(page: Any, client: Any, now: datetime) -> None:
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def pages_unpublished_together(page: Any, client: Any, now: datetime) -> None:
    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'unpublish'])}?id={page.pk}")


def pages_deleted_together(page: Any, client: Any, now: datetime) -> None:
    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}")


def close_some_days(item: Any, client: Any, now: datetime) -> None:
    client.post(
        "/admin/snippets/directory/closure/add/",
        {
            "kind": "local",
            "point": str(item.pk),
            "first_day": now.date().isoformat(),
            "last_day": (now.date() + timedelta(days=20)).isoformat(),
            "label": "travaux",
            "source": "",
            "zone": "",
            "certain": "on",
            "cancel_dates": "on",
        },
    )


BOTH, INDEX = TOPICS, ["search.document"]
PATHS: list[tuple[Callable[[], Any], Callable[..., None], list[str]]] = [
    *((a_place, act, INDEX) for act in (republish, publish_at_its_hour, expire, unpublish, delete)),
    *((a_place, act, INDEX) for act in (unpublish_in_the_admin, delete_in_the_admin, delete_several_in_the_admin)),
    *((a_place_with_dates, act, BOTH) for act in (republish, unpublish, delete_in_the_admin, close_some_days)),
    *((an_activity, act, BOTH) for act in (republish, publish_at_its_hour, expire, unpublish, unpublish_in_the_admin)),
    *((an_activity, act, INDEX) for act in (delete, delete_in_the_admin, delete_several_in_the_admin)),
    *((an_article, act, INDEX) for act in (republish, publish_at_its_hour, expire, unpublish, delete)),
    *(
        (an_article, act, INDEX)
        for act in (
            page_unpublished_in_the_admin,
            page_deleted_in_the_admin,
            pages_unpublished_together,
            pages_deleted_together,
        )
    ),
]
CASES = [
    pytest.param(make, act, topic, id=f"{make.__name__}-{act.__name__}-{topic}")
    for make, act, topics in PATHS
    for topic in topics
]


@pytest.mark.parametrize(("make", "act", "topic"), CASES)
def test_a_failure_undoes_everything(
    make: Callable[[], Any],
    act: Callable[..., None],
    topic: str,
    failing: Callable[[str], None],
    admin_client: Any,
    frozen: Any,
    now: datetime,
) -> None:
    item = make()
    drafted = act in (republish, publish_at_its_hour)
    if drafted:  # saving the draft is a change of its own, made before
        renamed(item)
        item.refresh_from_db()
    before = everything()
    failing(topic)
    with pytest.raises(DeriverFailed):
        act(item, admin_client, now)
    after = everything()
    if drafted:  # `latest_revision` of the draft is written before publishing, on purpose
        before, after = (forget_drafts(rows) for rows in (before, after))
    assert after == before


def forget_drafts(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The rows without what saving a draft writes, before any publishing."""
    volatile = r"'(latest_revision_id|latest_revision_created_at)': (datetime\.datetime\([^)]*\)[^,]*\)|[^,]*)"
    return {
        kind: [re.sub(volatile, "", row) if isinstance(row, str) else row for row in some]
        for kind, some in rows.items()
    }


@pytest.mark.parametrize(("make", "act"), [pytest.param(m, a, id=f"{m.__name__}-{a.__name__}") for m, a, _ in PATHS])
def test_the_same_path_does_change_something(
    make: Callable[[], Any], act: Callable[..., None], admin_client: Any, frozen: Any, now: datetime
) -> None:
    """Otherwise the test above could not fail."""
    item = make()
    before = everything()
    if act is publish_at_its_hour:
        revision = renamed(item)
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=now - timedelta(minutes=1))
        assert publish_due(now) == (1, 0)
    elif act is expire:
        type(item).objects.filter(pk=item.pk).update(expire_at=now - timedelta(minutes=1))
        assert unpublish_expired(now) == (1, 0)
    else:
        act(item, admin_client, now)
    assert everything()["SearchDocument"] != before["SearchDocument"] or everything()["spans"] != before["spans"]
