#!/usr/bin/env python3
"""Draws one sheet for every sign-in page: light and dark, wide and narrow, in German, and from right to left.

    pip install -r Docs/Examples/Server/Tests/clients/requirements-pages.txt       # and chromium, of Debian
    python3 Docs/Pages/draw.py [page ...]

The pages are those of the library's own tests, which are built first; PAGES_FOLDER names a folder that has them already.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import sync_playwright

HERE = pathlib.Path(__file__).resolve().parent
CLONE = HERE.parents[1]
sys.path.insert(0, str(CLONE / "Docs/Examples/Server/Tests/clients"))
from pages_gallery import names, served

WIDE, NARROW, GAP, LINE = 748, 360, 20, 24
# Rows of views: locale, width, colours.
ROWS = [
    [("en", WIDE, "light"), ("en", WIDE, "dark")],
    [("en", NARROW, "light"), ("en", NARROW, "dark"), ("de", NARROW, "light"), ("rtl", NARROW, "light")],
]
WORDS = {"en": "English", "de": "German", "rtl": "right to left"}


def picture(browser, address, width, colours):
    context = browser.new_context(
        viewport={"width": width, "height": 400}, color_scheme=colours, reduced_motion="reduce")
    page = context.new_page()
    assert page.goto(address).status == 200, address
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        page.screenshot(path=file.name, full_page=True)
        image = Image.open(file.name).convert("RGB")
    context.close()
    return image


def sheet(browser, gallery, name):
    """The views of a page in rows, each with a line of words above it."""
    rows = [
        [(f"{WORDS[locale]}, {width} px, {colours}", picture(browser, f"{gallery}/{locale}-{name}.html", width, colours))
         for locale, width, colours in row]
        for row in ROWS]
    height = sum(max(image.height for _, image in row) + LINE + GAP for row in rows) + GAP
    width = max(sum(image.width + GAP for _, image in row) for row in rows) + GAP
    paper = Image.new("RGB", (width, height), "#8a93a0")
    pen, font = ImageDraw.Draw(paper), ImageFont.load_default(14)
    y = GAP
    for row in rows:
        x = GAP
        for words, image in row:
            pen.text((x, y), words, fill="#000000", font=font)
            paper.paste(image, (x, y + LINE))
            x += image.width + GAP
        y += max(image.height for _, image in row) + LINE + GAP
    return paper.quantize(64, dither=Image.Dither.NONE)


def table(pages):
    lines = "\n".join(f"| [{name}]({name}.png) | ![{name}]({name}.png) |" for name in pages)
    return f"""# Pictures of the sign-in pages

Each page as the library's tests write it, in Debian's Chromium: light and dark, {WIDE} and {NARROW} pixels wide, in German,
and from right to left. `python3 Docs/Pages/draw.py` draws them anew; look at them whenever they change.

| Page | |
|---|---|
{lines}
"""


def main(folder, chosen):
    pages = names(folder)
    with served(folder) as gallery, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in chosen or pages:
            sheet(browser, gallery, name).save(HERE / f"{name}.png", optimize=True)
        browser.close()
    for file in HERE.glob("*.png"):
        if file.stem not in pages:
            file.unlink()
    (HERE / "README.md").write_text(table(pages))


if __name__ == "__main__":
    if "PAGES_FOLDER" in os.environ:
        main(os.environ["PAGES_FOLDER"], sys.argv[1:])
    else:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                ["swift", "test", "--filter", "GalleryTests"], cwd=CLONE, check=True, stdout=sys.stderr,
                env={**os.environ, "PAGES_FOLDER": folder})
            main(folder, sys.argv[1:])
