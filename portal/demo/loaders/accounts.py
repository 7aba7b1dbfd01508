"""Staff accounts: the group of editors, and the first two logins."""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Model, Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Task, Workflow
from wagtail.snippets.models import get_snippet_models

EDITORS = "Éditeurs"
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
MEDIA_PERMISSIONS = ("add", "change", "choose")


def ensure_editors_group() -> Group:
    """The group whose members write and publish everything and manage no account; made or completed, never emptied."""
    group, _created = Group.objects.get_or_create(name=EDITORS)
    wanted = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    for model in get_snippet_models():
        wanted |= Q(content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name)
    group.permissions.add(*Permission.objects.filter(wanted))
    root = Page.get_first_root_node()
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    _allow_media(group)
    return group


def remove_stock_moderation() -> None:
    """Wagtail installs two English groups and a moderation step; here one group writes and publishes."""
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()


def _allow_media(group: Group) -> None:
    collection = Collection.get_first_root_node()
    for name in ("PortalImage", "PortalDocument"):
        model: type[Model] = apps.get_model("portal", name)
        codenames = [
            f"{verb}_{kind}" for verb in MEDIA_PERMISSIONS for kind in (model._meta.model_name, name[6:].lower())
        ]
        permissions = Permission.objects.filter(
            content_type__app_label="portal", content_type__model=model._meta.model_name, codename__in=codenames
        )
        for permission in permissions:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
