"""The notebooks in JupyterLab, in a real browser, as a recovery lead meets them."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# How many pictures each has, and what the first one says.
NOTEBOOKS = {
    "01_import_and_check": (1, "teams returned a review"),
    "02_strong_and_weak_practices": (8, "the mean rating of each of 8 practices, 2025"),
    "03_change_over_time": (8, "in the teams that rated it in both years"),
    "04_priorities_and_challenges": (6, "how many teams chose each practice or challenge"),
    "05_annual_report": (1, "teams returned a review"),
}
PATIENCE = 60  # seconds


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with the notebooks: JupyterLab saves what it runs."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    settings = folder / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    # Else cells out of sight are left out of the page.
    whole = json.dumps({"windowingMode": "none"})
    (settings / "tracker.jupyterlab-settings").write_text(whole, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lab(desk):
    """The address of a JupyterLab of its own on that folder."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    options = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={desk}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    of_its_own = {
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
    }
    env = os.environ | {name: str(desk / folder) for name, folder in of_its_own.items()}
    with (
        (desk / "lab.log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options], env=env, stdout=log, stderr=log
        ) as server,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/api", server)
            yield address
        finally:
            server.terminate()


def wait_for(address, server):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 # our own server
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail("JupyterLab did not start.")


@pytest.fixture
def page(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.set_default_timeout(1000 * PATIENCE)
        yield page
        browser.close()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_all_cells_run_and_show_their_pictures(page, lab, name):
    number, said = NOTEBOOKS[name]
    page.goto(f"{lab}/lab/tree/notebooks/{name}.ipynb?reset")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(
        """() => document.querySelector('.jp-Notebook').textContent.includes('Traceback')
        || [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]
        .every(prompt => /\\[\\d+\\]/.test(prompt.textContent))"""
    )
    assert page.get_by_text("Traceback").count() == 0
    if name == "01_import_and_check":
        assert_can_be_searched(page)
    pictures = page.locator(".jp-RenderedHTMLCommon img")
    widths = pictures.evaluate_all("all => all.map(picture => picture.naturalWidth)")
    assert len(widths) == number
    assert min(widths) > 600
    in_words = page.locator(".jp-OutputArea details")
    assert in_words.count() == len(widths)
    in_words.first.locator("summary").click()
    assert said in in_words.first.inner_text()
    assert page.get_by_label("Year", exact=True).count() == 1


def assert_can_be_searched(page):
    """A list of teams, without the internet."""
    page.get_by_label("Search:").first.fill("Kestrel")
    rows = page.locator(".jp-OutputArea table.dataTable").first.locator("tbody tr")
    assert [row.strip()[:12] for row in rows.all_inner_texts()] == ["Kestrel Ward"]
