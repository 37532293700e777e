from pathlib import Path

import pandas as pd
import pytest

COMMITTED = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="session")
def committed() -> Path:
    return COMMITTED


@pytest.fixture(scope="session")
def truth(committed) -> pd.DataFrame:
    return pd.read_csv(committed / "truth.csv", keep_default_na=False)


@pytest.fixture(scope="session")
def exported(committed) -> pd.DataFrame:
    """Every row of every export under a few common names, read without the package."""
    exports = committed / "exports"
    named = {
        "number": "ticket_id", "assignment_group": "group", "short_description": "summary", "cmdb_ci": "item",
        "caused_by": "cause", "parent": "parent", "state": "state", "assigned_to": "resolver",
    }  # fmt: skip
    frames = []
    for path in sorted(exports.glob("servicenow_*")):
        read = pd.read_excel if path.suffix == ".xlsx" else pd.read_csv
        options = {"engine": "calamine"} if path.suffix == ".xlsx" else {"keep_default_na": False}
        frames.append(read(path, **options).astype("object").fillna("").rename(columns=named).assign(file=path.name))
    for path in sorted(exports.glob("glpi_*")):
        rows = pd.read_csv(path, sep=";", encoding="utf-8-sig", keep_default_na=False, index_col=False)
        rows = rows.rename(
            columns={
                "ID": "ticket_id", "Atribuído - Grupo técnico": "group", "Título": "summary",
                "Descrição": "description", "Data de abertura": "opened_at", "Status": "state",
            }
        )  # fmt: skip
        rows["ticket_id"] = rows["ticket_id"].str.replace(" ", "")
        rows["opened_at"] = pd.to_datetime(rows["opened_at"], format="%d/%m/%Y %H:%M")
        frames.append(rows.assign(file=path.name, item=rows["Elementos associados"]))
    rows = pd.concat(frames, ignore_index=True)
    return rows.assign(opened_at=pd.to_datetime(rows["opened_at"], format="mixed"))
