// The picture of the README: node picture.mjs BINARY ROOT FILE
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {launch} from './browser.mjs';

const [, , binary, root, file] = process.argv;
const articles = fs.readdirSync(path.join(root, 'examples/articles')).filter(f => f.endsWith('.txt')).sort().map(f => path.join('examples/articles', f));
const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'picture-'));
fs.writeFileSync(path.join(directory, 'timeline.html'), execFileSync(binary, ['timeline', '--format', 'html', '--lang', 'en', ...articles], {cwd: root, maxBuffer: 1 << 30}));
const browser = await launch();
const page = await browser.newPage({viewport: {width: 1200, height: 1080}, colorScheme: 'light'});
await page.goto('file://' + path.join(directory, 'timeline.html'));
// An entry that several articles tell shows best what an entry holds.
const id = await page.evaluate(() => {
  const tellers = li => new Set([...li.querySelectorAll('cite a')].map(a => a.hash)).size;
  return [...document.querySelectorAll('#list section:not(#undated) li.e')].reduce((best, li) => tellers(li) > tellers(best) ? li : best).id;
});
const chosen = page.locator('#' + id);
const day = chosen.locator('xpath=ancestor::section').first();
await chosen.locator('summary').click();
await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
// The entry is moved up to where the list begins, so that one picture holds axis, filters and quotes.
await day.evaluate((section, id) => {
  for (const s of document.querySelectorAll('#list section')) if (s !== section) s.hidden = true;
  for (const li of section.querySelectorAll('li.e')) if (li.id === id) break; else li.hidden = true;
}, await chosen.getAttribute('id'));
await page.mouse.move(0, 0);
await page.screenshot({path: file});
await browser.close();
fs.rmSync(directory, {recursive: true});
