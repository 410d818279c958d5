"""The fields a template asks for, held against the columns we have."""

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import meta, nodes

from lettergen.errors import Fault
from lettergen.merge.context import known_names


@dataclass(frozen=True, slots=True)
class Asked:
    """Fields by dotted name. What is in `optional` alone is only used if it is there."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()

    def __or__(self, other: "Asked") -> "Asked":
        """Put two parts' fields together."""
        return Asked(self.required | other.required, self.optional | other.optional)


def fields_asked(tree: nodes.Template) -> Asked:
    """Find the fields that a parsed template asks for, as ``name`` or ``recipient.name``.

    A field behind ``default`` or tested with ``is defined`` may be missing. What the template sets by
    itself is no field.
    """
    free = meta.find_undeclared_variables(tree)
    optional = frozenset(name for node in _excused(tree) for name in _names(node, free))
    required = frozenset(_names(tree, free))
    return Asked(required - optional, optional)


def _excused(tree: nodes.Template) -> Iterator[nodes.Node]:
    for found in tree.find_all(nodes.Filter):
        if found.name in {"default", "d"} and found.node is not None:
            yield found.node
    for test in tree.find_all(nodes.Test):
        if test.name in {"defined", "undefined"}:
            yield test.node


def _names(node: nodes.Node, free: Collection[str]) -> Iterator[str]:
    """Yield the free names under a node, with the attribute asked of them where it is written out."""
    match node:
        case nodes.Getattr(node=nodes.Name(name=owner), attr=attribute) if owner in free:
            yield f"{owner}.{attribute}"
        case nodes.Getitem(node=nodes.Name(name=owner), arg=nodes.Const(value=str(attribute))) if (
            owner in free
        ):
            yield f"{owner}.{attribute}"
        case nodes.Name(name=name) if name in free:
            yield name
        case _:
            for child in node.iter_child_nodes():
                yield from _names(child, free)


def field_faults(file: Path, asked: Asked, columns: Collection[str]) -> list[Fault]:
    """Give a fault for every field that is asked for and that neither a column nor a setting gives."""
    known = known_names(columns)
    return [
        Fault(file, f"no column gives the field `{name}`.", _remedy(name, known))
        for name in sorted(asked.required - known)
    ]


def _remedy(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), 1, 0.6)
    column = name.rpartition(".")[2]
    hint = f"Did you mean `{near[0]}`? Otherwise add" if near else "Add"
    return f"{hint} a column `{column}` to the recipients, or a default under [fields] in lettergen.toml."
