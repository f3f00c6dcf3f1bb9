"""The wheel holds all that the program needs, and needs no development tool."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ["anki", "hypothesis", "mypy", "pexpect", "psutil", "pytest", "ruff"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel installs, and a hook that hides the development tools."""
    project, folder = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("site")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, project)
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "src", project / "src", ignore=ignored)
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(project)]
    subprocess.run([*command, str(project)], check=True)
    (wheel,) = project.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    hook = f"import sys\nfor name in {TOOLS}:\n    sys.modules[name] = None\n"
    (folder / "sitecustomize.py").write_text(hook)
    return folder


def test_it_builds_a_new_collection(site: Path, tmp_path: Path) -> None:
    environ = os.environ | {"PYTHONPATH": str(site)}
    for arguments in (["init", "mine"], ["check", "mine"], ["build", "mine"], ["explain"]):
        done = subprocess.run(
            [sys.executable, "-m", "flashdeck", *arguments],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    assert list(tmp_path.rglob("*.apkg"))


def test_it_was_the_wheel_that_ran(site: Path) -> None:
    code = "import flashdeck; print(flashdeck.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()).is_relative_to(site)


def test_the_version_is_the_same_everywhere(site: Path) -> None:
    import flashdeck

    (metadata,) = site.glob("*.dist-info")
    assert metadata.name == f"flashdeck-{flashdeck.__version__}.dist-info"
