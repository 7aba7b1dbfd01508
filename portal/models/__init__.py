"""Ground floor: what every room may use and that knows none of them."""

from portal.models.addresses import RetiredAddress
from portal.models.attempts import Attempt
from portal.models.content_version import ContentVersion
from portal.models.jobs import JobRun
from portal.models.media import PortalDocument, PortalImage, PortalRendition
from portal.models.pages import BasePage, FixedPage, SectionPage
from portal.models.site_settings import SiteSettings
from portal.models.territory import Commune, CommuneOutline
from portal.models.user import User

__all__ = [
    "Attempt",
    "BasePage",
    "Commune",
    "CommuneOutline",
    "ContentVersion",
    "FixedPage",
    "JobRun",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "RetiredAddress",
    "SectionPage",
    "SiteSettings",
    "User",
]
