import type { DecisionOption } from '#domain/decision';
import { parsePounds } from '#domain/money';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { fieldsOf } from './fields';
import { publicField } from './public-words';

export const FEWEST_OPTIONS = 2;
export const MOST_OPTIONS = 6;

/** One row of the form, as sent. Fields are named "options.0.title", as in the JSON body's `options[0].title`. */
interface Row {
  readonly index: number;
  readonly fields: Record<string, unknown>;
  readonly chosen: boolean;
}

/**
 * The options of a decision, from a form ("options.0.key", "options.0.title", "options.0.annualCost",
 * "options.0.reason", and `chosen` holding the number of a row) or a JSON body (`options: [{key, title,
 * annualCost, chosen, reason}]`). Rows left empty are skipped; rows without a key get A, B, C …
 */
export function optionsField(raw: unknown): readonly DecisionOption[] | Refusal {
  const rows = rowsOf(fieldsOf(raw));
  if (rows.length > MOST_OPTIONS) return wrong('options.0.title', `Give at most ${MOST_OPTIONS} options.`);
  const options: DecisionOption[] = [];
  for (const row of rows) {
    const option = optionOf(row);
    if (isRefusal(option)) return option;
    options.push(option);
  }
  return checkTogether(options, rows);
}

function rowsOf(raw: Record<string, unknown>): Row[] {
  return Array.isArray(raw.options) ? rowsOfList(raw.options) : rowsOfForm(raw);
}

function rowsOfList(list: readonly unknown[]): Row[] {
  return list.map((item, index) => {
    const { key, title, annualCost, chosen, reason } = fieldsOf(item);
    const cost = typeof annualCost === 'number' ? String(annualCost) : (annualCost ?? '');
    return { index, fields: named(index, { key, title, annualCost: cost, reason }), chosen: chosen === true };
  });
}

function rowsOfForm(raw: Record<string, unknown>): Row[] {
  const names = ['key', 'title', 'annualCost', 'reason'];
  return Array.from({ length: MOST_OPTIONS }, (_, index) => {
    const fields = named(
      index,
      Object.fromEntries(names.map((name) => [name, raw[`options.${index}.${name}`] ?? '']))
    );
    return { index, fields, chosen: raw.chosen === String(index) };
  }).filter(({ index, fields, chosen }) => chosen || !isEmpty(fields, index));
}

/** The key alone does not count: the form fills it in. */
function isEmpty(fields: Record<string, unknown>, index: number): boolean {
  return ['title', 'annualCost', 'reason'].every((name) => {
    const value = fields[`options.${index}.${name}`];
    return typeof value === 'string' && value.trim() === '';
  });
}

function named(index: number, fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`options.${index}.${name}`, value])
  );
}

function optionOf({ index, fields, chosen }: Row): DecisionOption | Refusal {
  const letter = String.fromCharCode('A'.charCodeAt(0) + index);
  const key = publicField(fields, `options.${index}.key`, { most: 10 });
  if (isRefusal(key)) return key;
  const title = publicField(fields, `options.${index}.title`, {
    most: 300,
    missing: `Say what option ${key || letter} is.`
  });
  if (isRefusal(title)) return title;
  const annualCost = costOf(fields, `options.${index}.annualCost`);
  if (isRefusal(annualCost)) return annualCost;
  const missing = `Say why option ${key || letter} was ${chosen ? 'chosen' : 'ruled out'}.`;
  const reason = publicField(fields, `options.${index}.reason`, { most: 2000, missing });
  return isRefusal(reason) ? reason : { key: key || letter, title, annualCost, chosen, reason };
}

function costOf(fields: Record<string, unknown>, field: string): number | null | Refusal {
  const value = fields[field];
  if (value === '') return null;
  const pounds = parsePounds(value);
  return isRefusal(pounds) ? { ...pounds, field } : pounds;
}

function checkTogether(
  options: readonly DecisionOption[],
  rows: readonly Row[]
): readonly DecisionOption[] | Refusal {
  if (options.length < FEWEST_OPTIONS) {
    const field = `options.${Math.min(options.length, FEWEST_OPTIONS - 1)}.title`;
    return refuse('missing-field', {
      field,
      message: 'Give at least two options. Doing nothing can be one of them.'
    });
  }
  const keys = options.map(({ key }) => key);
  const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (twice >= 0) return wrong(`options.${rows[twice]!.index}.key`, `Two options are called ${keys[twice]}.`);
  const chosen = options.filter((option) => option.chosen).length;
  if (chosen === 0)
    return refuse('missing-field', { field: 'chosen', message: 'Say which option the decision chooses.' });
  return chosen === 1 ? options : wrong('chosen', 'A decision chooses exactly one option.');
}

function wrong(field: string, message: string): Refusal {
  return refuse('invalid-input', { field, message });
}
