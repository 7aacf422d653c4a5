// Dumps the first names of @faker-js/faker's Latin-script locales as TSV. usage: node dump-names.mjs NODE_MODULES > names.raw.tsv
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const entry = path.join(path.resolve(process.argv[2]), '@faker-js/faker/dist/index.js');
const { allLocales } = await import(pathToFileURL(entry).href);
const lines = ['locale\tgender\tname'];
for (const locale of Object.keys(allLocales).sort()) {
  const names = allLocales[locale].person?.first_name ?? {};
  for (const gender of ['female', 'male', 'generic']) {
    for (const name of names[gender] ?? []) lines.push([locale, gender, String(name).replace(/[\t\r\n]+/g, ' ').trim()].join('\t'));
  }
}
process.stdout.write(lines.join('\n') + '\n');
