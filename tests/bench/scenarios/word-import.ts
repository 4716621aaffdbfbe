import { readFileSync } from 'node:fs';
import { importWord } from '#server/documents/import-word';
import { median } from '../report/median';
import type { Measurement } from './scenario';

const FILE = 'tests/fixtures/falls-service-specification.docx';
const RUNS = 7;

/** How long a Word file takes to become a specification. From source, in this process. */
export async function wordImport(): Promise<Measurement[]> {
  const bytes = new Uint8Array(readFileSync(FILE));
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = performance.now();
    await importWord(bytes, FILE);
    times.push(performance.now() - before);
  }
  const size = Math.round(bytes.length / 1024);
  return [
    { figure: `import of a ${size} KB Word file, median of ${RUNS}`, value: median(times), unit: 'ms' }
  ];
}
