"""Jinja, set up for a site of static pages: strict, escaping, and quick.

A build calls into templates some million times, so what Jinja does for the
general case and no template here needs is left out of the compiled code:
passing a context to functions, looking for items where an attribute is meant,
and wrapping each escaped text in an object of its own. Words of the interface
that stand alone, `{{ t("key") }}`, are compiled in.
"""

import json
import re
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    nodes,
    select_autoescape,
)
from jinja2 import __version__ as jinja_version
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

from nights.i18n import Words

_SPECIAL = re.compile("[&<>\"']").search


def escaped(value: Any) -> str:
    """The value as text that is safe in HTML; plain text mostly is and stays as it is."""
    kind = type(value)
    if kind is Markup:
        return value
    if kind is str and not _SPECIAL(value):
        return value
    return str(value) if kind is int or kind is float else escape(value)


class _CodeGenerator(CodeGenerator):
    """Compiles `f(x)`, `x.y` and `{{ x }}` to a plain call, a plain attribute and `escaped(x)`."""

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("str_join((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        match node:
            case nodes.Call(node=nodes.Name(name="t"), args=[nodes.Const(value=key)], kwargs=[]):
                return str(escape(self.environment.words(key)))
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.escaped(" if frame.eval_ctx.autoescape else "str(")


class _Compiled(FileSystemBytecodeCache):
    """Keeps compiled templates from build to build, as Python keeps its compiled modules.

    What they are compiled of changes with the words of the language, with Jinja and with this module.
    """

    def __init__(self, folder: Path, words: Words):
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder), f"%s-{words.code}.cache")
        generator = Path(__file__).read_text(encoding="utf-8")
        self._rest = json.dumps([jinja_version, generator, words.catalogue])

    def get_source_checksum(self, source: str) -> str:
        """What changes when the compiled template has to."""
        return super().get_source_checksum(self._rest + source)


class _Context(Context):
    """A template's values. All templates have the same globals, so none has to pass its own to those it imports."""

    def __init__(self, *args: Any, **_: Any):
        super().__init__(*args)


class Templates(Environment):
    """The templates of a folder, in one language; `compiled` is where they are kept compiled."""

    code_generator_class = _CodeGenerator
    context_class = _Context
    escaped = staticmethod(escaped)

    def __init__(self, folder: Path, words: Words, compiled: Path):
        super().__init__(
            loader=FileSystemLoader(folder),
            autoescape=select_autoescape(("html", "xml", "svg")),
            undefined=StrictUndefined,
            auto_reload=False,
            bytecode_cache=_Compiled(compiled, words),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.words = words
        self._known: dict[str, Template] = {}

    def get_template(self, name: str, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002
        """The template of that name, compiled once."""
        if name not in self._known:
            self._known[name] = super().get_template(name, parent, globals)
        return self._known[name]
