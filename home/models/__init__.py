"""The editorial space: pages written by editors, and the snippets that they share."""

from home.models.article import ArticleIndexPage, ArticlePage
from home.models.category import ArticleCategory
from home.models.home_page import HomePage
from home.models.key_figure import KeyFigure
from home.models.standard_page import StandardPage
from home.models.success_story import StoryIndexPage, SuccessStoryPage

__all__ = [
    "ArticleCategory",
    "ArticleIndexPage",
    "ArticlePage",
    "HomePage",
    "KeyFigure",
    "StandardPage",
    "StoryIndexPage",
    "SuccessStoryPage",
]
