import { parsePence } from '#domain/money';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { BUDGET_LINES, type BudgetLineFields } from '../db/budget-lines';
import { keepFact, removeFact, type FactKind } from './fact-command';
import { textField } from './fields';
import { organisationField } from './organisation-field';
import { publicFields } from './public-fields';

/** Fields: `label`, `perYear` ("£767,000"; as JSON also a number of pounds), `payerId`, `note` (may be empty). */
const budgetLine: FactKind<BudgetLineFields> = {
  name: 'budget-line',
  table: BUDGET_LINES,
  parse(raw) {
    const words = publicFields(raw, {
      label: { most: 200, missing: 'Say what the money is for.' },
      note: { most: 1000 }
    });
    if (isRefusal(words)) return words;
    const pencePerYear = sumField(raw);
    if (isRefusal(pencePerYear)) return pencePerYear;
    const payerId = organisationField(raw, 'payerId');
    if (isRefusal(payerId)) return payerId;
    return payerId ? { ...words, pencePerYear, payerId } : choosePayer();
  },
  organisationIn: ({ payerId }) => ({ id: payerId, field: 'payerId' })
};

export const keepBudgetLine = keepFact(budgetLine);
export const removeBudgetLine = removeFact(budgetLine);

function sumField(raw: unknown): number | Refusal {
  const typed = textField(withTextSum(raw), 'perYear', { most: 40, missing: 'Say what it costs a year.' });
  if (isRefusal(typed)) return typed;
  const pence = parsePence(typed);
  return isRefusal(pence) ? { ...pence, field: 'perYear' } : pence;
}

/** A script may send a number of pounds. */
function withTextSum(raw: unknown): unknown {
  const { perYear } = (raw ?? {}) as { perYear?: unknown };
  return typeof perYear === 'number' ? { perYear: String(perYear) } : raw;
}

function choosePayer(): Refusal {
  return refuse('missing-field', { field: 'payerId', message: 'Choose the organisation that pays.' });
}
