"""Where the directory stands in the site, and the name of its kind of thing in search and permanent addresses."""

PLACE = "lieu"
FINDER = "/lieux/"
GUIDE = "/guide/"
OPEN_DATA = "/donnees/"
