"""Signing in and one's own account, in front of Wagtail's own views at the same addresses.

Somebody who is signed in may send these too: no password is hashed inside the transaction of a change.
"""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from portal.ground.admin_area import writes_by_itself
from portal.roof.signing_in.own_account import OwnAccountView
from portal.roof.signing_in.second_factor import own, sign_in

_own = [
    path("account/", OwnAccountView.as_view(), name="wagtailadmin_account"),
    path("account/double-authentification/", own.OwnFactorView.as_view(), name=own.NAME),
]
urlpatterns = [
    path("login/", sign_in.SignInView.as_view(), name="wagtailadmin_login"),
    path("login/code/", sign_in.CodeStepView.as_view(), name=sign_in.CODE_STEP),
    *decorate_urlpatterns(_own, require_admin_access),
]
decorate_urlpatterns(urlpatterns, never_cache)
decorate_urlpatterns(urlpatterns, writes_by_itself)
