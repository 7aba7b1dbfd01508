from directory.models.closures import Closure
from directory.models.deleted_place import DeletedPlace
from directory.models.error_report import ErrorReport
from directory.models.finder_page import FinderPage
from directory.models.help_point import HelpPoint
from directory.models.imports import ImportRemark, ImportRun, ImportStep, SourceRecord
from directory.models.organisation import Organisation
from directory.models.told_apart import ToldApart

__all__ = [
    "Closure",
    "DeletedPlace",
    "ErrorReport",
    "FinderPage",
    "HelpPoint",
    "ImportRemark",
    "ImportRun",
    "ImportStep",
    "Organisation",
    "SourceRecord",
    "ToldApart",
]
