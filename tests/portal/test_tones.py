"""Colours and pictograms of what is told."""

from types import SimpleNamespace

import pytest
from django.utils.html import escape

from portal.templatetags.icons import icon
from portal.templatetags.tones import TONES, state, tone_icon, tone_tint
from tests.portal.component_samples import EVIL, STATES
from tests.portal.component_samples import TONES as MESSAGES


@pytest.mark.parametrize("code", TONES)
def test_each_tone_has_its_pictogram(code: str) -> None:
    assert icon(tone_icon(code))
    assert tone_tint(code).startswith("c-")


def test_every_state_and_message_has_a_line() -> None:
    assert {*STATES, *MESSAGES} <= set(TONES)


@pytest.mark.parametrize("code", STATES)
def test_a_state_is_a_sentence(code: str) -> None:
    html = state(SimpleNamespace(code=code, sentence=EVIL, passing=""), big=True)
    assert escape(EVIL) in html and EVIL not in html
    assert html.startswith('<p class="state big') and tone_tint(code) in html and icon(tone_icon(code)) in html


def test_what_is_true_now_is_left_out_on_paper() -> None:
    html = state(SimpleNamespace(code="appointment", sentence="Sur rendez-vous", passing=EVIL))
    assert f'<span class="passing">. {escape(EVIL)}</span>' in html
    assert '<p class="state passing c-perm">' in state(SimpleNamespace(code="open", sentence="Ouvert", passing=""))


def test_what_has_no_line_is_unknown_or_what_the_template_says() -> None:
    assert (tone_tint("?"), tone_icon("?")) == ("c-shut", "circle-question-mark")
    assert (tone_tint("?", "info"), tone_icon("", "info")) == ("c-fs", "info")
