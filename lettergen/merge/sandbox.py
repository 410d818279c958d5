"""The environment in which templates run: they place values and choose between texts, nothing else.

Jinja's sandbox keeps templates from Python's insides. It bounds neither memory nor time, and knows
filters that switch escaping off; so here only listed filters, methods and operations exist.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from lettergen.merge.budget import LARGEST_TEXT, MOST_STEPS, Budget, TooMuchError
from lettergen.merge.filters import OWN_FILTERS, joined
from lettergen.merge.wordtext import on_one_line

#: Where a run's budget stands among the values; no template can spell this name.
BUDGET = "lettergen budget"

_FILTERS = (
    "abs batch capitalize count d default dictsort e escape first float groupby int items last length list "
    "lower map max min reject rejectattr reverse select selectattr slice sort string title trim truncate "
    "unique upper"
)
#: Functions that templates may call.
GLOBALS = ("range", "namespace", "joiner")
_STR_METHODS = (
    "capitalize casefold count endswith find isalpha isdigit islower isupper lower lstrip partition "
    "removeprefix removesuffix rpartition rsplit rstrip split splitlines startswith strip title upper"
)
_METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (str, frozenset(_STR_METHODS.split())),
    (dict, frozenset({"items", "keys", "values", "get"})),
    (date, frozenset({"isoformat", "isoweekday", "weekday"})),
    (LoopContext, frozenset({"cycle", "changed"})),
)
_FORBIDDEN: dict[type[nodes.Node], str] = {
    nodes.Include: "{% include … %} reads another file, which a template may not.",
    nodes.Import: "{% import … %} reads another file, which a template may not.",
    nodes.FromImport: "{% from … import … %} reads another file, which a template may not.",
    nodes.Extends: "{% extends … %} reads another file, which a template may not.",
    nodes.ScopedEvalContextModifier: "{% autoescape … %} would let values break the letter.",
}


class _Undefined(StrictUndefined):
    """A name that is not there, told as the field that the template asks for."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return str(self._undefined_hint)
        owner = getattr(self._undefined_obj, "_title", "")
        return f"there is no field `{owner}{self._undefined_name}`"


class _Bounds(NodeTransformer):
    """Puts a counter into every loop and a bound on the operator ``~``."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 -- Jinja calls it by the node's name.
        node = self.generic_visit(node)  # type: ignore[assignment] # Jinja types it as any node
        node.iter = nodes.Filter(node.iter, "lettergen each", [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 -- the same.
        self.generic_visit(node)
        pieces = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(pieces, "lettergen joined", [], [], None, None, lineno=node.lineno)


class Sandbox(SandboxedEnvironment):
    """Jinja with values escaped, unknown names refused, and only what a letter needs."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, *, autoescape: bool, finalize: Callable[[Any], Any] | None = None) -> None:
        """Make one.

        Args:
            autoescape: Off only for plain text.
            finalize: Makes a value fit for where it is printed.
        """
        super().__init__(
            undefined=_Undefined,
            autoescape=autoescape,
            finalize=finalize,
            keep_trailing_newline=True,
            cache_size=0,
        )
        self.filters = {name: self.filters[name] for name in _FILTERS.split()} | dict(OWN_FILTERS)
        self.globals = {name: self.globals[name] for name in GLOBALS}
        self.own_filters = frozenset(self.filters)
        self.filters |= {"one_line": on_one_line, "lettergen each": _each, "lettergen joined": joined}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for kind, why in _FORBIDDEN.items():
            for found in tree.find_all(kind):
                raise TemplateSyntaxError(why, found.lineno, name, filename)
        bounded: nodes.Template = _Bounds().visit(tree)
        return bounded

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let through what holds a value, and the listed methods of plain ones."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        return not callable(value) or any(isinstance(obj, kind) and attr in names for kind, names in _METHODS)

    def wrap_str_format(self, value: Any) -> None:
        """Give no stand-in for ``str.format``, whose widths have no bound: it is no listed method."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Work out an operation whose result could be huge, unless it would be."""
        if _result_size(operator, left, right) > LARGEST_TEXT:
            raise TooMuchError
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a listed method, counting the calls."""
        _budget(context).spend()
        return super().call(context, obj, *args, **kwargs)


def _budget(context: Context) -> Budget:
    budget = context.parent.get(BUDGET)
    return budget if isinstance(budget, Budget) else Budget()


@pass_context
def _each(context: Context, values: Iterable[Any]) -> list[Any]:
    """Take a loop's values out and count them."""
    taken = list(itertools.islice(values, MOST_STEPS + 1))
    _budget(context).spend(len(taken) + 1)
    return taken


def _result_size(operator: str, left: Any, right: Any) -> float:
    """Estimate the size of a result in characters, items or digits."""
    if operator == "%":
        # Formatting (`"%9999999d" % 1`) has no bound; filters do the same job.
        return float("inf") if isinstance(left, str) else 0
    sizes = [len(one) if isinstance(one, (str, list, tuple)) else None for one in (left, right)]
    if operator == "+":
        return sum(size or 0 for size in sizes)
    if operator == "**":
        return len(str(left)) * abs(right) if isinstance(right, (int, float)) else float("inf")
    times = [abs(one) if isinstance(one, (int, float)) else 1 for one in (left, right)]
    if sizes == [None, None]:
        return sum(one.bit_length() for one in (left, right) if isinstance(one, int))
    return max(size or 0 for size in sizes) * max(times)


class Fields:
    """Values by name for templates: ``recipient.name``. Prints as the value that stands for all."""

    def __init__(self, title: str, values: Mapping[str, Any], shown: str) -> None:
        """Take the name it has in templates, the values, and what it prints as."""
        self.__dict__.update(values)
        self._title = f"{title}."
        self._shown = shown

    def __str__(self) -> str:
        """Give the value that stands for all."""
        return self._shown
