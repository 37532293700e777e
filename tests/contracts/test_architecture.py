"""The house keeps its direction: a stage imports only from the stages before it, as docs/architecture.md draws them.

Reason: text that is redacted late, or a figure that depends on how it is drawn, begins with one import the wrong way.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "toil"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE)


def drawn_floors(name: str) -> dict[str, int]:
    """Return the floor of each stage: how many arrows stand left of it in the block *name*."""
    block = re.search(rf"```{name}\n(.*?)```", ARCHITECTURE, re.S)
    assert block, f"docs/architecture.md has no block ```{name}"
    floors = [names.split(",") for names in block.group(1).split("->")]
    return {name.strip(): floor for floor, names in enumerate(floors) for name in names}


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_modules(path: Path) -> list[list[str]]:
    """Return what *path* imports of the package, each as its parts: ``["exports", "dates", "order"]``."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return [name.split(".")[1:] for name in names if name.startswith("toil.")]


def imported_stages(path: Path) -> set[str]:
    return {parts[0] for parts in imported_modules(path)}


FLOORS, EXPORTS = drawn_floors("stages"), drawn_floors("exports")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_earlier_stages(path):
    stage = stage_of(path)
    if stage == "sample":
        assert imported_stages(path) - {"sample"} <= {"errors"}
        return
    allowed = {name for name, floor in FLOORS.items() if floor < FLOORS[stage]} | {stage}
    allowed |= {"sample"} if stage == "cli" else set()
    assert imported_stages(path) <= allowed


def part_of_exports(parts: list[str]) -> str:
    """Return what of `exports` a module is drawn as, from its *parts* without the stage."""
    return parts[0] if parts and parts[0] in EXPORTS else "exports"


@pytest.mark.parametrize("path", sorted((PACKAGE / "exports").rglob("*.py")), ids=lambda path: path.stem)
def test_a_module_of_exports_imports_only_from_earlier_parts(path):
    if path == PACKAGE / "exports" / "__init__.py":
        return
    own = part_of_exports(list(path.relative_to(PACKAGE / "exports").with_suffix("").parts))
    imported = {part_of_exports(parts[1:]) for parts in imported_modules(path) if parts[0] == "exports"}
    assert {part for part in imported if EXPORTS[part] >= EXPORTS[own]} <= {own}


def test_every_stage_that_is_drawn_exists_and_every_one_that_exists_is_drawn():
    standing = {stage_of(path) for path in MODULES} - {"sample"}
    assert standing == set(FLOORS)


def test_the_table_of_stages_names_public_functions_that_exist():
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", ARCHITECTURE, re.M)
    assert {stage for stage, _ in rows} == set(FLOORS)
    for stage, functions in rows:
        module = __import__(f"toil.{stage}", fromlist=["*"])
        for name in re.findall(r"`(\w+)", functions):
            assert hasattr(module, name), f"toil.{stage} has no {name}"


def test_only_the_command_line_prints():
    for path in MODULES:
        calls = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not calls & {"eval", "exec"}, path
        assert stage_of(path) == "cli" or "print" not in calls, path


def test_only_the_store_opens_paths_under_it():
    for path in MODULES:
        if stage_of(path) not in ("store", "steps"):
            assert '/ "store"' not in path.read_text(encoding="utf-8"), f"{path} names the store's folder"
