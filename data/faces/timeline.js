(() => {
'use strict';
// The list is in the page already; this draws the axis over it and lets both be filtered. Nothing is fetched, nothing is kept.
const root = document.documentElement, say = document.body.dataset, $ = s => document.querySelector(s);
root.classList.add('on');
const SVG = 'http://www.w3.org/2000/svg', DAY = 1440;
const make = (name, attributes, ...children) => {
  const e = document.createElementNS(SVG, name);
  for (const k in attributes) e.setAttribute(k, attributes[k]);
  e.append(...children);
  return e;
};
const numbers = text => text === '' ? null : Number(text);
const items = [...document.querySelectorAll('li.e')].map((li, i) => {
  const d = li.dataset, [from, until] = (d.a || ',').split(',').map(numbers);
  return {
    li, i, type: d.t, modality: d.m, names: new Set(d.n ? d.n.split(' ') : []), dated: from !== null || until !== null,
    from, until, soft: d.s === '1', ticks: d.k ? d.k.split(' ').map(x => x.split(',').map(Number)) : [], shown: true, text: null
  };
});
for (const it of items) {
  it.lo = it.from ?? it.until;
  it.hi = it.until ?? it.from;
  it.mid = (it.lo + it.hi) / 2;
}
// A list out of sight is not laid out; this is what it will take, so that the scroll bar is true.
for (const ol of document.querySelectorAll('ol.entries')) ol.style.containIntrinsicSize = `auto ${ol.children.length * 62}px`;
const when = it => it.li.querySelector('.when').textContent, what = it => it.li.querySelector('.what').textContent;
const plain = s => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[\u2019\u02bc]/g, "'").replace(/\s+/g, ' ').toLowerCase();

// ---- filters
const form = $('#filters'), q = $('#q'), sections = [...document.querySelectorAll('#list section')];
function apply() {
  const chosen = {};
  for (const box of form.querySelectorAll('input[type=checkbox]:checked')) (chosen[box.name] ||= []).push(box.value);
  const words = plain(q.value).split(' ').filter(Boolean);
  let n = 0;
  for (const it of items) {
    let ok = true;
    for (const group in chosen) {
      const values = chosen[group];
      ok = group === 'type' ? values.includes(it.type) : group === 'modality' ? values.includes(it.modality) : values.some(v => it.names.has(v));
      if (!ok) break;
    }
    if (ok && words.length) {
      it.text ??= plain(it.li.textContent);
      ok = words.every(w => it.text.includes(w));
    }
    if (ok !== it.shown) it.li.hidden = !(it.shown = ok);
    n += ok;
  }
  for (const s of sections) s.hidden = !s.querySelector('li.e:not([hidden])');
  $('#shown').textContent = say.shown.replace('{n}', n).replace('{m}', items.length);
  $('#none').hidden = n > 0;
  at = -1;
  draw();
}
let timer = 0;
form.addEventListener('submit', e => e.preventDefault());
form.addEventListener('change', e => { if (e.target !== q) apply(); });
form.addEventListener('reset', () => setTimeout(apply));
q.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(apply, 120); });
q.addEventListener('keydown', e => { if (e.key === 'Escape') { q.value = ''; apply(); } });

// ---- the list
const open = it => {
  const details = it.li.querySelector('details');
  details.open = true;
  it.li.scrollIntoView({block: 'center'});
  details.querySelector('summary').focus({preventScroll: true});
};
$('#list').addEventListener('keydown', e => {
  const li = e.target.closest && e.target.matches('summary') && e.target.closest('li.e');
  if (!li || e.ctrlKey || e.altKey || e.metaKey) return;
  const shown = items.filter(it => it.shown), i = shown.findIndex(it => it.li === li);
  const to = e.key === 'ArrowDown' ? i + 1 : e.key === 'ArrowUp' ? i - 1 : e.key === 'Home' ? 0 : e.key === 'End' ? shown.length - 1 : -1;
  if (!shown[to]) return;
  e.preventDefault();
  shown[to].li.querySelector('summary').focus();
});
$('#open-all').addEventListener('click', e => {
  const shown = items.filter(it => it.shown), all = shown.every(it => it.li.querySelector('details').open);
  for (const it of shown) it.li.querySelector('details').open = !all;
  e.target.textContent = all ? say.openAll : say.closeAll;
});
const visit = () => {
  const li = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = li && (li.querySelector('details') || li.closest('details'));
  if (details) { details.open = true; li.scrollIntoView({block: 'center'}); }
};
addEventListener('hashchange', visit);

// ---- the axis
const canvas = $('#canvas'), dated = items.filter(it => it.dated);
let full = [0, 1], view = [0, 1], at = -1, marks = [];
const widen = ([a, b]) => { const pad = Math.max((b - a) * .04, DAY); return [a - pad, b + pad]; };
function range(list) {
  if (!list.length) return [0, DAY];
  return widen([list.reduce((m, it) => Math.min(m, it.lo), Infinity), list.reduce((m, it) => Math.max(m, it.hi), -Infinity)]);
}
function densest() {
  // The shortest window that holds nine in ten of what is shown.
  const s = dated.filter(it => it.shown).map(it => it.mid).sort((a, b) => a - b), k = Math.max(1, Math.floor(s.length * .9));
  if (s.length < 3) return full;
  let best = 0;
  for (let i = 0; i + k - 1 < s.length; ++i) if (s[i + k - 1] - s[i] < s[best + k - 1] - s[best]) best = i;
  return widen([s[best], s[best + k - 1]]);
}
const STEPS = [['d', 1], ['d', 2], ['w', 1], ['m', 1], ['m', 3], ['y', 1], ['y', 2], ['y', 5], ['y', 10], ['y', 20], ['y', 50], ['y', 100], ['y', 500]];
const SIZE = {d: DAY, w: 7 * DAY, m: 30.4 * DAY, y: 365.25 * DAY};
const utc = (y, m, d) => { const t = new Date(0); t.setUTCFullYear(y, m, d); return t.getTime() / 60000; };
function ticks(width) {
  const per = (view[1] - view[0]) / width;
  const [unit, n] = STEPS.find(([u, k]) => SIZE[u] * k / per > 74) || STEPS[STEPS.length - 1];
  const style = unit === 'y' ? {year: 'numeric'} : unit === 'm' ? {month: 'short', year: 'numeric'} : {day: 'numeric', month: 'short', ...(view[1] - view[0] > 300 * DAY ? {year: 'numeric'} : {})};
  const name = new Intl.DateTimeFormat(root.lang, {timeZone: 'UTC', ...style}), out = [];
  const start = new Date(view[0] * 60000);
  let y = start.getUTCFullYear(), m = start.getUTCMonth(), d = start.getUTCDate();
  if (unit === 'y') { y -= ((y % n) + n) % n; m = 0; d = 1; }
  if (unit === 'm') { m -= m % n; d = 1; }
  if (unit === 'w') d -= (start.getUTCDay() + 6) % 7;
  for (let k = 0; k < 400; ++k) {
    const t = utc(y + (unit === 'y' ? k * n : 0), m + (unit === 'm' ? k * n : 0), d + (unit === 'd' ? k * n : unit === 'w' ? 7 * k * n : 0));
    if (t > view[1]) break;
    if (t >= view[0]) out.push([t, name.format(new Date(t * 60000))]);
  }
  return out;
}
function glyph(modality, x, y) {
  const g = (name, a, c) => make(name, {...a, class: c});
  if (modality === 'ongoing') return g('path', {d: `M${x - 4} ${y - 5}L${x + 5} ${y}L${x - 4} ${y + 5}Z`}, 'body');
  if (modality === 'planned') return g('circle', {cx: x, cy: y, r: 4.5}, 'hollow');
  if (modality === 'negated') return g('path', {d: `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`}, 'line');
  if (modality === 'reported') return g('path', {d: `M${x} ${y - 5.5}l5.5 5.5l-5.5 5.5l-5.5 -5.5Z`}, 'hollow');
  if (modality === 'hypothetical') return g('rect', {x: x - 4, y: y - 4, width: 8, height: 8}, 'hollow');
  return g('circle', {cx: x, cy: y, r: 4.5}, 'body');
}
function mark(it, x0, x1, y, label, openLeft, openRight, left) {
  const g = make('g', {class: 'mk ' + it.modality, 'data-i': it.i}), head = x1 - x0 > 14 ? (openLeft && !openRight ? x1 - 5 : x0 + 5) : (x0 + x1) / 2;
  g.append(make('title', {}, when(it) + ' – ' + what(it)));
  g.append(make('rect', {class: 'hit', x: Math.min(x0, head - 7), y: y - 9, width: Math.max(x1 - x0, 14), height: 18, rx: 4}));
  if (it.ticks.length > 1) {
    const xs = it.ticks.map(([a, b]) => scale((a + b) / 2));
    g.append(make('line', {class: 'line', x1: Math.min(...xs), x2: Math.max(...xs), y1: y, y2: y, 'stroke-dasharray': '1 3'}));
    for (const x of xs) g.append(make('line', {class: 'line', x1: x, x2: x, y1: y - 6, y2: y + 6}));
    g.append(glyph(it.modality, Math.min(...xs) - 9, y));
  } else {
    if (x1 - x0 > 14) {
      const fade = (openLeft ? 'l' : '') + (openRight ? 'r' : '') || (it.soft ? 's' : '');
      g.append(make('rect', {class: 'span', x: x0, y: y - 4, width: x1 - x0, height: 8, rx: 3, ...(fade ? {mask: `url(#fade-${fade})`} : {})}));
    }
    g.append(glyph(it.modality, head, y));
  }
  if (label) g.append(make('text', left ? {x: x0 - 10, y: y + 4, 'text-anchor': 'end'} : {x: x1 + 8, y: y + 4}, label));
  return g;
}
let scale = t => t;
const FADES = {l: [[0, 0], [.6, 1]], r: [[.4, 1], [1, 0]], lr: [[0, 0], [.4, 1], [.6, 1], [1, 0]], s: [[0, .2], [.2, 1], [.8, 1], [1, .2]]};
function definitions() {
  const defs = make('defs', {});
  for (const k in FADES) {
    defs.append(make('linearGradient', {id: 'grade-' + k}, ...FADES[k].map(([o, a]) => make('stop', {offset: o, 'stop-color': '#fff', 'stop-opacity': a}))));
    defs.append(make('mask', {id: 'fade-' + k, maskContentUnits: 'objectBoundingBox', x: -.1, y: -.5, width: 1.2, height: 2},
      make('rect', {x: -.1, y: -.5, width: 1.2, height: 2, fill: `url(#grade-${k})`})));
  }
  return defs;
}
// What has no place on the axis has a lane of its own, always in sight below it.
function drawUndated(width) {
  const lost = items.filter(it => it.shown && !it.dated), lane = $('#lost');
  if (!lost.length) return lane.replaceChildren();
  const title = `${say.undated} (${lost.length})`, left = Math.ceil(title.length * 6.6) + 22, perRow = Math.max(4, Math.floor((width - left - 44) / 14));
  const drawn = Math.min(lost.length, perRow * 3), rows = Math.ceil(drawn / perRow);
  const svg = make('svg', {viewBox: `0 0 ${width} ${rows * 17 + 8}`, 'aria-hidden': 'true'}, make('text', {class: 'soft', x: 6, y: 16}, title));
  lost.slice(0, drawn).forEach((it, k) => {
    const x = left + k % perRow * 14, g = mark(it, x, x, 12 + Math.floor(k / perRow) * 17, '', false, false, false);
    svg.append(g);
    marks.push({it, g});
  });
  if (drawn < lost.length) svg.append(make('text', {class: 'soft', x: left + perRow * 14, y: 16 + (rows - 1) * 17}, '+' + (lost.length - drawn)));
  lane.replaceChildren(svg);
}
function draw() {
  const width = Math.max(280, Math.round(canvas.clientWidth)), top = 22, lane = 20;
  scale = t => (t - view[0]) / (view[1] - view[0]) * width;
  const OPEN = Math.min(90, width / 8), svg = make('svg', {viewBox: `0 0 ${width} 60`, 'aria-hidden': 'true'}, definitions());
  const grid = make('g', {}), body = make('g', {});
  svg.append(grid, body);
  const live = dated.filter(it => it.shown), inside = live.filter(it => it.hi >= view[0] && it.lo <= view[1]);
  marks = [];
  let bottom = top + lane;
  if (inside.length > 300) {
    const bins = new Array(Math.ceil(width / 8)).fill(0);
    for (const it of inside) ++bins[Math.max(0, Math.min(bins.length - 1, Math.floor(scale(it.mid) / 8)))];
    const most = Math.max(...bins);
    bottom = top + 130;
    bins.forEach((n, b) => {
      if (!n) return;
      const h = Math.max(2, n / most * 116), rect = make('rect', {class: 'hist', x: b * 8, y: bottom - h, width: 7, height: h, 'data-b': b}, make('title', {}, String(n)));
      body.append(rect);
    });
  } else {
    const ends = [], few = inside.length <= 70 && width > 500;
    for (const it of [...inside].sort((a, b) => a.lo - b.lo || a.i - b.i)) {
      const openLeft = it.from === null, openRight = it.until === null;
      let x0 = scale(it.lo), x1 = scale(it.hi);
      if (it.hi - it.lo <= DAY && !openLeft && !openRight) x0 = x1 = (x0 + x1) / 2;
      if (openRight) x1 = Math.max(x0 + OPEN, x1);
      if (openLeft) x0 = Math.min(x1 - OPEN, x0);
      const full = few ? what(it) : '', label = full.length > 34 ? full.slice(0, 33).trimEnd() + '…' : full;
      const need = label ? label.length * 6 + 14 : 0, left = x1 + need > width && x0 > need + 20;
      let row = ends.findIndex(e => e < x0 - 12 - (left ? need : 0));
      if (row < 0) row = ends.push(0) - 1;
      ends[row] = Math.max(x1, x0 + 12) + (left ? 0 : need);
      const y = top + 12 + row * lane, g = mark(it, x0, x1, y, label, openLeft, openRight, left);
      body.append(g);
      marks.push({it, g});
    }
    bottom = top + 8 + Math.max(1, ends.length) * lane;
  }
  for (const [t, text] of ticks(width)) {
    const x = scale(t);
    grid.append(make('line', {class: 'tick', x1: x, x2: x, y1: 16, y2: bottom}), make('text', {class: 'soft', x: x + 3, y: 12}, text));
  }
  svg.setAttribute('viewBox', `0 0 ${width} ${bottom + 6}`);
  canvas.replaceChildren(svg);
  drawUndated(width);
  const before = live.filter(it => it.hi < view[0]).length, after = live.filter(it => it.lo > view[1]).length;
  for (const [id, n, text] of [['#earlier', before, '◀ ' + say.earlier], ['#later', after, say.later + ' ▶']]) {
    $(id).textContent = text.replace('{n}', n);
    $(id).disabled = !n;
  }
  if (at >= 0 && marks[at]) marks[at].g.classList.add('at');
}
function move(a, b) {
  const least = DAY, most = (full[1] - full[0]) * 1.2, size = Math.min(most, Math.max(least, b - a)), mid = Math.min(full[1], Math.max(full[0], (a + b) / 2));
  view = [mid - size / 2, mid + size / 2];
  at = -1;
  draw();
}
const zoom = (factor, center = (view[0] + view[1]) / 2) => move(center - (center - view[0]) * factor, center + (view[1] - center) * factor);
const pan = part => { const by = (view[1] - view[0]) * part; move(view[0] + by, view[1] + by); };
const time = x => { const r = canvas.getBoundingClientRect(); return view[0] + (x - r.left) / r.width * (view[1] - view[0]); };
$('#zoom-in').addEventListener('click', () => zoom(.5));
$('#zoom-out').addEventListener('click', () => zoom(2));
$('#all').addEventListener('click', () => move(...full));
$('#dense').addEventListener('click', () => move(...densest()));
$('#earlier').addEventListener('click', () => pan(-.8));
$('#later').addEventListener('click', () => pan(.8));
canvas.addEventListener('wheel', e => { if (e.ctrlKey || e.shiftKey) { e.preventDefault(); zoom((e.deltaY || e.deltaX) > 0 ? 1.25 : .8, time(e.clientX)); } }, {passive: false});
let drag = null;
canvas.addEventListener('pointerdown', e => { if (e.button === 0) drag = {x: e.clientX, view: [...view], moved: false}; });
addEventListener('pointermove', e => {
  if (!drag || (!drag.moved && Math.abs(e.clientX - drag.x) < 5)) return;
  drag.moved = true;
  canvas.classList.add('drag');
  const by = (drag.x - e.clientX) / canvas.clientWidth * (drag.view[1] - drag.view[0]);
  move(drag.view[0] + by, drag.view[1] + by);
});
let dragged = false;
addEventListener('pointerup', () => { dragged = drag !== null && drag.moved; drag = null; canvas.classList.remove('drag'); });
addEventListener('pointercancel', () => { drag = null; canvas.classList.remove('drag'); });
$('#axis').addEventListener('click', e => {
  if (dragged) { dragged = false; return; }
  const g = e.target.closest('.mk'), bin = e.target.closest('.hist');
  if (g) open(items[g.dataset.i]);
  if (bin) { const t = time(e.clientX), size = (view[1] - view[0]) / 12; move(t - size, t + size); }
});
canvas.addEventListener('keydown', e => {
  if (e.ctrlKey || e.altKey || e.metaKey) return;
  const step = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
  if (step && e.shiftKey) pan(step * .25);
  else if (step && marks.length) {
    if (marks[at]) marks[at].g.classList.remove('at');
    at = at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length;
    marks[at].g.classList.add('at');
    marks[at].g.scrollIntoView({block: 'nearest'});
    $('#axis-live').textContent = when(marks[at].it) + ' – ' + what(marks[at].it);
  } else if (e.key === 'Enter' && marks[at]) open(marks[at].it);
  else if (e.key === '+' || e.key === '=') zoom(.5);
  else if (e.key === '-') zoom(2);
  else if (e.key === 'Home') move(...full);
  else return;
  e.preventDefault();
});

// ---- light and dark
$('#theme').addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
});

full = range(dated);
view = dated.length ? densest() : full;
apply();
visit();
let resize = 0;
addEventListener('resize', () => { cancelAnimationFrame(resize); resize = requestAnimationFrame(draw); });
})();
