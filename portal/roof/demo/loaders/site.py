"""The frame of a portal: the site, its home page, and the two sections whose addresses are part of the product."""

from django.utils.translation import gettext as _
from wagtail.models import Collection, Locale, Page, Site

from directory.models import FinderPage
from events.models import AgendaPage
from home.models import HomePage
from portal.models import SiteSettings
from portal.models.changes import changes

# `.example` is reserved, so nothing sent there reaches anybody.
NETWORK = {
    "network_name": "Coup de main 47",
    "tagline": "L’aide numérique en Lot-et-Garonne",
    "phone": "+33536490047",
    "phone_hours": "Appelez-nous, du lundi au vendredi, de 9 h à 17 h.",
    "email": "contact@coup-de-main-47.example",
    "territory_name": "Lot-et-Garonne",
    "departements": "47",
    "search_example": "impôts Marmande",
    "map_latitude": 44.36,
    "map_longitude": 0.46,
    "map_zoom": 9,
}


def ensure_site() -> Site:
    """Make what is missing, leave what is there; works on a database that was emptied. Returns the default site."""
    with changes():
        Locale.objects.get_or_create(language_code="fr")
        if Collection.get_first_root_node() is None:
            Collection.add_root(name="Racine")
        root = Page.get_first_root_node() or Page.add_root(title="Racine", slug="root")
        # Wagtail's migrations call both « Root ».
        Page.objects.filter(pk=root.pk, title="Root").update(title="Racine", draft_title="Racine")
        Collection.objects.filter(depth=1, name="Root").update(name="Racine")
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


def introduce_network() -> None:
    """The network and the territory of the demo, wherever the settings are still those of a new portal."""
    settings = SiteSettings.load()
    for name, value in NETWORK.items():
        if getattr(settings, name) == SiteSettings._meta.get_field(name).get_default():
            setattr(settings, name, value)
    settings.save()


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
