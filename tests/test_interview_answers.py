"""How one typed line is read: commands, answers in every form, and what goes with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalkb.interview.answers import (
    COMMANDS,
    NOTHING,
    Command,
    Form,
    Given,
    Particulars,
    Unfit,
    cleaned,
    command_in,
    parse,
    particulars,
    unknown_persons,
)

PERSONS = ("V1", "V2", "S1")


@pytest.mark.parametrize(
    ("line", "form", "value"),
    [
        ("ja", Form.YES_NO, "ja"),
        ("J", Form.YES_NO, "ja"),
        ("NEE", Form.YES_NO, "nee"),
        ("n", Form.YES_NO, "nee"),
        ("onb", Form.YES_NO, "onbekend"),
        ("14", Form.AGE, "14"),
        ("12 - 15 jaar", Form.AGE, "12-15"),
        ("2010-05-04", Form.AGE, "2010-05-04"),
        ("2010", Form.AGE, "2010"),
        ("nee", Form.AGE, "nee"),
        ("2025-07", Form.DATE, "2025-07"),
        ("2026-03-01", Form.DAY, "2026-03-01"),
        ("onbekend", Form.DAY, "onbekend"),
        ("ma", Form.COUNTRY, "MA"),
        ("ja", Form.COUNTRY, "JA"),
        ("nl, ma en tr", Form.COUNTRIES, "NL MA TR"),
    ],
)
def test_answers_are_read_in_every_form(line: str, form: Form, value: str) -> None:
    """Each form takes what an officer would type, whatever its case; a two-letter word is a country where one is asked."""
    found = parse(line, form)
    assert isinstance(found, Given)
    assert found.value == value


@pytest.mark.parametrize(
    ("line", "form", "part"),
    [
        ("o", Form.YES_NO, "onbekend of overslaan"),
        ("misschien", Form.YES_NO, "ja, nee, onbekend of overslaan"),
        ("ja", Form.DATE, "een dag"),
        ("20-7-2025", Form.DATE, "2025-07-20"),
        ("2025-02-30", Form.AGE, "28 dagen"),
        ("2025-07", Form.DAY, "hele dag"),
        ("Marokko", Form.COUNTRY, "landcode"),
        ("wijzig", Form.YES_NO, "nummer"),
        ("wijzig drie", Form.YES_NO, "nummer"),
        ("terug naar af", Form.YES_NO, "hoort niets"),
        ("ja, door Jan Jansen en Piet de Vries-van der Berg-Huizen", Form.YES_NO, "aanduiding"),
        ("ja, 2025-13", Form.YES_NO, "maand"),
    ],
)
def test_what_does_not_fit_says_what_does(line: str, form: Form, part: str) -> None:
    """A line that does not fit is refused with what does fit."""
    with pytest.raises(Unfit) as caught:
        parse(line, form, PERSONS)
    assert part in str(caught.value)


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_read_by_their_first_letters(name: str) -> None:
    """Each command is read whole, in capitals, and by the first letters that fit no other word."""
    line = f"{name} 3" if name == "wijzig" else name
    wanted = Command(name, 3 if name == "wijzig" else 0)
    assert parse(line, Form.YES_NO) == wanted
    assert parse(line.upper(), Form.YES_NO) == wanted
    others = {*COMMANDS, "ja", "nee", "onbekend"} - {name}
    short = next((name[:n] for n in range(1, len(name)) if not any(o.startswith(name[:n]) for o in others)), name)
    assert parse(line.replace(name, short, 1), Form.YES_NO) == wanted


def test_particulars_behind_an_answer() -> None:
    """Who, when, where, the occasion and the source may follow in any order, by comma, semicolon or space."""
    line = "ja; aangifte S1, blz. 3; door V1 en V2; tegen S1; in MA; gevolg in nl; voorval v1; voorwerp paspoort S1; 2025-07"
    found = parse(line, Form.YES_NO, PERSONS)
    assert found == Given(
        "ja",
        Particulars(
            who=(("door", ("V1", "V2")), ("tegen", ("S1",))),
            when=(("op", "2025-07"),),
            place_act="MA",
            place_result="NL",
            event="v1",
            object="paspoort S1",
            source="aangifte S1, blz. 3",
        ),
    )
    assert parse("ja door V1, V2, 2025", Form.YES_NO, PERSONS).particulars.named("door") == ("V1", "V2")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("part", "when"),
    [
        ("2025", (("op", "2025"),)),
        ("op 2025-07-20", (("op", "2025-07-20"),)),
        ("sinds 2025-07", (("van", "2025-07"), ("voortdurend", "ja"))),
        ("vanaf 2025-07-01", (("van", "2025-07-01"),)),
        ("tot 2025-08", (("tot", "2025-08"),)),
        ("12 oktober 2025", (("op", "2025-10-12"),)),
        ("Oktober 2025", (("op", "2025-10"),)),
        ("okt. 2025", (("op", "2025-10"),)),
        ("mrt 2025", (("op", "2025-03"),)),
        ("in 2024", (("op", "2024"),)),
        ("in juli 2024", (("op", "2024-07"),)),
        ("sinds 1 mei 2025", (("van", "2025-05-01"), ("voortdurend", "ja"))),
        ("20 juli 2025 tot 24 augustus 2025", (("van", "2025-07-20"), ("tot", "2025-08-24"))),
        ("van 2025-07-01 tot en met 2025-08-15", (("van", "2025-07-01"), ("tot", "2025-08-15"))),
        ("2025-07-01 t/m 2025-08-15", (("van", "2025-07-01"), ("tot", "2025-08-15"))),
    ],
)
def test_moments_and_periods(part: str, when: tuple[tuple[str, str], ...]) -> None:
    """A moment or period becomes the keys of the case file."""
    assert particulars([part]).when == when


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("sinds 12 oktober", "jaar"),
        ("oktober", "jaar"),
        ("31 februari 2025", "28 dagen"),
        ("gisteren", "geen datum"),
        ("begin juli 2025", "geen datum"),
        ("3 weken geleden", "geen datum"),
        ("sinds de zomer", "geen datum"),
        ("in Marokko", "landcode"),
        ("naar Turkije", "landcode"),
        ("in marokko", "landcode"),
        ("in de Verenigde Staten", "landcode"),
        ("paspoort", "bron: paspoort"),
        ("Marokko", "‘in MA’"),
    ],
)
def test_what_is_no_source_is_not_taken_for_one(part: str, said: str) -> None:
    """A date that is not precise, a place and a single other word are refused with what to type; behind ``bron:`` all
    of it is taken as it is."""
    with pytest.raises(Unfit) as caught:
        particulars([part])
    assert said in str(caught.value)
    assert particulars([f"bron: {part}"]).source == part


@pytest.mark.parametrize(
    "part",
    [
        "melding van 12 oktober 2025",
        "aangifte S1",
        "school",
        "T1",
        "Veilig Thuis, 3 mei",
        "in het proces-verbaal van S1",
    ],
)
def test_a_source_needs_nothing_before_it(part: str) -> None:
    """What is plainly a source is taken without ``bron:``."""
    assert particulars(part.split(", ")[:1]).source == part.split(", ")[0]


@pytest.mark.parametrize(
    ("parts", "source"),
    [([], None), (["-"], ""), (["geen"], ""), (["bron: B1"], "B1"), (["getuige", "buurman"], "getuige, buurman")],
)
def test_sources(parts: list[str], source: str | None) -> None:
    """No text names no source, a dash or ``geen`` means none, other text is the source."""
    assert particulars(parts).source == source


def test_a_new_person_is_noticed() -> None:
    """Who is named and not known is asked about, also at the end of a source, unless his role is given with it."""
    assert unknown_persons(particulars(["door V3", "verklaring T1"]), PERSONS) == ("V3", "T1")
    assert unknown_persons(particulars(["verklaring T1", "T1 is getuige"]), PERSONS) == ()
    assert unknown_persons(particulars(["door onbekend", "verklaring S1"]), PERSONS) == ()
    assert unknown_persons(NOTHING, PERSONS) == ()


@pytest.mark.parametrize(
    ("line", "command"),
    [("t", "terug"), ("?", "?"), ("STOP", "stop"), ("wijzig 2", "wijzig"), ("aangifte S1", ""), ("2025", ""), ("", "")],
)
def test_commands_among_particulars(line: str, command: str) -> None:
    """Where particulars are asked, a command still works and other text stays a source."""
    found = command_in(line)
    assert (found.name if found else "") == command


@given(st.text(max_size=60), st.sampled_from(Form))
def test_any_line_is_read_or_refused(line: str, form: Form) -> None:
    """Whatever is typed is a command, an answer, or refused in Dutch; nothing else happens."""
    try:
        text = cleaned(line)
        assert isinstance(parse(text, form, PERSONS) if text else NOTHING, Command | Given | Particulars)
        assert command_in(text) is None or text
    except Unfit:
        pass


@pytest.mark.parametrize("line", ["ja\x00", "ja\x1b[31m", "ja‮", "j" * 1001])
def test_hostile_lines_are_refused(line: str) -> None:
    """Control characters, signs that turn the writing and endless lines are refused before anything reads them."""
    with pytest.raises(Unfit):
        cleaned(line)
