import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { safeHref } from '#schema/allowed-links';
import { EVIDENCE, type EvidenceFields } from '../db/fact-tables';
import { keepFact, removeFact, type FactKind } from './fact-command';
import { textField } from './fields';
import { publicField } from './public-words';
import { publicFields } from './public-fields';

const WORDS = {
  source: { most: 300, missing: 'Say where it comes from.' },
  dated: { most: 60, missing: 'Say when it was published or collected.' },
  population: { most: 300, missing: 'Say which people it is about.' },
  shows: { most: 2000, missing: 'Say what it shows.' }
};

/** Fields: `source`, `link` (may be empty), `dated`, `population`, `shows`. */
const evidence: FactKind<EvidenceFields> = {
  name: 'evidence',
  table: EVIDENCE,
  parse(raw) {
    const words = publicFields(raw, WORDS);
    if (isRefusal(words)) return words;
    const link = linkField(raw);
    return isRefusal(link) ? link : { ...words, link };
  },
  organisationIn: () => null
};

export const keepEvidence = keepFact(evidence);
export const removeEvidence = removeFact(evidence);

function linkField(raw: unknown): string | Refusal {
  const typed = textField(raw, 'link', { most: 2000 });
  if (isRefusal(typed) || typed === '') return typed;
  const clean = publicField(raw, 'link', { most: 2000 });
  if (isRefusal(clean)) return clean;
  const href = safeHref(/^[\w-]+(\.[\w-]+)+(\/|$)/.test(typed) ? `https://${typed}` : typed);
  if (href && !href.startsWith('#')) return href;
  const message =
    'Give a web address, for example https://www.nice.org.uk/guidance/ng249, or leave it empty.';
  return refuse('invalid-input', { field: 'link', message });
}
