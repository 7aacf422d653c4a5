// What other people's readers make of the other faces: node readers.mjs BINARY ROOT OUT
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {parse as parseEdtf} from 'edtf';
import ICAL from 'ical.js';
import {launch} from './browser.mjs';

const require = createRequire(import.meta.url);
const [, , binary, root, out] = process.argv;
fs.mkdirSync(out, {recursive: true});
const run = (args, input) => execFileSync(binary, args, {input, maxBuffer: 1 << 30}).toString();
const articles = fs.readdirSync(path.join(root, 'examples/articles')).filter(f => f.endsWith('.txt')).sort().map(f => path.join(root, 'examples/articles', f));
let checks = 0;
const check = (condition, ...what) => { ++checks; assert.ok(condition, what.map(String).join(' ')); };
const timeline = JSON.parse(run(['timeline', ...articles])), entries = [...timeline.events, ...timeline.undated];

// ---- EDTF, npm edtf
{
  const strings = new Set();
  const collect = value => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (value && typeof value === 'object') for (const [k, v] of Object.entries(value)) { if (k === 'edtf' && typeof v === 'string') strings.add(v); else collect(v); }
  };
  collect(timeline);
  const rows = articles.map(a => JSON.stringify({id: path.basename(a), text: fs.readFileSync(a, 'utf8')})).join('\n');
  for (const line of run(['annotate'], rows).trim().split('\n')) collect(JSON.parse(line));
  for (const line of run(['timeline', '--format', 'ical', ...articles]).replace(/\r\n /g, '').split('\r\n')) if (line.startsWith('X-EDTF:')) strings.add(line.slice(7).replace(/\\(.)/g, '$1'));
  const bad = [...strings].filter(s => { try { parseEdtf(s, {level: 2}); return false; } catch { return true; } });
  console.log(`  edtf: ${strings.size} different strings, ${bad.length} not accepted ${bad.slice(0, 5).join('  ')}`);
  check(bad.length === 0, 'edtf', bad);
}

// ---- iCalendar, npm ical.js (Mozilla)
{
  const calendar = new ICAL.Component(ICAL.parse(run(['timeline', '--format', 'ical', ...articles])));
  const events = calendar.getAllSubcomponents('vevent').map(c => new ICAL.Event(c)), journals = calendar.getAllSubcomponents('vjournal');
  check(events.length + journals.length === entries.length, 'ical.js reads every entry');
  for (const e of events) {
    check(e.startDate.isDate && e.endDate.isDate && e.endDate.compare(e.startDate) > 0, 'all day', e.uid);
    const entry = entries.find(x => x.id.replace('/', '-') + '@stoltenberg' === e.uid);
    check(e.summary.endsWith(entry.summary), 'summary', e.summary);
    check(entry.sources.every(s => e.description.includes(s.quote.replace(/\r\n?/g, '\n'))), 'quotes', e.uid);
    check((e.component.getFirstPropertyValue('status') === 'TENTATIVE') === (entry.modality === 'planned' || entry.status === 'ambiguous'), 'tentative', e.uid);
  }
  console.log(`  ical.js: ${events.length} events, ${journals.length} journal entries`);
}

// ---- TimelineJS itself
{
  const hostile = path.join(out, 'hostile.json');
  const cases = JSON.parse(fs.readFileSync(path.join(root, 'tests/faces/hostile.json'), 'utf8'));
  fs.writeFileSync(hostile, JSON.stringify({
    schema: 'stoltenberg.timeline/1', articles: cases.map((c, i) => ({id: 'a' + i, title: c.text, path: null, digest: i.toString(16), dct: {value: '2022-03-30', status: 'given'}})), entities: [], undated: [], hidden: [],
    events: cases.map((c, i) => ({sources: [{article: 'a' + i, start: 0, end: 9, quote: c.text, time: null, trigger: 'x', edtf: `2022-03-${String(i % 28 + 1).padStart(2, '0')}`, interval: {from: `2022-03-${String(i % 28 + 1).padStart(2, '0')}T00:00`, until: null}, granularity: 'day', status: 'resolved', type: 'DEATH', modality: 'occurred', summary: c.text + ' summary', participants: [{id: 'person/?' + i, role: 'actor'}], place: null, order: 0}]}))
  }));
  const dist = path.dirname(path.dirname(require.resolve('@knight-lab/timelinejs/dist/js/timeline.js')));
  const browser = await launch();
  for (const [name, files] of [['articles', articles], ['hostile', [hostile]]]) {
    const data = run(['timeline', '--format', 'timelinejs', ...files]), slides = JSON.parse(data);
    const context = await browser.newContext({viewport: {width: 1200, height: 800}, offline: true}), page = await context.newPage(), problems = [];
    page.on('pageerror', e => problems.push(e.message));
    fs.writeFileSync(path.join(out, 'timelinejs.html'), `<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="file://${dist}/css/timeline.css"><div id="t" style="width:100%;height:700px"></div><script src="file://${dist}/js/timeline.js"></script>`);
    await page.goto('file://' + path.resolve(out, 'timelinejs.html'));
    await page.evaluate(d => new Promise(r => { window.t = new TL.Timeline('t', d, {hash_bookmark: false}); window.t.on('ready', r); setTimeout(r, 8000); }), slides);
    const config = await page.evaluate(() => ({events: window.t.config.events.length, title: !!window.t.config.title, messages: Object.keys(window.t.config.messages?.errors ?? {}).length, pwned: window.pwned}));
    const markers = await page.locator('.tl-timemarker').count(), shown = await page.locator('.tl-slide').count();
    check(config.events === slides.events.length && config.title && config.messages === 0, name, JSON.stringify(config));
    check(markers === slides.events.length && shown === slides.events.length + 1, name, 'drawn', markers, shown);
    check(config.pwned === undefined && problems.length === 0, name, problems);
    if (name === 'hostile') {
      const heads = await page.locator('.tl-slide .tl-headline').allTextContents();
      for (const c of cases.filter(x => /[<&]/.test(x.text))) check(heads.some(h => h.replace(/\s+/g, ' ').includes(c.text.replace(/\s+/g, ' '))), 'as text', c.name);
      check(await page.locator('.tl-slide b, .tl-slide img').count() === 0, 'no element of theirs');
    } else {
      await page.screenshot({path: path.join(out, 'timelinejs.png')});
    }
    console.log(`  TimelineJS, ${name}: ${config.events} events, ${shown} slides, ${markers} markers, ${problems.length} errors`);
    await context.close();
  }
  await browser.close();
}
console.log(`readers: ${checks} checks passed`);
