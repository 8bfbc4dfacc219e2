"""Makes `driftline_client/contract.py`, the types of the service's contract, while the wheel is built."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
CONTRACT = ROOT.parents[1] / "main" / "resources" / "openapi.yaml"
MODULE = "driftline_client/contract.py"


def generate(contract: Path, module: Path) -> None:
    """Write a `TypedDict` for each schema: what a server answers stays as it came, with types."""
    options = [
        f"--input={contract}",
        f"--output={module}",
        "--input-file-type=openapi",
        "--openapi-scopes=schemas",
        "--output-model-type=typing.TypedDict",
        "--target-python-version=3.11",
        "--use-schema-description",
        "--use-standard-collections",
        "--use-union-operator",
        "--enum-field-as-literal=all",
        "--no-use-closed-typed-dict",
        "--naming-strategy=parent-prefixed",
        "--collapse-root-models",
        "--disable-timestamp",
        "--formatters=ruff-format",
    ]
    subprocess.run([sys.executable, "-m", "datamodel_code_generator", *options], check=True)  # noqa: S603


class ContractTypes(BuildHookInterface):  # type: ignore[misc,type-arg]
    """Adds the module to the wheel, and leaves nothing in the tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Generate, for a wheel as for an editable one."""
        self._folder = tempfile.TemporaryDirectory()
        module = Path(self._folder.name) / "contract.py"
        generate(CONTRACT, module)
        build_data["force_include"][str(module)] = MODULE

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what the wheel has by now."""
        self._folder.cleanup()
