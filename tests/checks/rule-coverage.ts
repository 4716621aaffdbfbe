import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every rule of docs/spec has a test whose title starts with its number, and every number in a title is a rule. */
const RULE = /^- \*\*([A-Z]{2,4}-\d+)\*\*/gm;
/** The title of `it(…)`, `test.skipIf(…)(…)` or `it.each([…])(…)`. */
const TITLE = /(?:\b(?:it|test)(?:\.\w+(?:\([^)]*\))?)*|\]\))\(\s*[`'"]((?:[A-Z]{2,4}-\d+[, ]*(?:and )?)+)/g;
const NUMBER = /[A-Z]{2,4}-\d+/g;

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path));
}

const rules = new Map<string, string>();
const faults: string[] = [];
for (const file of filesIn('docs/spec', '.md')) {
  for (const [, rule] of readFileSync(file, 'utf8').matchAll(RULE)) {
    if (rules.has(rule!)) faults.push(`${rule} is written twice: ${rules.get(rule!)} and ${file}`);
    rules.set(rule!, file);
  }
}
const tested = new Set<string>();
for (const file of filesIn('tests', '.test.ts')) {
  for (const [, title] of readFileSync(file, 'utf8').matchAll(TITLE)) {
    for (const [number] of title!.matchAll(NUMBER)) {
      tested.add(number);
      if (!rules.has(number)) faults.push(`${number} is in a test of ${file} but in no docs/spec page`);
    }
  }
}
for (const [rule, file] of rules) if (!tested.has(rule)) faults.push(`${rule} of ${file} has no test`);

for (const fault of new Set(faults)) console.error(fault);
console.log(`${rules.size} rules, ${tested.size} tested`);
process.exitCode = faults.length > 0 ? 1 : 0;
