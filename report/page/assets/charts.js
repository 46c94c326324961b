"use strict";
/* Drawings of the pages, made with Chart.js: lines with zoom, losses as stacked areas, profiles through the cell.
 * Each is an object { element, show(plot) }: show() again moves what is there. */
const charts = (() => {
  const {FONT} = additions;
  const RAISED = {"0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "+": "⁺",
                  "-": "⁻", "−": "⁻"};
  const COLUMNS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];
  const DASHES = [[], [7, 4], [2, 3], [8, 3, 2, 3]];

  /* Marks of gnuplot's enhanced text as characters. */
  function plain(text) {
    return text.replace(/\^\{([^}]*)\}/g, (_, s) => [...s].map((c) => RAISED[c] || c).join(""))
      .replace(/_\{([^}]*)\}/g, "$1").replace(/\\(.)/g, "$1").replace(/''/g, "'");
  }

  function node(tag, attributes, ...children) {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(attributes || {})) {
      if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
      else if (v !== undefined && v !== null && v !== false) e.setAttribute(k, v === true ? "" : v);
    }
    e.append(...children);
    return e;
  }

  const number = (x, digits = 4) => (x === null || !isFinite(x) ? "–" : String(Number(x.toPrecision(digits))));
  const points = (x, y) => x.map((v, k) => ({x: v, y: y[k] === null ? NaN : y[k]}));

  /* The range of an axis of so many numbers, with air around. */
  function range(values, air, zero) {
    let low = Infinity, high = -Infinity;
    for (const v of values) {
      if (v === null || !isFinite(v)) continue;
      if (v < low) low = v;
      if (v > high) high = v;
    }
    if (low > high) return [0, 1];
    if (zero) low = Math.min(low, 0);
    const span = Math.max(high - low, 1e-3 * Math.abs(high), 1e-12);
    return [zero && low === 0 ? 0 : low - air * span, high + air * span];
  }

  function axis(title) {
    return {type: "linear", title: {display: true, text: title, font: {size: 13, family: FONT}, color: "#222"},
            ticks: {color: "#333", font: {size: 12, family: FONT}, maxTicksLimit: 8, includeBounds: false, maxRotation: 0, callback: (v) => number(v, 6)},
            grid: {color: "#e8e8e8", tickColor: "#888"}, border: {color: "#888"}};
  }

  /* A click on a name takes all of that name away, and brings them back. */
  function toggle(event, item, legend) {
    const chart = legend.chart, name = chart.data.datasets[item.datasetIndex].group, shown = chart.isDatasetVisible(item.datasetIndex);
    chart.data.datasets.forEach((d, k) => { if (d.group === name) chart.setDatasetVisibility(k, !shown); });
    chart.update();
  }

  function config(plugins) {
    return {
      type: "scatter", data: {datasets: []}, plugins: [additions.shade, additions.marks],
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, normalized: true,
        interaction: {mode: "nearest", intersect: false, axis: "xy"},
        scales: {x: axis(""), y: axis("")},
        plugins: {
          shade: {}, marks: {},
          legend: {onClick: toggle, labels: {generateLabels: additions.labels, sort: (a, b) => a.datasetIndex - b.datasetIndex, usePointStyle: true, pointStyleWidth: additions.WIDTH, boxHeight: 8, padding: 8, font: {size: 12, family: FONT}, color: "#222",
                                             filter: (item) => item.text !== ""}},
          tooltip: {displayColors: false, callbacks: {
            label: (c) => `${c.dataset.group}: ${number(c.parsed.x)}, ${number(c.dataset.shown ? c.dataset.shown[c.dataIndex] : c.parsed.y)}`}},
          ...plugins,
        },
      },
    };
  }

  /* A box with a canvas in which a rectangle that is drawn with the pointer becomes the axes; a double click is the way back. */
  function frame(classes) {
    const canvas = node("canvas", {role: "img"}), box = node("div", {class: `chart ${classes || ""}`}, canvas);
    const mark = node("div", {class: "zoom", hidden: true});
    const reset = node("button", {class: "unzoom", type: "button", hidden: true, title: "whole range", onclick: () => whole()}, "⤢");
    box.append(mark, reset);
    const chart = new Chart(canvas, config());
    let from = null, home = null;
    const at = (e) => { const r = canvas.getBoundingClientRect(); return [e.clientX - r.left, e.clientY - r.top]; };
    function limits(x, y) {
      Object.assign(chart.options.scales.x, {min: x[0], max: x[1]});
      Object.assign(chart.options.scales.y, {min: y[0], max: y[1]});
    }
    function whole() {
      if (!home) return;
      limits(home[0], home[1]);
      reset.hidden = true;
      chart.update("none");
    }
    canvas.addEventListener("pointerdown", (e) => {
      const p = at(e), a = chart.chartArea;
      if (e.button || e.pointerType === "touch" || !a || p[0] < a.left || p[0] > a.right || p[1] < a.top || p[1] > a.bottom) return;
      from = p;
      canvas.setPointerCapture(e.pointerId);
    });
    canvas.addEventListener("pointermove", (e) => {
      if (!from) return;
      const p = at(e);
      mark.hidden = false;
      mark.style.cssText = `left:${Math.min(p[0], from[0])}px;top:${Math.min(p[1], from[1])}px;` +
        `width:${Math.abs(p[0] - from[0])}px;height:${Math.abs(p[1] - from[1])}px`;
    });
    canvas.addEventListener("pointerup", (e) => {
      if (!from) return;
      const p = at(e), a = from, s = chart.scales;
      from = null;
      mark.hidden = true;
      if (Math.abs(p[0] - a[0]) < 8 || Math.abs(p[1] - a[1]) < 8) return;
      limits([a[0], p[0]].map((v) => s.x.getValueForPixel(v)).sort((u, v) => u - v),
             [a[1], p[1]].map((v) => s.y.getValueForPixel(v)).sort((u, v) => u - v));
      reset.hidden = false;
      chart.update("none");
    });
    canvas.addEventListener("dblclick", whole);
    /* A legend of many rows takes nothing from the plot. */
    function grow() {
      const rows = `${Math.max(0, Math.round((chart.legend.options.display ? chart.legend.height : 0) - 48))}px`;
      if (box.style.getPropertyValue("--legend") !== rows) box.style.setProperty("--legend", rows);
    }
    chart.options.onResize = () => requestAnimationFrame(grow); /* of another width */
    return {
      element: box, chart, grow,
      /* Whole ranges of both axes; a zoom stays. */
      home(x, y) {
        home = [x, y];
        if (reset.hidden) limits(x, y);
      },
      titles(x, y) {
        chart.options.scales.x.title.text = plain(x);
        chart.options.scales.y.title.text = plain(y);
        canvas.setAttribute("aria-label", `${plain(y)} against ${plain(x)}`);
      },
      /* Takes datasets over and keeps which of them are hidden. */
      put(datasets) {
        const hidden = new Set(chart.data.datasets.filter((_, k) => !chart.isDatasetVisible(k)).map((d) => d.group));
        if (chart.data.datasets.length === datasets.length)
          datasets.forEach((d, k) => Object.assign(chart.data.datasets[k], d));
        else chart.data.datasets = datasets;
        chart.data.datasets.forEach((d, k) => chart.setDatasetVisibility(k, !hidden.has(d.group)));
        chart.update("none");
        grow();
      },
    };
  }

  function dataset(s, group) {
    const ring = s.markers === 2;
    return {label: plain(s.name), group, data: points(s.x, s.y), showLine: !s.markers, borderColor: s.colour,
            backgroundColor: ring ? "#fff0" : s.colour, borderWidth: s.markers ? 1.5 : 2, borderDash: DASHES[s.dash % 4], fill: false,
            pointRadius: s.markers ? 3.5 : 0, pointHoverRadius: 4, pointStyle: s.markers ? "circle" : "line", tension: 0};
  }

  /* Ranges that hold some drawings of lines. */
  function extent(plots) {
    const series = plots.flatMap((p) => p.series);
    return {x: range(series.flatMap((s) => s.x), 0.03, /capacity/i.test(plots[0].x)), y: range(series.flatMap((s) => s.y), 0.05, plots[0].from_zero)};
  }

  /* { x, y: titles, series: [{ name, colour, dash, markers, x, y }], marks: [{ text, from, to, y }], equal, from_zero }; axes: those of its neighbours, too. */
  function lines(classes) {
    const f = frame(classes);
    let whole = null; /* ranges of a drawing that has one scale on both axes */
    function equal() {
      if (!whole || !f.chart.chartArea) return;
      const [x, y] = whole, {width, height} = f.chart.chartArea, low = Math.min(0, x[0], y[0]), per = Math.max((x[1] - low) / width, (y[1] - low) / height);
      f.home([low, low + per * width], [low, low + per * height]);
      f.chart.update("none");
    }
    f.chart.options.onResize = () => requestAnimationFrame(() => { f.grow(); equal(); }); /* of another shape */
    return {
      element: f.element, chart: f.chart,
      show(plot, axes) {
        let group = "";
        const all = plot.series.map((s, k) => Object.assign(dataset(s, (group = plain(s.name) || group)), {order: -k})); /* the later over the earlier */
        const {x, y} = axes || extent([plot]);
        f.titles(plot.x, plot.y);
        f.home(x, plot.marks && plot.marks.length ? [y[0], y[1] + 0.08 * (y[1] - y[0])] : y);
        f.chart.options.plugins.marks.all = plot.marks;
        f.put(all);
        whole = plot.equal ? [x, y] : null;
        equal();
      },
    };
  }

  /* One step of losses; axes of all that are shown beside it may be given. */
  function stack(classes) {
    const f = frame(classes);
    f.chart.options.interaction = {mode: "nearest", intersect: false, axis: "x"};
    return {
      element: f.element, chart: f.chart,
      show(losses, step, axes) {
        const {x, equilibrium, voltage, parts} = step, sum = [...equilibrium], all = [];
        const y = axes ? axes.y : range([...equilibrium, ...voltage], 0.06), thin = 0.003 * (y[1] - y[0]);
        all.push({label: "equilibrium", group: "equilibrium", data: points(x, equilibrium), showLine: true, borderColor: "#000", borderDash: [6, 4],
                  borderWidth: 2, pointRadius: 0, pointStyle: "line", fill: false, backgroundColor: "#fff0"});
        losses.areas.forEach((a, j) => {
          for (let k = 0; k < sum.length; k++) sum[k] += parts[j][k];
          const none = !a.name || !parts[j].some((v) => Math.abs(v) > thin);
          all.push({label: none ? "" : a.name, group: a.name || `none ${j}`, shown: parts[j], data: points(x, sum), showLine: true, borderWidth: 0,
                    borderColor: a.colour, backgroundColor: a.colour + "c0", pointRadius: 0, pointStyle: "rect", fill: "-1"});
        });
        all.push({label: "voltage", group: "voltage", data: points(x, voltage), showLine: true, borderColor: "#000", borderWidth: 2, pointRadius: 0, pointStyle: "line",
                  fill: false, backgroundColor: "#fff0"});
        f.titles(losses.x, losses.y || "Voltage (V)");
        f.home(axes ? axes.x : [0, 1.03 * (Math.max(...x) || 1)], y);
        f.put(all);
      },
    };
  }

  /* What is drawn of a profile: title, what of an instant, factor. */
  const PANELS = [["Electrolyte (mol l⁻¹)", ["c"], 1e-3], ["φ electrolyte (mV)", ["phi_e"], 1e3], ["φ solid (V)", ["phi_s"]],
                  ["x (mean dashed)", ["surface", "mean"]], ["Reaction rate (A m⁻²)", ["i"]]];

  /* What the colours of the panels are, where there are several. */
  function key(p, instant) {
    const names = [instant.surface.map((_, m) => `phase ${m + 1}`), p.ions || []].filter((all) => all.length > 1);
    return names.flatMap((all) => all.map((name, m) => {
      const line = node("i");
      line.style.background = COLUMNS[m % COLUMNS.length];
      return node("span", {}, line, name);
    }));
  }

  /* Column m of an instant as a line: the chosen one coloured, the others faint behind it. */
  function course(p, key, column, m, unit, chosen) {
    const y = column.map((v) => (v === null ? null : v * unit));
    const colour = chosen ? COLUMNS[m % COLUMNS.length] : "#d4d4d4";
    const line = dataset({name: key, colour, dash: key === "mean" ? 1 : 0, markers: 0, x: p.um, y}, `${key} ${m + 1}`);
    return Object.assign(line, {borderWidth: chosen ? 2.5 : 1, order: chosen ? 0 : 1});
  }

  /* Of a half cell what the electrode alone has is drawn there alone, however thick the separator is. */
  const places = (p, keys) => [p.separator[0] === p.um[0] && !["c", "phi_e"].includes(keys[0]) ? p.separator[1] : 0, p.um[p.um.length - 1]];

  /* The panels of one step of profiles; show(p, step, at) with the index of the instant. */
  function through(classes) {
    const panels = PANELS.map(() => frame(`panel ${classes || ""}`));
    panels.forEach((f) => { f.chart.options.plugins.legend.display = false; });
    const said = node("p", {class: "key"}), element = node("div", {class: "panels"}, said, ...panels.map((f) => f.element));
    function show(p, step, at) {
      said.replaceChildren(...key(p, step.at[at]));
      said.hidden = !said.childElementCount;
      PANELS.forEach(([title, keys, unit = 1], k) => {
        const f = panels[k], all = [];
        keys.forEach((key) => step.at.forEach((instant, n) => instant[key].forEach((column, m) =>
          all.push(course(p, key, column, m, unit, n === at)))));
        f.element.hidden = !all.length;
        f.chart.options.plugins.shade.um = p.separator;
        f.titles("Position (µm)", title);
        f.home(places(p, keys), range(all.flatMap((d) => d.data.map((v) => v.y)), 0.06));
        f.put(all);
      });
    }
    return {element, panels, show};
  }

  /* Of steps with losses the discharge that loses most. */
  function worst(steps) {
    const lost = (s) => (s.way === "discharge" ? s.voltage.reduce((sum, v, k) => sum + Math.abs(v - s.equilibrium[k]), 0) / s.x.length : -1);
    return steps.reduce((best, s, k) => (lost(s) > lost(steps[best]) ? k : best), 0);
  }

  return {plain, node, number, worst, extent, range, lines, stack, through};
})();
