"""Who may do what: four roles as groups, and the reading that what a contributor writes goes through.

Made or completed, never emptied: what an administrator added to a group, or changed in the workflow, stays.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.snippets.models import get_snippet_models

# What is no snippet: imports, and what visitors report.
_DIRECTORY = ("add_importrun", "view_errorreport", "change_errorreport", "delete_errorreport")
_WRITES_PAGES = ("add_page", "change_page")
_PUBLISHES_PAGES = (*_WRITES_PAGES, "publish_page", "lock_page", "unlock_page")


@dataclass(frozen=True)
class Role:
    """A group, its rights on every page, on the library, and whether it keeps the directory, redirects, everything."""

    name: str
    pages: tuple[str, ...]
    library: tuple[str, ...] = ("add", "change", "choose")
    keeps_records: bool = True
    keeps_addresses: bool = False
    administers: bool = False


CONTRIBUTOR = Role("Contributeurs", _WRITES_PAGES, library=("add", "choose"), keeps_records=False)
EDITOR = Role("Éditeurs", _PUBLISHES_PAGES)
PUBLISHER = Role("Responsables de publication", (*_PUBLISHES_PAGES, "bulk_delete_page"), keeps_addresses=True)
ADMINISTRATOR = Role("Administrateurs", PUBLISHER.pages, keeps_addresses=True, administers=True)
ROLES = (CONTRIBUTOR, EDITOR, PUBLISHER, ADMINISTRATOR)


def ensure_roles() -> None:
    """The four groups and the workflow of every page; the first time, the stock ones of Wagtail go away."""
    if not Group.objects.filter(name=EDITOR.name).exists():
        _remove_stock_moderation()
    for role in ROLES:
        ensure_group(role)
    _ensure_reading()


def ensure_group(role: Role) -> Group:
    group, _created = Group.objects.get_or_create(name=role.name)
    group.permissions.add(*Permission.objects.filter(_wanted(role)))
    root = Page.get_first_root_node()
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=role.pages):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    _allow_library(group, role.library)
    return group


def _wanted(role: Role) -> Q:
    if role.administers:
        return Q()
    wanted = Q(content_type__app_label="wagtailadmin", codename="access_admin")
    if role.keeps_records:
        wanted |= Q(content_type__app_label="directory", codename__in=_DIRECTORY)
        for model in get_snippet_models():
            wanted |= Q(content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name)
    if role.keeps_addresses:
        wanted |= Q(content_type__app_label="wagtailredirects")
    return wanted


def _allow_library(group: Group, verbs: tuple[str, ...]) -> None:
    """Wagtail asks for the permissions of its own image and document models, whatever models the project uses."""
    collection = Collection.get_first_root_node()
    for kind in ("image", "document"):
        permissions = Permission.objects.filter(
            content_type__app_label__in=["wagtailimages", "wagtaildocs"],
            codename__in=[f"{verb}_{kind}" for verb in verbs],
        )
        for permission in permissions:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _ensure_reading() -> None:
    """A contributor submits, a person in charge of publication approves; where pages have a workflow it is kept."""
    root = Page.get_first_root_node()
    if WorkflowPage.objects.filter(page=root).exists():
        return
    workflow = Workflow.objects.create(name=_("Relecture"))
    task = GroupApprovalTask.objects.create(name=_("Relecture avant publication"))
    task.groups.add(Group.objects.get(name=PUBLISHER.name))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root)


def _remove_stock_moderation() -> None:
    """Wagtail installs two English groups and a moderation step."""
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()
