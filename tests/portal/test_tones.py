"""Colours and pictograms of what is told."""

import pytest

from portal.templatetags.icons import icon
from portal.templatetags.tones import TONES, tone_icon, tone_tint
from tests.portal.component_samples import STATES
from tests.portal.component_samples import TONES as MESSAGES


@pytest.mark.parametrize("code", TONES)
def test_each_tone_has_its_pictogram(code: str) -> None:
    assert icon(tone_icon(code))
    assert tone_tint(code).startswith("c-")


def test_every_state_and_message_has_a_line() -> None:
    assert {*STATES, *MESSAGES} <= set(TONES)


def test_what_has_no_line_is_unknown_or_what_the_template_says() -> None:
    assert (tone_tint("?"), tone_icon("?")) == ("c-shut", "circle-question-mark")
    assert (tone_tint("?", "info"), tone_icon("", "info")) == ("c-fs", "info")
