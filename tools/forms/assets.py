"""What teams already have, in many layouts."""

from __future__ import annotations

from typing import Final

from tools.forms import hands
from tools.forms.plan_page import Layout, Page, in_one_cell
from tools.forms.truth import Line

ASSETS: Final = {
    "Skills of staff": ("Two gardeners", "Somebody who bakes", "Speaks Polish", "WRAP trainers"),
    "Skills of people using the service": ("Retired joiner", "Poet", "Good with computers"),
    "Places": ("Kitchen with two ovens", "Minibus on Wednesdays", "Garden and greenhouse"),
    "Links": ("Library reading group", "Men's shed", "Rugby club foundation"),
}


def _owned(hand: hands.Hand) -> dict[str, list[str]]:
    return {
        category: hand.sample(assets, hand.randint(1, len(assets)))
        for category, assets in ASSETS.items()
    }


def _assets_title(hand: hands.Hand) -> str:
    return hand.choice(("Identifying assets", "Our assets", "What we already have", "Team assets"))


def asset_list(page: Page, hand: hands.Hand, _: int) -> None:
    """One below the other."""
    grid, row = page.part(_assets_title(hand), "Assets")
    for asset in (one for assets in _owned(hand).values() for one in assets):
        cell = grid.put(row, 0, asset)
        page.reading.lines.append(Line("assets", grid.name, cell, {"asset": asset}))
        row += 1


def asset_table(page: Page, hand: hands.Hand, _: int) -> None:
    """The category beside each, or beside the first of its kind."""
    grid, row = page.part(_assets_title(hand), "Assets")
    grid.put(row, 0, hand.choice(("Category", "Type", "Kind of asset")), head=True)
    grid.put(row, 1, hand.choice(("Asset", "Assets", "What we have")), head=True)
    for category, assets in _owned(hand).items():
        for asset in assets:
            row += 1
            grid.put(row, 0, category)
            columns = {"asset": asset, "category": category}
            line = Line("assets", grid.name, grid.put(row, 1, asset), columns)
            page.reading.lines.append(line)


def asset_columns(page: Page, hand: hands.Hand, _: int) -> None:
    """A column for each category."""
    grid, row = page.part(_assets_title(hand), "Assets")
    for column, (category, assets) in enumerate(_owned(hand).items()):
        grid.put(row, column, category, head=True)
        for place, asset in enumerate(assets, start=1):
            cell = grid.put(row + place, column, asset)
            columns = {"asset": asset, "category": category}
            page.reading.lines.append(Line("assets", grid.name, cell, columns))


def asset_cell(page: Page, hand: hands.Hand, _: int) -> None:
    """All of them in one cell."""
    grid, row = page.part(_assets_title(hand), "Assets")
    in_one_cell(page, hand, grid, row, [one for assets in _owned(hand).values() for one in assets])


LAYOUTS: Final[dict[str, Layout]] = {
    "assets as a list": asset_list,
    "assets with categories": asset_table,
    "assets in columns": asset_columns,
    "assets in one cell": asset_cell,
}
