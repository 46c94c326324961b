"use strict";
/* What Chart.js does not have. */
const additions = (() => {
  const FONT = "system-ui,Helvetica,Arial,sans-serif";

  /* Grey where the separator is. */
  const shade = {
    id: "shade",
    beforeDatasetsDraw(chart) {
      const um = chart.options.plugins.shade.um, area = chart.chartArea, x = chart.scales.x;
      if (!um || um.length < 2) return;
      const from = Math.max(area.left, x.getPixelForValue(um[0])), to = Math.min(area.right, x.getPixelForValue(um[1]));
      chart.ctx.save();
      chart.ctx.fillStyle = "#f0f0f0";
      chart.ctx.fillRect(from, area.top, to - from, area.bottom - area.top);
      chart.ctx.restore();
    },
  };

  /* Words over stretches of the x axis, upright where they do not fit; those that a zoom leaves out are not written. */
  const marks = {
    id: "marks",
    afterDatasetsDraw(chart) {
      const all = chart.options.plugins.marks.all || [], {ctx, chartArea: a, scales: {x, y}} = chart;
      ctx.save();
      Object.assign(ctx, {font: `12px ${FONT}`, fillStyle: "#222", textBaseline: "middle"});
      for (const m of all) {
        const at = x.getPixelForValue((m.from + m.to) / 2), over = y.getPixelForValue(m.y) - 8;
        if (at < a.left || at > a.right || over < a.top || over > a.bottom) continue;
        const upright = ctx.measureText(m.text).width > x.getPixelForValue(m.to + 1) - x.getPixelForValue(m.from);
        ctx.save();
        ctx.translate(at, over);
        if (upright) ctx.rotate(-Math.PI / 2);
        ctx.textAlign = upright ? "left" : "center";
        ctx.fillText(m.text, 0, upright ? 0 : -4);
        ctx.restore();
      }
      ctx.restore();
    },
  };

  /* Samples of the legend look as what is drawn: dashed, filled, rings. */
  const WIDTH = 28, HEIGHT = 10, samples = new Map();
  function sample(d) {
    const key = [d.pointStyle, d.borderColor, d.backgroundColor, d.borderDash].join(" ");
    if (samples.has(key)) return samples.get(key);
    const canvas = Object.assign(document.createElement("canvas"), {width: WIDTH, height: HEIGHT}), ink = canvas.getContext("2d");
    Object.assign(ink, {strokeStyle: d.borderColor, fillStyle: d.backgroundColor, lineWidth: 2});
    ink.setLineDash(d.borderDash || []);
    if (d.pointStyle === "rect") ink.fillRect(0, 0, WIDTH, HEIGHT);
    else if (d.pointStyle === "line") ink.stroke(new Path2D(`M0 ${HEIGHT / 2}H${WIDTH}`));
    else {
      ink.arc(WIDTH / 2, HEIGHT / 2, 0.35 * HEIGHT, 0, 2 * Math.PI);
      ink.fill();
      ink.stroke();
    }
    samples.set(key, canvas);
    return canvas;
  }
  const labels = (chart) => Chart.defaults.plugins.legend.labels.generateLabels(chart).map((item) => ({...item, pointStyle: sample(chart.data.datasets[item.datasetIndex])}));

  return {FONT, WIDTH, shade, marks, labels};
})();
