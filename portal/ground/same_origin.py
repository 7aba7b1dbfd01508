"""Was a form sent from a page of ours? What stands for a token where a visitor has no cookie to keep one in.

The rule of Go's `http.CrossOriginProtection` (1.25): browsers tell `Sec-Fetch-Site` since 2023 and `Origin` with each
POST since 2020, and no script can forge either. Both are looked at; who tells neither is no browser that another site
could have led here. Hosts are compared, not schemes: behind a proxy that ends TLS both sides may name another one.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest

# « none »: the person did it, from no page at all.
_OURS = ("same-origin", "none")


def from_this_site(request: HttpRequest) -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in _OURS:
        return False
    try:
        return origin is None or urlsplit(origin).netloc == request.get_host()
    except ValueError:  # « http://[ »
        return False
