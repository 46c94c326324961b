"use strict";
/* The drawings of a report: each takes the place of its picture, which stays for printers. */
(() => {
  const {node, number} = charts;
  const data = JSON.parse(document.getElementById("plots").textContent);

  const select = (names, change) =>
    node("select", {onchange: (e) => change(Number(e.target.value))}, ...names.map((name, k) => node("option", {value: k}, charts.plain(name))));

  function losses(plot) {
    const all = plot.runs.flatMap((r) => r.steps.map((s) => [r, s])), chart = charts.stack();
    const draw = (k) => chart.show(all[k][0], all[k][1]);
    const first = charts.worst(all.map(([, s]) => s));
    const choice = select(all.map(([r, s]) => `${r.name}: ${s.name}`), draw);
    choice.value = first;
    return [node("div", {class: "controls"}, choice), chart.element, () => draw(first)];
  }

  function profiles(plot) {
    const all = plot.runs.flatMap((r) => r.steps.map((s) => [r, s])), chart = charts.through();
    const slider = node("input", {type: "range", min: 0, step: 1, "aria-label": "instant", oninput: () => draw()}), said = node("output");
    const choice = select(all.map(([r, s]) => `${r.name}: ${s.name}`), () => begin());
    const draw = () => {
      const [p, step] = all[choice.value], at = step.at[slider.value];
      said.textContent = `${number(100 * at.share, 3)} % of the charge, ${number(at.s, 4)} s`;
      chart.show(p, step, Number(slider.value));
    };
    const begin = () => {
      slider.max = all[choice.value][1].at.length - 1;
      slider.value = slider.max;
      draw();
    };
    choice.value = Math.max(0, all.findLastIndex(([, s]) => /discharge/.test(s.name)));
    return [node("div", {class: "controls"}, choice, node("label", {}, slider, said)), chart.element, begin];
  }

  function lines(plot) {
    const chart = charts.lines(plot.equal ? "square" : "");
    return [chart.element, () => chart.show(plot)];
  }

  for (const figure of document.querySelectorAll("figure[data-plot]")) {
    const plot = data[figure.dataset.plot];
    const has = plot && (plot.series ? plot.series.length : plot.runs.some((r) => r.steps.length));
    if (!has) continue;
    const parts = (plot.type === "losses" ? losses : plot.type === "profiles" ? profiles : lines)(plot), begin = parts.pop();
    figure.classList.add("live", plot.type);
    if (figure.querySelector("img")) figure.classList.add("pictured"); /* for printers */
    figure.prepend(...parts);
    begin();
  }
})();
