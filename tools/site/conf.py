"""What Sphinx needs to know of the site."""

import tomllib
from pathlib import Path

from docutils import nodes
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.highlighting import lexers

HERE = Path(__file__).parent

project = "trip_analytics"
author = "The trip_analytics developers"
copyright = "2026, the trip_analytics developers"  # noqa: A001 # as Sphinx calls it
release = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text())["project"]["version"]

extensions = ["myst_parser", "numpydoc", "sphinx.ext.autodoc"]
myst_heading_anchors = 3
autodoc_typehints = "none"  # numpydoc's sections say it in words
numpydoc_show_class_members = False
numpydoc_validation_checks = {"GL03", "GL08", "PR01", "PR02", "PR03", "RT01", "SS01"}
numpydoc_validation_exclude = {r"\.Policy$", r"\.Returns$"}  # data: their attributes say it
lexers["csv"] = TextLexer()

html_theme = "pydata_sphinx_theme"
html_title = "trip_analytics"
html_static_path = [str(HERE / "static")]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "navbar_align": "left",
    "header_links_before_dropdown": 7,
    "show_prev_next": True,
    "navbar_end": ["theme-switcher"],
    "footer_start": ["copyright"],
    "footer_end": [],
}
ALONE = ("index", "start", "gallery", "methods", "disclosure", "cheat-sheet", "search", "genindex")
html_sidebars: dict[str, list[str]] = {page: [] for page in ALONE}


def setup(app: Sphinx) -> None:
    """Let names that are too long for a column of a table be broken."""
    app.connect("doctree-read", _mark_long_names)


def _mark_long_names(_: Sphinx, page: nodes.document) -> None:
    for name in page.findall(nodes.literal):
        if max(map(len, name.astext().split()), default=0) > 30:
            name["classes"].append("long-name")
