"""Make the fictional trust's returns: ``python -m tools.sample``.

"Wyre and Fell NHS Foundation Trust" does not exist; nor does anybody or any team
in it. ``data/sample`` is what its recovery lead would have: the register of teams
at the top, and folders of returns of 2022 to 2025 as people filled them in. There
are TRIP workbooks of some forty teams a year in five layouts, and for each service
line a Template A every year and Template Bs from 2024. About one mark in twenty is
blank or written oddly; three returns came in again corrected, one was saved twice,
one has last year's review year left in, and systems left two files about.

What is true of the trust is in ``trust.py``, and what each return means in
``intended.py``, so that tests can ask whether reading and analysis find it. Run
again, the script writes the same bytes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.sample.files import sample_files

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"


def main() -> None:
    """Write the sample in place of what is there."""
    shutil.rmtree(SAMPLE, ignore_errors=True)
    for name, content in sample_files().items():
        path = SAMPLE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content())


if __name__ == "__main__":
    main()
