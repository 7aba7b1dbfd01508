"""Four roles out of the box: who writes proposes, who is in charge reads and publishes, and mails say it in French."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.mail import send_mail
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Task, Workflow, WorkflowPage

from home.models import ArticlePage
from portal.models import SiteSettings
from portal.roof.mail import sender
from portal.roof.signing_in.roles import ADMINISTRATOR, CONTRIBUTOR, PUBLISHER, ROLES, Role, ensure_roles
from tests.home import pages
from tests.home.admin_forms import article_form
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site", "admin_templates")]
ENGLISH = re.compile(
    r"\b(?:the|has|been|was|submitted|approved|rejected|hello|your|page is|moderat\w+)\b", re.IGNORECASE
)


@pytest.fixture
def signed_in(make_user: Callable[..., Any]) -> Callable[[Role], StrictClient]:
    ensure_roles()

    def sign_in(role: Role) -> StrictClient:
        user = make_user(role.name.split()[0].lower())
        user.groups.add(Group.objects.get(name=role.name))
        client = StrictClient()
        client.force_login(user)
        return client

    return sign_in


def test_a_contributor_submits_and_a_person_in_charge_publishes(
    signed_in: Callable[[Role], StrictClient], client: StrictClient, django_capture_on_commit_callbacks: Any
) -> None:
    contributor, publisher = signed_in(CONTRIBUTOR), signed_in(PUBLISHER)
    add = reverse("wagtailadmin_pages:add", args=["home", "articlepage", pages.section().pk])
    refused = contributor.post(add, article_form(slug="refuse", **{"action-publish": "Publier"}))
    assert not ArticlePage.objects.filter(live=True).exists(), refused.status_code
    with django_capture_on_commit_callbacks(execute=True):
        contributor.post(add, article_form(**{"action-submit": "Soumettre"}))
    page = ArticlePage.objects.get(slug="bienvenue")
    assert not page.live
    told = mail.outbox.pop()
    assert told.to == ["responsables@exemple.fr"] and "Bienvenue" in told.subject
    assert ENGLISH.search(f"{told.subject} {told.body}") is None, told.body
    assert "bienvenue" in publisher.get("/admin/").content.decode().lower()
    state = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert contributor.post(approve, {"comment": ""}).status_code in (302, 403)
    assert not ArticlePage.objects.get(pk=page.pk).live
    with django_capture_on_commit_callbacks(execute=True):
        publisher.post(approve, {"comment": ""})
    assert "Bonjour à tous." in client.get(page.url).content.decode()
    assert ENGLISH.search(f"{mail.outbox[-1].subject} {mail.outbox[-1].body}") is None


def test_a_contributor_neither_publishes_what_is_online_nor_reaches_the_directory(
    signed_in: Callable[[Role], StrictClient],
) -> None:
    contributor = signed_in(CONTRIBUTOR)
    page = pages.article("Avant")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    contributor.post(address, article_form(slug=page.slug, title="Après", **{"action-publish": "Publier"}))
    assert ArticlePage.objects.get(pk=page.pk).title == "Avant"
    assert contributor.get(reverse("wagtailsnippets_directory_helppoint:list")).status_code == 302


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_only_administrators_reach_accounts_and_settings(signed_in: Callable[[Role], StrictClient], role: Role) -> None:
    client = signed_in(role)
    settings = reverse("wagtailsettings:edit", args=["portal", "sitesettings"])
    for address in ("/admin/users/", "/admin/groups/", settings):
        answer = client.get(address, follow=True)
        reached = answer.status_code == 200 and answer.request["PATH_INFO"].startswith(address)
        assert reached is (role is ADMINISTRATOR), address


def test_roles_are_completed_and_never_emptied(capsys: Any) -> None:
    ensure_roles()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    Group.objects.create(name="Editors")  # from now on somebody's own
    group = Group.objects.get(name=PUBLISHER.name)
    added = Permission.objects.get(codename="add_user")
    group.permissions.add(added)
    group.permissions.remove(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.filter(group=group).delete()
    Workflow.objects.update(name="Notre relecture")
    call_command("roles")
    assert {"add_user", "access_admin"} <= set(group.permissions.values_list("codename", flat=True))
    assert GroupPagePermission.objects.filter(group=group, permission__codename="publish_page").exists()
    assert [found.workflow.name for found in WorkflowPage.objects.filter(page=Page.get_first_root_node())] == [
        "Notre relecture"
    ]
    assert Group.objects.filter(name="Editors").exists()
    assert [task.name for task in Task.objects.all()] == ["Relecture avant publication"]
    assert "Responsables de publication" in capsys.readouterr().out


def test_mails_leave_from_the_network(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "portal.roof.mail.FileBackend", tmp_path
    send_mail("Un essai", "Bonjour.", None, ["une@exemple.fr"])
    assert "From: Coup de main 47 <contact@coup-de-main-47.example>" in next(tmp_path.iterdir()).read_text()
    SiteSettings.objects.update(email="")
    assert sender() == "Coup de main 47 <ne-pas-repondre@127.0.0.1>"
