"""How persons are named by whoever tells a story: "ik", "mijn vader (V1)", "S1"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from legalkb.training.grammar import FIRST, PLURAL, SINGULAR, THIRD, Named, joined
from legalkb.training.scene import Role, Scene


@dataclass(slots=True)
class Naming:
    """The names that one teller uses. A relative is "mijn vader", the first time with the id, so that it is known who
    is meant; who is no relative goes by the id. ``teller`` is None in a file note."""

    scene: Scene
    teller: Role | None
    _met: set[str] = field(default_factory=set)

    def of(self, ids: Iterable[str], again: bool = False) -> Named:
        """One or more persons; ``again`` for the one who was the subject just before, as a pronoun."""
        roles = [self.scene.role(id) for id in ids]
        if len(roles) == 1:
            return self._one(roles[0], again)
        me = self.teller in roles
        others = tuple(self._called(r) for r in roles if r is not self.teller)
        names = (*others, "ik") if me else others
        objects = (*others, "mij") if me else others
        person = FIRST if me else THIRD
        return Named(joined(names), joined(objects), roles[0].gender, PLURAL, person)

    def _one(self, role: Role, again: bool) -> Named:
        if role is self.teller:
            return Named("ik", "mij", role.gender, SINGULAR, FIRST)
        if again and role.gender:
            name = self._bare(role)
            return Named("zij" if role.gender == "v" else "hij", name, role.gender)
        name = self._called(role)
        return Named(name, self._bare(role), role.gender)

    def _called(self, role: Role) -> str:
        """The name, with the id the first time."""
        name = self._bare(role)
        new = role.id not in self._met
        self._met.add(role.id)
        return f"{name} ({role.id})" if new and name != role.id else name

    def _bare(self, role: Role) -> str:
        victim, teller = self.scene.victim, self.teller
        if teller is victim and role.character is not None:
            return f"mijn {role.character.called}"
        if role is victim and teller is not None and teller.character is not None:
            called = teller.character.calls.get(victim.gender, "")
            return f"mijn {called}" if called else role.id
        return role.id
