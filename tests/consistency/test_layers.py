"""Domain code is imported with Django out of reach: a hidden import would fail here."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.consistency.source_files import PROJECT, tracked

BLOCKED = ("django", "wagtail", "modelcluster", "taggit")


def domain_modules() -> list[str]:
    """Every module under what the second contract of pyproject.toml names."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    names = next(contract for contract in contracts if "neither Django" in contract["name"])["source_modules"]
    modules = [".".join(path.with_suffix("").parts) for path in tracked() if path.suffix == ".py"]
    return [module for module in modules if any(module == name or module.startswith(f"{name}.") for name in names)]


def test_domain_modules_need_no_django() -> None:
    modules = domain_modules()
    assert len(modules) > 15
    script = "\n".join(
        [
            "import importlib, sys",
            f"sys.modules.update(dict.fromkeys({BLOCKED!r}))",
            f"for name in {modules!r}: importlib.import_module(name)",
        ]
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_block_works() -> None:
    script = f"import sys; sys.modules.update(dict.fromkeys({BLOCKED!r})); import django"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "ModuleNotFoundError" in done.stderr or "ImportError" in done.stderr


def test_every_django_free_folder_is_under_the_contract() -> None:
    names = ("domain", "standard", "words", "question")
    folders = {path.parent for path in tracked() if path.parent.name in names and path.suffix == ".py"}
    ours = {folder for folder in folders if folder.parts[0] != "tests"}
    covered = set(domain_modules())
    assert ours == {
        Path(name)
        for name in ("portal/words", "directory/domain", "directory/standard", "events/domain", "search/question")
    }
    for folder in ours:
        assert any(module.startswith(".".join(folder.parts)) for module in covered)
