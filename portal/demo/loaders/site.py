"""The frame of a portal: the site, its home page, and the two sections whose addresses are part of the product."""

from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Site

from directory.models import FinderPage
from events.models import AgendaPage
from home.models import HomePage
from portal.models import SiteSettings
from portal.models.changes import changes


def ensure_site() -> Site:
    """Make what is missing, leave what is there; works on a database that was emptied. Returns the default site."""
    with changes():
        Locale.objects.get_or_create(language_code="fr")
        if Collection.get_first_root_node() is None:
            Collection.add_root(name="Racine")
        root = Page.get_first_root_node() or Page.add_root(title="Racine", slug="root")
        home = HomePage.objects.first() or _replace_welcome_page(root)
        _ensure_section(
            home,
            FinderPage(title=_("Trouver un lieu"), introduction=_("Le plus proche d’abord. Le téléphone en grand.")),
        )
        _ensure_section(
            home, AgendaPage(title=_("Agenda"), introduction=_("Les permanences et les ateliers, semaine par semaine."))
        )
        SiteSettings.load()
        site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
        if site.root_page_id != home.pk:
            site.root_page = home
            site.save()
        return site


def _replace_welcome_page(root: Page) -> HomePage:
    """Wagtail's migrations leave a welcome page; ours takes its place."""
    home: HomePage = root.add_child(instance=HomePage(title=_("Accueil"), slug="accueil"))
    for page in root.get_children().exclude(pk=home.pk):
        Site.objects.filter(root_page=page).update(root_page=home)
        page.delete()
    return home


def _ensure_section(home: HomePage, section: FinderPage | AgendaPage) -> None:
    if not type(section).objects.exists():
        section.slug = section.section_slug
        home.add_child(instance=section)
