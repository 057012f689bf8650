"""The checks of the data files of the prosecution gates, by name of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from legalkb.gates import (
    complaint_data,
    concurrence_data,
    defences_data,
    detention_data,
    forms_data,
    jurisdiction_data,
    law_in_time_data,
    limitation_data,
)
from legalkb.node import Node
from legalkb.rule_file import RuleFile

WHOLE_CASE = "samenloop"  # about all findings together; every other one is a gate of a single finding
CHECKS: Mapping[str, Callable[[Node, RuleFile], None]] = {
    "wet_in_tijd": law_in_time_data.check,
    "rechtsmacht": jurisdiction_data.check,
    "verjaring": limitation_data.check,
    "klacht": complaint_data.check,
    "strafuitsluiting": defences_data.check,
    "vormen": forms_data.check,
    "hechtenis": detention_data.check,
    WHOLE_CASE: concurrence_data.check,
}
