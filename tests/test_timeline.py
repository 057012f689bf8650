"""The timeline: order, Dutch dates, and a picture that says the same to everybody."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from legalkb.findings import Gate, GateDate, LawVersion, OffenceFinding
from legalkb.report import timeline
from legalkb.report.timeline import TimelineEvent
from legalkb.report.timeline_layout import AXIS, MARGIN, TEXT, WIDTH, since, width, wrapped

SVG = "{http://www.w3.org/2000/svg}"
EVENTS = (
    TimelineEvent("2013-07-01", "2013-07-01", "Artikel 284 lid 1 Sr geldt sinds deze dag zoals hier toegepast.", "wet"),
    TimelineEvent("2025-07-12", "2025-07-12", "V1 heeft S1 meegenomen naar het buitenland.", "feit"),
    TimelineEvent("2025-07-14", "", "V1 en V2 hebben S1 belet de plek te verlaten.", "feit"),
    TimelineEvent("2025-08-01", "2025-08-31", "V1 heeft S1 onder druk gezet.", "feit"),
    TimelineEvent("2025-08-03", "2025-09-20", "V1 heeft gedreigd als S1 weg zou gaan.", "feit"),
    TimelineEvent("2025-11-22", "2025-11-22", "Artikel 310 Sr: de termijn voor een klacht eindigt.", "klacht"),
    TimelineEvent("2026-03-01", "2026-03-01", "De zaak is beoordeeld naar deze dag.", "peildatum"),
    TimelineEvent("2045-09-21", "2045-09-21", "Artikel 282 lid 1 Sr: het feit is verjaard.", "verjaring"),
)


def pictures(events: tuple[TimelineEvent, ...] = EVENTS) -> tuple[ElementTree.Element, ...]:
    """The pictures of a timeline as trees."""
    return tuple(ElementTree.fromstring(f"<div>{timeline.svg(events)}</div>"))


def event(first: str, last: str = "", text: str = "Iets.", kind: str = "feit") -> TimelineEvent:
    """An event."""
    return TimelineEvent(first, last, text, kind)


def finding(*versions: LawVersion, gates: tuple[Gate, ...] = (), designation: str = "Sr 284 lid 1") -> OffenceFinding:
    """A finding with a lead."""
    return OffenceFinding(
        "sr-284-1-1", "Dwang", designation, "284", "1", "", "V1", "S1", "", "", "", "onvolledig", (), False, (), "", "",
        versions, gates=gates,
    )  # fmt: skip


def version(since_: str, qualifier: str = "") -> LawVersion:
    """A version of a provision."""
    return LawVersion("Sr 284 lid 1", since_, "", qualifier, "", "verbatim", 24, 4, "", "")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-07-20", "2025-07-20", "20 juli 2025"),
        ("2025-07-01", "2025-07-31", "juli 2025"),
        ("2024-02-01", "2024-02-29", "februari 2024"),
        ("2024-02-01", "2024-02-28", "1 februari tot en met 28 februari 2024"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2025-07-20", "2025-08-01", "20 juli tot en met 1 augustus 2025"),
        ("2025-12-20", "2026-01-04", "20 december 2025 tot en met 4 januari 2026"),
        ("2025-07-20", "", "sinds 20 juli 2025"),
    ],
)
def test_dates_in_words(first: str, last: str, expected: str) -> None:
    """A day, a month, a year, a period and something that goes on are each said as such."""
    assert timeline.when(event(first, last)) == expected


def test_order_is_by_date_and_then_by_kind() -> None:
    """The events come by date whatever their order, on one date facts first; nothing twice."""
    day = "2026-03-01"
    same = [event(day, day, kind=k) for k in ("peildatum", "klacht", "verjaring", "wet", "feit")]
    ordered = [e.kind for e in timeline.in_order([*same, *same])]
    assert ordered == ["feit", "wet", "verjaring", "klacht", "peildatum"]
    shuffled = list(EVENTS)
    random.Random(7).shuffle(shuffled)
    assert timeline.svg(shuffled) == timeline.svg(EVENTS)
    assert timeline.as_markdown(shuffled) == timeline.as_markdown(EVENTS)


def test_lines_are_whole_sentences() -> None:
    """Each line has a date, a kind and a sentence with a full stop."""
    found = timeline.lines([event("2025-07-20", "2025-07-20", "v1 deed iets")])
    assert [str(x) for x in found] == ["20 juli 2025, feit: V1 deed iets."]
    assert timeline.as_markdown(EVENTS).splitlines()[0].startswith("- **1 juli 2013**, wet: Artikel 284 lid 1 Sr geldt")


def test_nothing_gives_nothing() -> None:
    """Without events there is no picture and no list."""
    assert timeline.svg(()) == timeline.as_markdown(()) == ""


def test_text_never_becomes_markup() -> None:
    """What a case says is shown as it is, in the picture and in the list."""
    bad = event("2025-07-20", "2025-07-20", "Zie <script>alert(1)</script> & [a](http://b) *c*")
    assert "<script" not in timeline.svg([bad])
    assert "<script>alert(1)</script> & [a](http://b) *c*." in "".join(pictures((bad,))[0].itertext())
    assert timeline.as_markdown([bad]).endswith(r"Zie \<script\>alert(1)\</script\> & \[a\](http://b) \*c\*.")


def test_the_picture_is_accessible() -> None:
    """Every picture is an image whose description holds every event; no script, nothing from outside."""
    found = pictures()
    for picture in found:
        assert picture.get("role") == "img"
        names = (picture.get("aria-labelledby") or "").split()
        by_id = {e.get("id"): e for e in picture.iter() if e.get("id")}
        assert [by_id[n].tag for n in names] == [f"{SVG}title", f"{SVG}desc"]
        assert (by_id[names[0]].text or "").startswith("Tijdlijn")
    told = " ".join(p.find(f"{SVG}desc").text or "" for p in found)  # type: ignore[union-attr]
    for line in timeline.lines(EVENTS):
        assert f"{line.kind.lower()}: {line.text}" in told
    text = timeline.svg(EVENTS)
    assert not re.search(r"<script|href|url\(|\son\w+=|@import", text)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 2 * len(found)


def test_kinds_differ_in_word_and_shape() -> None:
    """Each kind has its own word and its own mark, so that no meaning hangs on colour."""
    shapes = {}
    for kind, label in timeline.LABELS.items():
        picture = pictures((event("2025-07-20", "2025-07-20", kind=kind),))[0]
        assert f" · {label}" in "".join(picture.itertext())
        marks = [e for e in picture.iter() if (e.get("class") or "") in ("teken", "ring")]
        shapes[kind] = tuple((e.tag, e.get("d"), e.get("class")) for e in marks)
    assert len(set(shapes.values())) == len(timeline.LABELS)


def test_every_line_fits_in_the_picture() -> None:
    """No line of text is wider than the picture at the size of a small telephone, long words included."""
    text = f"{'W' * 90} " + "De termijn voor een klacht van S1 over het paspoort eindigt op deze dag. " * 4
    for picture in pictures((*EVENTS, event("2025-12-28", "2026-11-28", text))):
        assert picture.get("viewBox", "").split()[2] == str(WIDTH)
        height = float(picture.get("viewBox", "").split()[3])
        for item in picture.iter(f"{SVG}text"):
            assert float(item.get("x", "")) + width("".join(item.itertext())) <= WIDTH
            assert 0 < float(item.get("y", "")) < height


def test_words_are_broken_only_when_they_must() -> None:
    """Wrapping loses no letter and breaks a word only when a line cannot hold it."""
    room = WIDTH - TEXT - MARGIN / 2
    assert "".join(wrapped("W" * 90, room)) == "W" * 90
    assert (
        " ".join(wrapped("een twee drie vier vijf zes " * 9, room)).split() == "een twee drie vier vijf zes".split() * 9
    )


def test_years_between_events_are_said() -> None:
    """A year or more without an event is said in words."""
    assert since("2025-03-01", "2026-02-28") == ""
    assert since("2025-03-01", "2026-03-01") == "na één jaar"
    assert since("2025-03-01", "2031-03-02") == "na ruim zes jaar"
    assert "na ruim negentien jaar" in timeline.svg(EVENTS)


def test_what_goes_on_ends_at_the_reference_date() -> None:
    """A period is drawn beside the axis; what goes on is drawn to the reference date, with an arrow, and not beyond."""
    picture = pictures((EVENTS[1], EVENTS[2], EVENTS[6], EVENTS[7]))[0]
    bars = [e.get("d", "") for e in picture.iter() if e.get("class") == "periode"]
    circles = [float(e.get("cy", "")) for e in picture.iter(f"{SVG}circle") if e.get("class") == "ring"]
    assert len(bars) == 1
    assert float(bars[0].split("V")[1]) == pytest.approx(circles[0], abs=0.2)
    axis = next(e.get("d", "") for e in picture.iter() if e.get("class") == "as")
    assert axis.startswith(f"M{AXIS} ")


def test_a_long_timeline_is_cut_into_pictures_that_fit_on_a_page() -> None:
    """Many events give several pictures, numbered, in order, none too high for a page; a period runs on in the next."""
    many = tuple(event(f"2025-{m:02}-{d:02}", f"2025-{m:02}-{d:02}") for m in range(1, 13) for d in (1, 9, 20))
    found = pictures((*many, event("2025-01-02", "2025-12-10", "Een lange periode.")))
    assert len(found) > 1
    titles = [p.find(f"{SVG}title").text for p in found]  # type: ignore[union-attr]
    assert titles == [f"Tijdlijn, deel {n} van {len(found)}" for n in range(1, len(found) + 1)]
    assert all(float(p.get("viewBox", "").split()[3]) < 1000 for p in found)
    assert all([e for e in p.iter() if e.get("class") == "periode"] for p in found)
    heights = [[float(t.get("y", "")) for t in p.iter(f"{SVG}text")] for p in found]
    assert all(h == sorted(h) for h in heights)


def test_changes_of_the_law_are_events() -> None:
    """The day a text came into force is an event, not the day of the oldest text that was read."""
    found = tuple(timeline.law_events([finding(version("2005-01-01", "uiterlijk (…)"), version("2013-07-01"))]))
    assert [(e.date_first, e.kind) for e in found] == [("2013-07-01", "wet")]
    assert "ten hoogste twee jaar gevangenisstraf" in found[0].text
    assert not tuple(timeline.law_events([replace(finding(version("2013-07-01")), outcome="geen_aanknopingspunt")]))


def test_dates_of_gates_are_events_once() -> None:
    """The same date and text for two provisions is one event that names both; the kind follows the gate."""
    lapse = Gate("verjaring", "Verjaring", "open", "", dates=(GateDate("2031-07-13", "het feit verjaart."),))
    other = Gate(
        "rechtsmacht", "Rechtsmacht", "open", "", dates=(GateDate("2014-07-01", "andere regels gaan gelden."),)
    )
    given = [finding(gates=(lapse, other)), finding(gates=(lapse,), designation="Sr 282 lid 1")]
    found = sorted(timeline.gate_events(given), key=lambda e: e.date_first)
    assert [e.kind for e in found] == ["wet", "verjaring"]
    assert found[1].text == "De artikelen 284 lid 1 en 282 lid 1 Sr: het feit verjaart."


def test_the_reference_date_is_an_event_when_there_is_one() -> None:
    """The reference date of the case stands on the timeline."""
    assert [e.kind for e in timeline.reference_event("2026-03-01")] == ["peildatum"]
    assert not list(timeline.reference_event(""))
