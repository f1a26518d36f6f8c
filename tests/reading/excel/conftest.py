"""The comparison with other readers, which is a script too."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def differential():
    """The module ``differential``."""
    path = Path(__file__).with_name("differential.py")
    spec = importlib.util.spec_from_file_location("differential", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["differential"] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module
