"""Writes the API reference of ``qa`` and ``index`` from their docstrings; `make docs` runs it.

    python -W error docs/reference.py build/docs

Owns what pdoc needs to be told: both import their names when they are used, the generated
constructor of a dataclass names types that only its base class's module imports, and the page of
the module ``index`` takes the name of pdoc's own start page. Needs no network.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pdoc import doc, render

import index
import qa


def write(target: Path) -> None:
    """A page for each of the two, with the names of its ``__all__``."""
    for package in (qa, index):
        for name in package.__all__:
            setattr(package, name, getattr(package, name))
            if isinstance(getattr(package, name), type):
                _complete(getattr(package, name))
    render.configure(docformat="markdown", show_source=False)
    modules = {module.__name__: doc.Module(module) for module in (qa, index)}
    target.mkdir(parents=True, exist_ok=True)
    for name, module in modules.items():
        text = render.html_module(module, modules)
        (target / f"{name}.html").write_text(text, encoding="utf-8")


def _complete(kind: type) -> None:
    """Let the annotations that a class inherits be resolved in its own module."""
    own = vars(sys.modules[kind.__module__])
    for base in kind.__mro__:
        for name, value in vars(sys.modules[base.__module__]).items():
            own.setdefault(name, value)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
