"""Young suspects: in juvenile law attempt and aiding do not lower the penalty (77a to 77gg, read in outline only)."""

from __future__ import annotations

from legalkb.compilation import YES
from legalkb.findings import Wanted
from legalkb.gates.forms_setting import Part, Setting
from legalkb.measures import ages

BIRTH = "geboren"


def youth(setting: Setting, lowers: bool, asks: bool) -> Part:
    """What the age of the suspect does where a lowered maximum is named (``lowers``); asked only if ``asks``."""
    given, counts = setting.given, setting.data.counts
    found = ages(given.suspect, given.start)
    limits = {name: str(value) for name, value in counts.items() if name in ("jeugd_tot", "volwassen_kan_vanaf")}
    if found is None or found.range[0] < counts["jeugd_tot"] <= found.range[1]:
        question = f"Hoe oud was {given.finding.suspect} toen, of wat is de geboortedatum?"
        return Part((), (), (), (Wanted(BIRTH, YES, question),)) if asks else Part()
    youngest, oldest = found.range
    if oldest < counts["jeugd_tot"]:
        reading = setting.reading("jeugd", jeugd_tot=limits["jeugd_tot"])
        if not lowers:
            return Part((), (setting.reason("jeugd", jeugd_tot=limits["jeugd_tot"]),))
        adult = setting.reading("jeugd_volwassen", volwassen_kan_vanaf=limits["volwassen_kan_vanaf"])
        return Part((), (), (reading, adult) if oldest >= counts["volwassen_kan_vanaf"] else (reading,))
    if youngest < counts["jeugd_kan_tot"]:
        return Part((), (setting.reason("jongvolwassen", jeugd_kan_tot=str(counts["jeugd_kan_tot"])),))
    return Part()
