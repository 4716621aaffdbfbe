import { isRefusal } from '#domain/refusal';
import { MEASURES, type MeasureFields } from '../db/fact-tables';
import { keepFact, removeFact, type FactKind } from './fact-command';
import { organisationField } from './organisation-field';
import { publicFields } from './public-fields';

const WORDS = {
  name: { most: 200, missing: 'Say what is to get better.' },
  measure: { most: 500, missing: 'Say how it is measured.' },
  baseline: { most: 100, missing: 'Say what it is today. “Not known yet” is an answer.' },
  target: { most: 100, missing: 'Say what it is to become.' },
  byWhen: { most: 100, missing: 'Say by when.' }
};

/** Fields: `name`, `measure`, `baseline`, `target`, `byWhen`, `ownerId` (may be empty). */
const measure: FactKind<MeasureFields> = {
  name: 'measure',
  table: MEASURES,
  parse(raw) {
    const words = publicFields(raw, WORDS);
    if (isRefusal(words)) return words;
    const ownerId = organisationField(raw, 'ownerId');
    return isRefusal(ownerId) ? ownerId : { ...words, ownerId };
  },
  organisationIn: ({ ownerId }) => ownerId && { id: ownerId, field: 'ownerId' }
};

export const keepMeasure = keepFact(measure);
export const removeMeasure = removeFact(measure);
