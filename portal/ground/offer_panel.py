"""A field of an admin form that is shown once it is of use."""

from wagtail.admin.panels import FieldPanel


class OfferPanel(FieldPanel):
    """Shown when the form names its field among `offered`: a save was stopped, and ticking the box is the answer."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.field_name in getattr(self.form, "offered", ())
