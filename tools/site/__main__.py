"""Make the site in a folder: the pages of docs/, a gallery, and the reference from docstrings.

What it needs is in the extra ``docs``. A warning of Sphinx is an error, so that a link within the
site that leads nowhere, or a docstring that cannot be read, ends the build.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from sphinx.cmd.build import build_main

from tools.site.examples import draw_examples
from tools.site.gallery import write_gallery
from tools.site.prose import write_prose


def main() -> int:
    """Write the pages' sources to a temporary folder, and make the site of them."""
    if len(sys.argv) != 2:
        sys.exit("Say where to put the site: python -m tools.site FOLDER")
    with tempfile.TemporaryDirectory() as name:
        source = Path(name)
        write_prose(source)
        draw_examples(source)
        write_gallery(source)
        here = str(Path(__file__).parent)
        words = ["-c", here, "--fail-on-warning", "--keep-going", "--quiet", "-b", "html"]
        return int(build_main([*words, str(source), sys.argv[1]]))


if __name__ == "__main__":
    sys.exit(main())
