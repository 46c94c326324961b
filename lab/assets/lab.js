"use strict";
/* The lab: up to two cells, each with its sliders; whatever moves is asked for anew. The address holds the state. */
(() => {
  const {node, number} = charts;
  const RATE = {path: "rate", label: "rate", unit: "C", value: 1, low: 0.05, high: 50, log: true}, SLOW = 0.2, TICKS = 1000;
  const UNITS = {um: "µm", degC: "°C", "cm2/s": "cm²/s", "m2/s": "m²/s", "mg/cm2": "mg/cm²", "mol/L": "mol/L"};
  const main = document.getElementById("cells"), said = document.getElementById("said");
  let names = [], cells = [];

  /* --- sliders --- */

  const rounded = (x, c) => Math.min(c.high, Math.max(c.low, Number(x.toPrecision(3))));
  const place = (x, c) => Math.round(TICKS * (c.log ? Math.log(x / c.low) / Math.log(c.high / c.low) : (x - c.low) / (c.high - c.low)));
  const value = (t, c) => rounded(c.log ? c.low * Math.pow(c.high / c.low, t / TICKS) : c.low + (c.high - c.low) * t / TICKS, c);

  function slider(c, start, moved) {
    let x = start;
    const input = node("input", {type: "range", min: 0, max: TICKS, step: 1, "data-path": c.path, oninput: () => {
      const t = Number(input.value);
      x = t === place(c.value, c) ? c.value : value(t, c);
      say();
      moved();
    }});
    const out = node("output"), label = node("label", {title: c.path}, node("span", {}, c.label), input, out);
    const say = () => {
      out.textContent = `${number(x, 3)} ${UNITS[c.unit] ?? c.unit}`;
      label.classList.toggle("moved", x !== c.value);
    };
    const set = (v) => { x = v; input.value = place(v, c); say(); };
    set(start);
    return {element: label, control: c, get: () => x, set};
  }

  /* --- the cell, to scale --- */

  const thickness = (layers) => layers.reduce((s, l) => s + l.um, 0) || 1;

  function sandwich(layers, total) {
    const NS = "http://www.w3.org/2000/svg", COLOURS = ["#b9a28f", "#f3efd9", "#8fb4d6"];
    const make = (tag, attributes, text) => {
      const e = document.createElementNS(NS, tag);
      for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
      if (text) e.textContent = text;
      return e;
    };
    const svg = make("svg", {viewBox: "0 0 600 84", class: "sandwich", role: "img", "aria-label": "the cell to scale"});
    let x = 1;
    layers.forEach((l, k) => {
      const width = l.um ? Math.max(1.5, 586 * l.um / total) : 10;
      svg.append(make("rect", {x, y: 0, width, height: 30, fill: l.um ? COLOURS[k] : "#c8c8c8", stroke: "#555", "stroke-width": 0.7}));
      const words = l.um ? `${l.name} ${number(l.um, 3)} µm` + (l.porosity === null ? "" : `, porosity ${number(l.porosity, 3)}`) : `${l.name} (not to scale)`;
      svg.append(make("text", {x: Math.min(Math.max(x + width / 2, k ? 120 : 0), 480), y: 46 + 16 * k, "font-size": 13, "text-anchor": k ? "middle" : "start"}, words));
      x += width;
    });
    return svg;
  }

  /* --- a cell --- */

  /* What cells side by side share: the scale of their drawings, and axes of the same quantities. */
  function common() {
    const all = cells.map((c) => c.last).filter(Boolean), same = all.length > 1 && all.every((d) => d.curves.x === all[0].curves.x);
    return {um: Math.max(...all.map((d) => thickness(d.layers))), axes: same ? charts.extent(all.map((d) => d.curves)) : undefined};
  }

  const save = (name, href) => { const a = node("a", {href, download: name}); document.body.append(a); a.click(); a.remove(); };

  function exporter(drawing, name) {
    return [
      node("button", {type: "button", onclick: () => save(`${name}.svg`, URL.createObjectURL(new Blob([pictures.svg(drawing().chart)], {type: "image/svg+xml"})))}, "SVG"),
      node("button", {type: "button", onclick: () => save(`${name}.png`, pictures.png(drawing().chart))}, "PNG")];
  }

  /* `state`: { card, rates, path: value } of the address. */
  async function cell(state) {
    const element = node("section", {class: "cell"}), sliders = new Map(), curves = charts.lines(), losses = charts.stack(), through = charts.through();
    const reply = await fetch(`/sliders?card=${encodeURIComponent(state.card)}`), given = await reply.json();
    const self = {element, state: () => ({}), last: null, ms: NaN};
    let busy = false, again = false, chosen = null, share = 1;

    function query() {
      const q = new URLSearchParams({card: state.card, rates: rates().join(",")});
      for (const s of sliders.values()) if (s.control !== RATE && s.get() !== s.control.value) q.set(s.control.path, s.get());
      return q;
    }
    const rates = () => {
      const fast = sliders.get("rate").get();
      return slow.checked && fast !== SLOW ? [SLOW, fast] : [fast];
    };

    async function move() {
      remember();
      if (busy) { again = true; return; }
      busy = true;
      do {
        again = false;
        const begun = performance.now();
        try {
          const r = await fetch(`/run?${query()}`), data = await r.json();
          wrong.hidden = r.ok && data.status === "ok";
          if (!wrong.hidden) wrong.textContent = [data.error || data.message, data.hint].filter(Boolean).join("; ");
          if (r.ok) { self.last = data; self.ms = performance.now() - begun; self.show(); cells.forEach((c) => { if (c !== self) c.show(); }); }
        } catch (error) {
          wrong.hidden = false;
          wrong.textContent = `the lab does not answer: ${error.message}`;
        }
      } while (again);
      busy = false;
      element.dataset.moves = Number(element.dataset.moves || 0) + 1;
    }

    self.show = () => {
      const d = self.last;
      if (!d) return;
      drawn.replaceChildren(sandwich(d.layers, common().um));
      took.textContent = `${number(self.ms, 2)} ms`;
      const columns = [["mAh/g", "mAh_g"], ["mAh/cm²", "mAh_cm2"], ["mean V", "V"], ["mWh/cm²", "mWh_cm2"]].filter(([, key]) => d.loading !== null || key !== "mAh_g");
      numbers.replaceChildren(node("tr", {}, node("th", {}, "step"), ...columns.map(([title]) => node("th", {class: "n"}, title))),
        ...d.steps.map((s) => node("tr", {}, node("td", {}, s.name.replace(/, cycle.*/, "")), ...columns.map(([, key]) => node("td", {class: "n"}, number(s[key], 4))))));
      curves.show(d.curves, common().axes);
      const steps = d.losses.steps;
      choice.replaceChildren(...steps.map((s, k) => node("option", {value: k}, s.name.replace(/, cycle.*/, ""))));
      const k = steps.findIndex((s) => s.step === chosen);
      choice.value = k >= 0 ? k : charts.worst(steps);
      inside();
    };
    function inside() {
      const d = self.last, step = d.losses.steps[choice.value], p = step && d.profiles.steps.find((s) => s.step === step.step);
      losses.element.hidden = !step;
      through.element.hidden = !p;
      if (step) losses.show(d.losses, step, common().axes);
      if (!p) return;
      time.max = p.at.length - 1;
      const at = p.at.reduce((best, v, n) => (Math.abs(v.share - share) < Math.abs(p.at[best].share - share) ? n : best), 0);
      time.value = at;
      when.textContent = `${number(100 * p.at[at].share, 3)} % of the charge`;
      through.show(d.profiles, p, at);
    }

    const card = node("select", {"aria-label": "card", onchange: rebuild},
      ...names.map((n) => node("option", {value: n, selected: n === state.card}, n)));
    const wrong = node("p", {class: "wrong", role: "alert", hidden: true}), drawn = node("div"), took = node("span", {class: "took"}), numbers = node("table");
    const choice = node("select", {"aria-label": "step", onchange: () => { chosen = self.last.losses.steps[choice.value].step; inside(); }});
    const time = node("input", {type: "range", min: 0, step: 1, "aria-label": "instant", oninput: () => {
      const d = self.last, step = d.losses.steps[choice.value];
      share = d.profiles.steps.find((s) => s.step === step.step).at[time.value].share;
      inside();
    }}), when = node("output");
    const slow = node("input", {type: "checkbox", onchange: move});
    const asked = (state.rates || `${SLOW},1`).split(",").map(Number).filter((x) => x > 0);
    slow.checked = asked.length > 1;
    const fields = [{...RATE, value: 1}, ...(given.sliders || [])];
    const box = node("div", {class: "sliders"});
    fields.forEach((c, k) => {
      const control = k ? c : RATE, start = k ? Number(state[c.path] ?? c.value) : asked[asked.length - 1] || 1;
      const s = slider(control, Math.min(control.high, Math.max(control.low, Number.isFinite(start) ? start : control.value)), move);
      sliders.set(control.path, s);
      box.append(s.element);
    });
    box.append(node("label", {}, node("span", {}, "C/5 beside it"), slow, node("output")));
    const ask = (path) => `${path}?${query()}`;
    const files = node("div", {class: "save"}, "curves:", node("button", {type: "button", onclick: () => save("curves.csv", ask("/curves.csv"))}, "CSV"),
      ...exporter(() => curves, "curves"), "losses:", ...exporter(() => losses, "losses"),
      "card:", node("button", {type: "button", onclick: () => save("card.cfg", ask("/card.cfg"))}, "text"));
    element.append(
      node("div", {class: "controls"}, card, node("span", {}, given.title || ""), took), wrong,
      node("div", {class: "top"}, node("div", {}, drawn, box, node("div", {class: "wide"}, numbers), files),
        node("div", {}, curves.element, node("div", {class: "controls"}, choice, node("label", {class: "time"}, time, when)), losses.element)),
      through.element);
    self.state = () => Object.fromEntries(query());
    self.reset = () => { for (const s of sliders.values()) s.set(s.control.value); slow.checked = true; move(); };
    self.sliders = sliders;
    if (given.error) { wrong.hidden = false; wrong.textContent = given.error; }
    self.move = given.error ? () => {} : move;
    return self;
  }

  /* --- the page --- */

  /* "#a.card=r175_li&a.rates=0.2,1&b.card=..." */
  function read() {
    const states = {};
    for (const [key, v] of new URLSearchParams(location.hash.slice(1))) {
      const [, side, name] = /^([ab])\.(.+)$/.exec(key) || [];
      if (side) (states[side] ||= {})[name] = v;
    }
    return ["a", "b"].map((s) => states[s]).filter((s) => s && names.includes(s.card));
  }
  function remember() {
    const q = new URLSearchParams();
    cells.forEach((c, k) => { for (const [name, v] of Object.entries(c.state())) q.set(`${"ab"[k]}.${name}`, v); });
    if (cells.length) history.replaceState(null, "", `#${q}`);
  }
  async function build(states) {
    cells = await Promise.all(states.map(cell));
    main.classList.toggle("single", cells.length === 1);
    main.replaceChildren(...cells.map((c) => c.element));
    cells.forEach((c) => c.move());
    document.getElementById("second").textContent = cells.length > 1 ? "one cell" : "second cell";
  }
  const states = () => cells.map((c) => c.state());
  let pending = null;
  /* A cell whose card was changed begins as that card is. */
  function rebuild() {
    if (pending) return;
    pending = Promise.resolve().then(() => {
      pending = null;
      const now = [...main.querySelectorAll("select[aria-label=card]")].map((s) => s.value);
      return build(states().map((s, k) => (s.card === now[k] ? s : {card: now[k]})));
    });
  }

  document.getElementById("second").onclick = () => build(cells.length > 1 ? states().slice(0, 1) : [states()[0], states()[0]]);
  document.getElementById("reset").onclick = () => cells.forEach((c) => c.reset());
  document.getElementById("thick").onclick = () => {
    const a = states()[0], both = [a, {...a}], sliders = cells[0].sliders;
    for (const path of ["positive.loading_mg_cm2", "positive.thickness_um", "negative.thickness_um"]) {
      const s = sliders.get(path);
      if (s) both[1][path] = rounded(s.get() * (path.includes("loading") ? 10 : 3), s.control);
    }
    build(both);
  };
  document.getElementById("link").onclick = async () => {
    try { await navigator.clipboard.writeText(location.href); said.textContent = "copied"; } catch { said.textContent = "the link is in the address line"; }
  };
  window.addEventListener("hashchange", () => { const s = read(); if (s.length) build(s); });

  (async () => {
    names = await (await fetch("/cards")).json();
    const s = read();
    await build(s.length ? s : [{card: names.includes("r175_li") ? "r175_li" : names[0]}]);
  })();
})();
