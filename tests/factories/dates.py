"""Activities and their rules."""

from datetime import date, time

import factory

from events.models import Activity, Rule
from tests.factories.places import HelpPointFactory


class RuleFactory(factory.django.DjangoModelFactory):
    """Each Monday, 9 h to 12 h."""

    class Meta:
        model = Rule

    weekdays = [0]
    start_time = time(9)
    end_time = time(12)
    valid_from = date(2026, 9, 1)


class ActivityFactory(factory.django.DjangoModelFactory):
    """A draft of a permanence at a place, with one weekly rule: one comes without appointment, and pays nothing."""

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Permanence d’exemple {number}")
    point = factory.SubFactory(HelpPointFactory)
    place_text = factory.LazyAttribute(lambda drawn: "" if drawn.point else "Salle d’exemple")
    access = "drop-in"
    price = "free"
    live = False
    rule = factory.RelatedFactory(RuleFactory, factory_related_name="activity")
