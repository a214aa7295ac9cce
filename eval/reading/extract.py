"""Reads documents with other programs than ours, for comparison: prints JSON.

cells FILE   every cell of a workbook that holds something: {sheet: [[row, column, value], ...]} (openpyxl, values not formulas);
             null where openpyxl cannot open it
html FILE    the text of a web page that a person sees (BeautifulSoup)
"""
import datetime
import io
import json
import sys
import warnings

warnings.simplefilter("ignore")


def plain(value):
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return f"duration {value.total_seconds()}"
    return value if isinstance(value, (int, float)) else str(value)


def cells(path):
    import openpyxl

    with open(path, "rb") as file:
        content = io.BytesIO(file.read())
    try:
        book = openpyxl.load_workbook(content, data_only=True)
    except (LookupError, ValueError, TypeError):
        return None
    return {
        sheet.title: [
            [cell.row, cell.column, plain(cell.value)]
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and str(cell.value).strip() != ""
        ]
        for sheet in book.worksheets
    }


def html(path):
    from bs4 import BeautifulSoup

    with open(path, "rb") as file:
        page = BeautifulSoup(file.read(), "html.parser")
    for hidden in page(["script", "style", "template", "noscript", "head", "svg"]):
        hidden.decompose()
    for hidden in page.select('[hidden], [style*="display:none"], [style*="display: none"]'):
        hidden.decompose()
    return page.get_text(" ")


print(json.dumps({"cells": cells, "html": html}[sys.argv[1]](sys.argv[2])))
