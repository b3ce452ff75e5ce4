"""`exchange template`: the file that a department fills in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from exchange.cli import app
from exchange.errors import StartupError
from exchange.submissions.names import item_of, submitted
from exchange.submissions.template import file_name, template


@app.command("template")
def write(
    item: Annotated[str, typer.Argument(help="What the rows are, such as penalty.")],
    csv: Annotated[
        bool, typer.Option("--csv/--xlsx", help="A heading line, or a workbook with code lists.")
    ] = False,
    codes: Annotated[
        bool, typer.Option("--codes", help="The code lists of the item as a CSV, to go with --csv.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Where to; ITEM.xlsx, ITEM.csv or ITEM-codes.csv here if not given.")
    ] = None,
) -> None:
    """Write a template to fill in: heading, code lists to choose from, meaning of the fields, an example."""
    if item_of(item) is None:
        raise StartupError(f"The item must be one of {', '.join(one.key for one in submitted())}.")
    kind = "codes" if codes else "csv" if csv else "xlsx"
    path = out or Path(file_name(item, kind))
    try:
        with path.open("xb") as file:
            file.write(template(item, kind))
    except FileExistsError:
        raise StartupError(
            f"{path} exists already, and may be filled in. Choose another name with --out."
        ) from None
    except OSError as error:
        raise StartupError(
            f"{path} cannot be written: {(error.strerror or 'unknown').lower()}. Choose another path."
        ) from error
    print(path)
