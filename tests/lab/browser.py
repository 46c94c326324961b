"""The pages in a browser: nothing is complained of, nothing is asked of a network, every figure is there, what can be moved acts.

    browser.py COMMAND [FOLDER]     FOLDER: screenshots go there
"""
import pathlib
import subprocess
import sys
import tempfile

import chromium
from server import Lab

# Canvases that show something: pixels of more than one colour.
DRAWN = """[...document.querySelectorAll('canvas')].filter((c) => c.offsetParent && c.width).map((c) => {
  const d = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);
  return d.some((v) => v !== d[0]); })"""
MOVE = """((path, t) => { const i = document.querySelector(`input[data-path="${path}"]`); i.value = t; i.dispatchEvent(new Event('input')); })"""


def fits(page):
    """Nothing sticks out of the page sideways."""
    assert page.value("document.scrollingElement.scrollWidth <= innerWidth"), page.value(
        "[...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.wide')).slice(0, 5).map((e) => e.outerHTML.slice(0, 120))")


def still(page):
    assert page.complaints == [], page.complaints


def report(command, folder, pictures):
    subprocess.run([command, "run", "r175_li", "-c", "gcd", "-c", "thin_thick", "-c", "eis_1800mV", "--quiet"], cwd=folder, check=True)
    url = (folder / "results/r175_li/report.html").as_uri()
    assert (folder / "results/r175_li/report.html").stat().st_size < 2_000_000
    for width in (1200, 500):
        with chromium.Page(url, width) as page:
            figures = page.value("document.querySelectorAll('figure').length")
            assert page.value("document.querySelectorAll('figure.live').length") >= 7 and figures >= 8
            assert page.value("[...document.querySelectorAll('figure:not(.live) img')].every((i) => i.complete && i.naturalWidth)")
            drawn = page.value(DRAWN)
            assert len(drawn) >= 15 and all(drawn), drawn
            said = "document.querySelector('figure.profiles output').textContent"
            before = page.value(said)
            page.value("(() => { const i = document.querySelector('figure.profiles input'); i.value = 1; i.dispatchEvent(new Event('input')); })()")
            assert page.value(said) != before
            chart = "Chart.getChart(document.querySelector('figure.lines canvas'))"
            samples = page.value("(() => { const l = [...document.querySelectorAll('figure.lines canvas')].map((c) => Chart.getChart(c).legend.legendItems).find((l) => l.length === 4);"
                                 "return l.map((item) => item.pointStyle.toDataURL()); })()")
            assert len(set(samples)) == 4, "thin and thick, slow and fast look alike in the legend"
            whole = page.value(f"{chart}.scales.x.max")
            box = page.value("(() => { document.querySelector('figure.lines').scrollIntoView(); const r = document.querySelector('figure.lines canvas').getBoundingClientRect(); return [r.left, r.top]; })()")
            page.drag(box[0] + 120, box[1] + 90, box[0] + 220, box[1] + 190)
            assert page.value(f"{chart}.scales.x.max") < 0.9 * whole
            page.value("document.querySelector('figure.lines .unzoom').click()")
            assert abs(page.value(f"{chart}.scales.x.max") - whole) < 1e-9 * whole
            page.value(f"(() => {{ const c = {chart}, l = c.legend; l.options.onClick.call(l, {{}}, l.legendItems[0], l); }})()")
            assert not page.value(f"{chart}.isDatasetVisible(0)") and not page.value(f"{chart}.isDatasetVisible(1)")
            fits(page)
            page.send("Emulation.setEmulatedMedia", {"media": "print"})
            assert page.value("[...document.querySelectorAll('figure')].every((f) => getComputedStyle(f.querySelector('img')).display !== 'none')")
            page.send("Emulation.setEmulatedMedia", {"media": ""})
            if pictures:
                page.picture(f"{pictures}/report_{width}.png")
            still(page)


def lab(command, pictures):
    with Lab(command, "r175_li", "chen2020") as server:
        for width in (1300, 500):
            with chromium.Page(server.url, width) as page:
                cell = "document.querySelectorAll('.cell')[{}]"
                page.wait(f"Number({cell.format(0)}?.dataset.moves) >= 1")
                drawn = page.value(DRAWN)
                assert len(drawn) == 7 and all(drawn), drawn
                table = f"{cell.format(0)}.querySelector('table').textContent"
                for path, at in (("rate", 700), ("positive.loading_mg_cm2", 700), ("positive.porosity", 300), ("separator.thickness_um", 900),
                                 ("positive.phases[1].D_cm2_s", 300), ("positive.sigma_S_m", 100), ("temperature_C", 100)):
                    before, address = page.value(table), page.value("location.hash")
                    page.value(f"{MOVE}({path!r}, {at})")
                    page.wait(f"{table} !== {before!r}")
                    assert page.value("location.hash") != address
                page.wait(f"{cell.format(0)}.querySelector('.wrong').hidden")
                state = page.value("location.hash")
                page.value("document.getElementById('reset').click()")
                page.wait("!location.hash.includes('porosity')")
                page.value("document.getElementById('thick').click()")
                page.wait(f"Number({cell.format(1)}?.dataset.moves) >= 1")
                assert "b.positive.loading_mg_cm2=10" in page.value("location.hash")
                svg = page.value("pictures.svg(Chart.getChart(document.querySelector('canvas')))")
                assert svg.count("<polyline") == 4 and "NaN" not in svg and "vs capacity" not in svg, svg[:300]
                assert page.value("new DOMParser().parseFromString(pictures.svg(Chart.getChart(document.querySelectorAll('canvas')[1])), 'image/svg+xml').querySelector('parsererror') === null")
                assert page.value("pictures.png(Chart.getChart(document.querySelector('canvas'))).length") > 5000
                if pictures:
                    page.picture(f"{pictures}/lab_{width}.png")
                fits(page)
                page.value(f"location.hash = {state!r}")
                page.wait("document.querySelectorAll('.cell').length === 1 && location.hash.includes('porosity')")
                page.value("(() => { const s = document.querySelector('select'); s.value = 'chen2020'; s.dispatchEvent(new Event('change')); })()")
                page.wait("document.body.textContent.includes('LG M50') && Number(document.querySelector('.cell').dataset.moves) >= 1")
                assert all(page.value(DRAWN))
                still(page)


def main(command, pictures=None):
    if not chromium.found():
        print("skipped: there is no Chromium")
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        report(command, pathlib.Path(folder), pictures)
    lab(command, pictures)
    print("ok")


main(*sys.argv[1:])
