"""A rate as people write it: `20`, `20/min`, `500/h`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    _FloatType = click.ParamType[float]
else:  # older versions of click know no type arguments
    _FloatType = click.ParamType

_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:/\s*(s|sec|second|m|min|minute|h|hour))?", re.IGNORECASE)
_A_MINUTE = {"s": 60.0, "m": 1.0, "h": 1 / 60}


class Rate(_FloatType):
    """Emails a minute, given as such or by the second or hour."""

    name = "rate"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Give emails a minute."""
        found = _RATE.fullmatch(str(value).strip())
        rate = float(found[1]) * _A_MINUTE[(found[2] or "m")[0].lower()] if found else 0.0
        if rate <= 0:
            self.fail(f"`{value}` is no rate. Write 20/min, or 500/h.", param, ctx)
        return rate
