/** `npm run keep-rates`: what the import keeps of each Word file of the corpus. */
import { readDocx } from '#server/documents/read-docx';
import { accepted } from '../read-word';
import { CORPUS, corpusFile, corpusTruth, withTitle } from './corpus';
import { keepRates } from './keep-rates';
import { shownText } from './shown-text';

for (const name of CORPUS) {
  const imported = accepted(readDocx(corpusFile(name), `${name}.docx`));
  console.log(`\n${name}.docx`);
  for (const { what, kept, of, lost } of keepRates(corpusTruth(name), shownText(withTitle(imported)))) {
    if (of === 0) continue;
    const rate = ((100 * kept) / of).toFixed(1);
    console.log(`  ${what.padEnd(15)} ${String(kept).padStart(6)} of ${String(of).padStart(6)}  ${rate} %`);
    for (const thing of lost) console.log(`      not kept: ${thing}`);
  }
}
