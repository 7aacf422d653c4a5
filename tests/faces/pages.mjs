// The HTML pages in headless Chromium, with the network off: node pages.mjs BINARY ROOT OUT
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {launch} from './browser.mjs';

const require = createRequire(import.meta.url);
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [, , binary, root, out] = process.argv;
fs.mkdirSync(out, {recursive: true});
const run = (args, input) => execFileSync(binary, args, {input, maxBuffer: 1 << 30});
const articles = fs.readdirSync(path.join(root, 'examples/articles')).filter(f => f.endsWith('.txt')).sort().map(f => path.join(root, 'examples/articles', f));
const write = (name, data) => { const p = path.resolve(out, name); fs.writeFileSync(p, data); return 'file://' + p; };
let checks = 0;
const check = (condition, ...what) => { ++checks; assert.ok(condition, what.map(String).join(' ')); };

const browser = await launch();
const troubles = [];
async function open(url, options = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, offline: true, ...options});
  const page = await context.newPage();
  page.on('console', m => { if (m.type() === 'error' || m.type() === 'warning') troubles.push(`${url}: ${m.text()}`); });
  page.on('pageerror', e => troubles.push(`${url}: ${e.message}`));
  page.on('request', r => { if (r.url() !== url && !r.url().startsWith(url + '#')) troubles.push(`${url} asks for ${r.url()}`); });
  await page.goto(url);
  return page;
}
async function accessible(page, name) {
  // The policy of the page forbids scripts that are not its own: axe looks at a copy opened without the policy.
  const dark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const context = await browser.newContext({bypassCSP: true, offline: true, viewport: page.viewportSize(), colorScheme: dark ? 'dark' : 'light'});
  const copy = await context.newPage();
  await copy.goto(page.url());
  for (const summary of await copy.locator('li.e summary').all().then(all => all.slice(0, 4))) await summary.click();
  await copy.evaluate(axe);
  const result = await copy.evaluate(() => globalThis.axe.run(document, {resultTypes: ['violations']}));
  await context.close();
  const grave = result.violations.filter(v => v.impact === 'serious' || v.impact === 'critical');
  console.log(`  axe-core ${name}: ${result.violations.length} violations, ${grave.length} serious` + result.violations.map(v => `\n    ${v.impact} ${v.id}: ${v.nodes[0].target} (${v.nodes.length}) ${v.nodes[0].failureSummary.split('\n')[1] ?? ''}`).join(''));
  check(grave.length === 0, name);
}

// ---- the timeline of the shipped articles
const french = write('timeline-fr.html', run(['timeline', '--format', 'html', ...articles]));
const english = write('timeline-en.html', run(['timeline', '--format', 'html', '--lang', 'en', ...articles]));
const data = JSON.parse(run(['timeline', ...articles]));
const total = data.events.length + data.undated.length;
{
  const page = await open(french);
  check(await page.locator('li.e').count() === total, 'every entry is listed');
  const shown = () => page.locator('li.e:not([hidden])').count();
  const marks = () => page.locator('#canvas .mk').count();
  check(await marks() > 10, 'marks on the axis');
  await page.click('#all');
  const placed = await marks();
  check(placed + await page.locator('#lost .mk').count() === total, 'every entry has a mark', placed, total);
  // Doubt is drawn as what it is.
  for (const [what, n] of [['mask="url(#fade-r)"', data.events.filter(e => e.edtf.endsWith('/..')).length], ['mask="url(#fade-l)"', data.events.filter(e => e.edtf.startsWith('/')).length]]) {
    check((await page.locator('#canvas').innerHTML()).split(what).length - 1 === n, what, n);
  }
  check(await page.locator('#canvas .span').count() >= data.events.filter(e => /^\d.*\/\d/.test(e.edtf) ).length - 1, 'intervals are bars');
  // Filters.
  for (const group of ['person', 'country', 'organisation', 'place', 'type', 'modality']) {
    const box = page.locator(`#filters input[name=${group}]`).first(), label = page.locator(`#filters label:has(input[name=${group}])`).first();
    await box.check();
    check(await shown() === Number(await label.locator('.n').textContent()), 'filter', group);
    check(await page.locator('.mk').count() <= await shown(), 'the axis follows', group);
    await box.uncheck();
  }
  await page.locator('#filters input[name=modality]').nth(0).check();
  const one = await shown();
  await page.locator('#filters input[name=modality]').nth(1).check();
  check(await shown() > one, 'two of one group: either');
  await page.locator('#filters input[name=person]').nth(0).check();
  check(await shown() < one, 'two groups: both');
  await page.click('#reset');
  await page.waitForFunction(n => document.querySelectorAll('li.e:not([hidden])').length === n, total);
  // Search: accents and case do not matter.
  await page.fill('#q', 'ZELENSKY');
  await page.waitForFunction(n => document.querySelectorAll('li.e:not([hidden])').length < n, total);
  const found = await shown();
  check(found > 0 && found < total, 'search', found);
  check((await page.locator('#shown').textContent()).startsWith(`${found} `), 'the count is told');
  await page.fill('#q', 'rien de tel nulle part');
  await page.waitForSelector('#none:not([hidden])');
  await page.locator('#q').press('Escape');
  await page.waitForFunction(n => document.querySelectorAll('li.e:not([hidden])').length === n, total);
  // An entry opens its quotes.
  const entry = page.locator('li.e').nth(2);
  check(!await entry.locator('blockquote').first().isVisible(), 'closed at first');
  await entry.locator('summary').click();
  check(await entry.locator('blockquote').first().isVisible(), 'open');
  for (const kind of ['trigger', 'time', 'name']) check(await page.locator(`li.e blockquote mark.${kind}`).count() > 10, 'marked', kind);
  const all = [...data.events, ...data.undated], quotes = all.flatMap(e => e.sources);
  check(await page.locator('li.e blockquote').count() === quotes.length, 'every quote');
  check(await page.locator('li.e mark.trigger').count() >= quotes.length * .95, 'triggers are marked');
  const link = await entry.locator('cite a').first().getAttribute('href');
  check(await page.locator(link).count() === 1, 'the article it comes from');
  check(await page.locator('#entities tbody tr').count() >= data.entities.length, 'entity list');
  await page.close();
}
{
  // Keyboard alone.
  const page = await open(english);
  await page.keyboard.press('Tab');
  check(await page.evaluate(() => document.activeElement.className) === 'skip', 'skip link first');
  await page.keyboard.press('Enter');
  await page.locator('#canvas').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  check((await page.locator('#axis-live').textContent()).length > 10, 'the mark is read out');
  check(await page.locator('.mk.at').count() === 1, 'the mark is shown');
  await page.keyboard.press('Enter');
  check(await page.evaluate(() => document.activeElement.matches('li.e summary') && document.activeElement.parentElement.open), 'Enter opens the entry');
  const before = await page.evaluate(() => document.activeElement.closest('li').id);
  await page.keyboard.press('ArrowDown');
  const after = await page.evaluate(() => document.activeElement.closest('li').id);
  check(before !== after, 'down to the next entry');
  await page.keyboard.press('Space');
  check(await page.evaluate(() => document.activeElement.parentElement.open), 'Space opens it');
  await page.keyboard.press('ArrowUp');
  check(await page.evaluate(() => document.activeElement.closest('li').id) === before, 'and back');
  await page.locator('#canvas').focus();
  const wide = await page.locator('#canvas').innerHTML();
  await page.keyboard.press('+');
  check(await page.locator('#canvas').innerHTML() !== wide, 'zoom');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  // Everything that can be clicked can be reached.
  const unreachable = await page.evaluate(() => [...document.querySelectorAll('a,button,input,summary')].filter(e => e.tabIndex < 0).length);
  check(unreachable === 0, 'tab order');
  await page.close();
}
{
  // A hostile page stays a page.
  const page = await open(write('links.html', run(['timeline', '--format', 'html', ...articles])) );
  await page.evaluate(id => { location.hash = id; }, data.events[5].id.replace('/', '-'));
  await page.waitForTimeout(50);
  check(await page.evaluate(() => document.querySelector(location.hash + ' details').open), 'a link opens its entry');
  await page.close();
  const plain = await browser.newContext({javaScriptEnabled: false, offline: true});
  const still = await plain.newPage();
  await still.goto(french);
  check(await still.locator('li.e').count() === total && !await still.locator('#filters').isVisible(), 'reads without a script');
  await plain.close();
}

// ---- annotated articles
const rows = articles.map(a => JSON.stringify({id: path.basename(a), text: fs.readFileSync(a, 'utf8')})).join('\n');
const annotated = write('articles-fr.html', run(['annotate', '--format', 'html'], rows));
{
  const page = await open(annotated);
  check(await page.locator('article').count() === articles.length, 'articles');
  for (const kind of ['person', 'country', 'organisation', 'place', 'time', 'trigger', 'furniture']) {
    const mark = page.locator(`.text mark.${kind}`).first();
    check((await mark.getAttribute('title')).length > 3, 'reason on hover', kind);
    const background = () => mark.evaluate(e => { const s = getComputedStyle(e); return s.backgroundColor + s.color + s.fontStyle; });
    const on = await background();
    await page.locator(`#layer-${kind}`).uncheck();
    check(await background() !== on, 'layer off', kind);
    await page.locator(`#layer-${kind}`).check();
  }
  await page.close();
}

// ---- screenshots, and axe-core on each
for (const scheme of ['light', 'dark']) {
  for (const width of [420, 1440]) {
    for (const [name, url] of [['timeline', english], ['articles', annotated]]) {
      const page = await open(url, {viewport: {width, height: 1000}, colorScheme: scheme});
      if (name === 'timeline') await page.locator('li.e summary').nth(3).click();
      await page.evaluate(() => scrollTo(0, 0));
      await page.screenshot({path: path.join(out, `${name}-${scheme}-${width}.png`)});
      check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling', name, width);
      await accessible(page, `${name} ${scheme} ${width}`);
      await page.close();
    }
  }
}
{
  const page = await open(french, {colorScheme: 'dark'});
  await page.pdf({path: path.join(out, 'timeline.pdf'), format: 'A4', printBackground: true});
  check(fs.statSync(path.join(out, 'timeline.pdf')).size > 20000, 'prints');
  await page.close();
}

// ---- hostile texts
{
  const cases = JSON.parse(fs.readFileSync(path.join(root, 'tests/faces/hostile.json'), 'utf8'));
  const sources = cases.map((c, i) => ({
    article: 'a' + i, start: 0, end: 9, quote: c.text + ' quote', time: null, trigger: c.text || 'x', edtf: `2022-03-${String(i % 28 + 1).padStart(2, '0')}`,
    interval: {from: `2022-03-${String(i % 28 + 1).padStart(2, '0')}T00:00`, until: null}, granularity: 'day', status: 'resolved', type: 'DEATH', modality: 'occurred',
    summary: c.text + ' summary', participants: [{id: 'person/?' + i, role: 'actor'}], place: null, order: 0
  }));
  const shard = {
    schema: 'stoltenberg.timeline/1', articles: cases.map((c, i) => ({id: 'a' + i, title: c.text, path: c.text, digest: i.toString(16), dct: {value: '2022-03-30', status: 'given'}, mentions: {['person/?' + i]: 1}})),
    entities: cases.map((c, i) => ({id: 'person/?' + i, kind: 'person', name: c.text, mentions: 1})), events: sources.map(s => ({sources: [s]})), undated: [], hidden: []
  };
  fs.writeFileSync(path.join(out, 'hostile.json'), JSON.stringify(shard));
  const page = await open(write('hostile.html', run(['timeline', '--format', 'html', path.join(out, 'hostile.json')])));
  await page.click('#all');
  await page.click('#open-all');
  check(await page.evaluate(() => window.pwned === undefined && document.scripts.length === 1), 'nothing ran');
  check(await page.locator('img, iframe, b, body > style').count() === 0, 'nothing was made');
  const texts = await page.locator('.what').allTextContents();
  const squeeze = s => s.replace(/\s+/g, ' ').trim();
  for (const c of cases) {
    const want = squeeze([...c.text].map(x => { const n = x.codePointAt(0); return (n < 32 && !'\t\n\r'.includes(x)) || (n >= 127 && n <= 159) || (n & 0xfffe) === 0xfffe || (n >= 0xfdd0 && n <= 0xfdef) ? '\ufffd' : x; }).join('') + ' summary');
    check(texts.some(t => squeeze(t) === want), 'appears as text', c.name);
  }
  await page.close();
}

// ---- 5,000 entries
{
  const sources = [], n = 5000;
  let seed = 7;
  const random = k => (seed = (seed * 48271) % 2147483647) % k;
  const iso = d => new Date(d * 86400000).toISOString().slice(0, 10);
  const types = ['CONSULT', 'ASSAULT', 'SANCTION', 'AGREE', 'PROTEST'], modalities = ['occurred', 'occurred', 'occurred', 'planned', 'ongoing'];
  for (let i = 0; i < n; ++i) {
    const day = 17500 + i, word = 'x' + i.toString(36);
    sources.push({
      article: 'a' + i % 900, start: i, end: i + 9, quote: `Le ministre ${word} a rencontré son homologue lundi à ${word}ville pour parler de ${'paix et de commerce '.repeat(1 + random(4))}.`, time: 'lundi', trigger: 'rencontré',
      edtf: iso(day), interval: {from: iso(day) + 'T00:00', until: iso(day + 1) + 'T00:00'}, granularity: 'day', status: 'resolved', type: types[i % 5], modality: modalities[random(5)],
      summary: `Le ministre ${word} a rencontré son homologue lundi à ${word}ville`, participants: [{id: 'person/?p' + i % 400, role: 'actor'}, {id: 'country/' + 'FRDEITESPT'.slice(2 * (i % 5), 2 * (i % 5) + 2), role: 'other'}], place: null, order: i
    });
  }
  const shard = {
    schema: 'stoltenberg.timeline/1', articles: Array.from({length: 900}, (_, i) => ({id: 'a' + i, title: 'Article ' + i, path: null, digest: i.toString(16), dct: {value: '2022-03-30', status: 'given'}, mentions: {['person/?p' + i % 400]: 1}})),
    entities: Array.from({length: 400}, (_, i) => ({id: 'person/?p' + i, kind: 'person', name: 'Personne ' + i, mentions: 1 + i})), events: sources.map(s => ({sources: [s]})), undated: [], hidden: []
  };
  fs.writeFileSync(path.join(out, 'big.json'), JSON.stringify(shard));
  const began = performance.now();
  const html = run(['timeline', '--format', 'html', path.join(out, 'big.json')]);
  const made = performance.now() - began, url = write('big.html', html), loading = performance.now();
  const page = await open(url);
  const load = performance.now() - loading;
  const count = await page.locator('li.e').count();
  check(count === n, 'entries', count);
  const frames = await page.evaluate(async () => {
    const list = [];
    let last = performance.now();
    for (let i = 0; i < 90; ++i) {
      scrollBy(0, 900);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      list.push(now - last);
      last = now;
    }
    return list.sort((a, b) => a - b);
  });
  const clock = async act => { const s = performance.now(); await act(); await page.evaluate(() => new Promise(r => requestAnimationFrame(() => setTimeout(r)))); return performance.now() - s; };
  await page.evaluate(() => scrollTo(0, 0));
  const filter = await clock(() => page.locator('#filters input[name=modality]').nth(1).check());
  const some = await page.locator('li.e:not([hidden])').count();
  check(some > 0 && some < n, 'filtered', some);
  const reset = await clock(() => page.click('#reset'));
  const search = await clock(async () => { await page.fill('#q', 'x2rville'); await page.waitForFunction(() => document.querySelectorAll('li.e:not([hidden])').length === 1); });
  await page.fill('#q', '');
  await page.waitForFunction(k => document.querySelectorAll('li.e:not([hidden])').length === k, n);
  const axis = await clock(() => page.click('#all'));
  await page.locator('#canvas .hist').nth(20).click();
  check(await page.locator('#canvas svg').count() === 1, 'a bar of the overview zooms in');
  const median = frames[45], slow = frames[85];
  console.log(`  ${count} entries, ${(html.length / 1e6).toFixed(1)} MB: written in ${made.toFixed(0)} ms, loaded in ${load.toFixed(0)} ms, scroll frame median ${median.toFixed(1)} ms, 95% ${slow.toFixed(1)} ms, filter ${filter.toFixed(0)} ms, reset ${reset.toFixed(0)} ms, search ${search.toFixed(0)} ms, axis ${axis.toFixed(0)} ms`);
  // A screenful a frame; limits for a busy machine that draws without a graphics card.
  check(load < 15000 && median < 150 && filter < 3000 && search < 3000, 'fluent');
  await page.screenshot({path: path.join(out, 'big.png')});
  await page.close();
}
await browser.close();
check(troubles.length === 0, troubles.slice(0, 5).join('\n'));
console.log(`pages: ${checks} checks passed, no console message, no request`);
