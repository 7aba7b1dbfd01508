"""Where the agenda stands in the site, and the names of its kinds of things in search and permanent addresses."""

# In French « date » is what people look for: the search finds activities by it, and their addresses bear it.
ACTIVITY = "date"
# An activity that no place of the directory hosts: where an itinerant service stops, a workshop in a hall.
STOP = "passage"
OCCURRENCE = "occurrence"
AGENDA = "/agenda/"
MONTH = f"{AGENDA}mois/"
MONTH_PDF = f"{AGENDA}mois.pdf"
SEARCH_FEED = "/ical/agenda.ics"
# Where it was at first: calendar programs keep an address for years.
FORMER_SEARCH_FEED = "/ical/recherche.ics"
