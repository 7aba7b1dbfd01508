"""Staff accounts: the group of editors, and the first two logins."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Task, Workflow
from wagtail.snippets.models import get_snippet_models

EDITORS = "Éditeurs"
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
# What is no snippet: imports, and what visitors report.
DIRECTORY_PERMISSIONS = ("add_importrun", "view_errorreport", "change_errorreport", "delete_errorreport")
MEDIA_PERMISSIONS = ("add", "change", "choose")


def ensure_editors_group() -> Group:
    """The group whose members write and publish everything and manage no account; made or completed, never emptied."""
    group, _created = Group.objects.get_or_create(name=EDITORS)
    wanted = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    wanted |= Q(content_type__app_label="directory", codename__in=DIRECTORY_PERMISSIONS)
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
    """Wagtail asks for the permissions of its own image and document models, whatever models the project uses."""
    collection = Collection.get_first_root_node()
    for kind in ("image", "document"):
        permissions = Permission.objects.filter(
            content_type__app_label__in=["wagtailimages", "wagtaildocs"],
            codename__in=[f"{verb}_{kind}" for verb in MEDIA_PERMISSIONS],
        )
        for permission in permissions:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
