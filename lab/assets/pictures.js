"use strict";
/* Drawings as pictures to be saved. */
const pictures = (() => {
  /* A drawing as a picture for editing, and as points on white. */
  function svg(chart) {
    const {chartArea: a, scales: {x, y}, width, height} = chart, parts = [], escape = (t) => String(t).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
    const text = (t, px, py, more = "") => parts.push(`<text x="${px.toFixed(1)}" y="${py.toFixed(1)}" font-size="12" fill="#222" ${more}>${escape(t)}</text>`);
    const at = (p) => `${x.getPixelForValue(p.x).toFixed(2)},${y.getPixelForValue(p.y).toFixed(2)}`;
    const drawn = chart.data.datasets.map((d, k) => [d, k]).filter(([, k]) => chart.isDatasetVisible(k));
    for (const t of x.ticks) text(t.label, x.getPixelForValue(t.value), a.bottom + 16, 'text-anchor="middle"');
    for (const t of y.ticks) text(t.label, a.left - 6, y.getPixelForValue(t.value) + 4, 'text-anchor="end"');
    text(x.options.title.text, (a.left + a.right) / 2, height - 4, 'text-anchor="middle"');
    text(y.options.title.text, 0, 0, `text-anchor="middle" transform="translate(13 ${((a.top + a.bottom) / 2).toFixed(1)}) rotate(-90)"`);
    for (const [d, k] of drawn) {
      const line = d.data.filter((p) => isFinite(p.x) && isFinite(p.y)).map(at), dash = (d.borderDash || []).join(" ");
      if (d.fill === "-1") {
        const before = chart.data.datasets[k - 1].data.map(at).reverse();
        parts.push(`<polygon clip-path="url(#c)" points="${[...line, ...before].join(" ")}" fill="${d.backgroundColor.slice(0, 7)}" fill-opacity=".75"/>`);
      } else if (d.showLine) parts.push(`<polyline clip-path="url(#c)" points="${line.join(" ")}" fill="none" stroke="${d.borderColor}" stroke-width="2" stroke-dasharray="${dash}"/>`);
      else line.forEach((p) => parts.push(`<circle cx="${p.split(",")[0]}" cy="${p.split(",")[1]}" r="3" fill="${d.backgroundColor.slice(0, 7)}" stroke="${d.borderColor}"/>`));
    }
    drawn.filter(([d]) => d.label).forEach(([d], k) => {
      parts.push(`<rect x="${a.right - 190}" y="${a.top + 8 + 16 * k}" width="18" height="4" fill="${d.fill === "-1" ? d.backgroundColor.slice(0, 7) : d.borderColor}"/>`);
      text(d.label, a.right - 166, a.top + 14 + 16 * k);
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica,Arial,sans-serif">` +
      `<clipPath id="c"><rect x="${a.left}" y="${a.top}" width="${a.width}" height="${a.height}"/></clipPath><rect width="100%" height="100%" fill="#fff"/>` +
      `<rect x="${a.left}" y="${a.top}" width="${a.width}" height="${a.height}" fill="none" stroke="#888"/>${parts.join("\n")}</svg>\n`;
  }
  function png(chart) {
    const copy = charts.node("canvas", {width: chart.canvas.width, height: chart.canvas.height}), ink = copy.getContext("2d");
    ink.fillStyle = "#fff";
    ink.fillRect(0, 0, copy.width, copy.height);
    ink.drawImage(chart.canvas, 0, 0);
    return copy.toDataURL("image/png");
  }

  return {svg, png};
})();
