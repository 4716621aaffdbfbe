import { MOST_BALLOT_OPTIONS, type DraftOption } from '#domain/ballot-paper';
import { parsePounds } from '#domain/money';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { fieldsOf } from './fields';
import { publicField } from './public-words';

const PARTS = ['name', 'description', 'annualCost', 'peopleAYear'] as const;

/** One line of the form. Fields are named "options.0.name", as in the JSON body's `options[0].name`. */
interface Line {
  readonly index: number;
  readonly fields: Record<string, unknown>;
}

/**
 * The options of a ballot, from a form ("options.0.name", "options.0.description", "options.0.annualCost",
 * "options.0.peopleAYear") or from JSON (`options: [{name, description?, annualCost?, peopleAYear?}]`). Lines of the form
 * that were left empty are skipped.
 */
export function draftOptions(raw: unknown): DraftOption[] | Refusal {
  const { options: listed } = fieldsOf(raw);
  const lines = Array.isArray(listed) ? linesOfList(listed) : linesOfForm(fieldsOf(raw));
  const options: DraftOption[] = [];
  for (const line of lines) {
    const option = optionOf(line);
    if (isRefusal(option)) return option;
    options.push(option);
  }
  return options;
}

/** One more than may be given is read, so that too many is noticed and thousands are not looked at. */
function linesOfList(list: readonly unknown[]): Line[] {
  return list
    .slice(0, MOST_BALLOT_OPTIONS + 1)
    .map((item, index) => ({ index, fields: named(index, fieldsOf(item)) }));
}

function linesOfForm(raw: Record<string, unknown>): Line[] {
  const lines = Array.from({ length: MOST_BALLOT_OPTIONS }, (_, index) => {
    const values = PARTS.map((part) => [part, raw[`options.${index}.${part}`]] as const);
    return { index, fields: named(index, Object.fromEntries(values)) };
  });
  return lines.filter(({ fields }) => Object.values(fields).some((value) => value !== ''));
}

/** Nothing given, null and white space all count as left empty; a number is read like its digits. */
function named(index: number, fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(PARTS.map((part) => [`options.${index}.${part}`, plain(fields[part])]));
}

function plain(value: unknown): unknown {
  if (value === undefined || value === null) return '';
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : value;
}

function optionOf({ index, fields }: Line): DraftOption | Refusal {
  const missing = `Give option ${index + 1} a name.`;
  const name = publicField(fields, `options.${index}.name`, { most: 200, missing });
  if (isRefusal(name)) return name;
  const description = publicField(fields, `options.${index}.description`, { most: 1000 });
  if (isRefusal(description)) return description;
  const annualCost = costOf(fields, `options.${index}.annualCost`);
  if (isRefusal(annualCost)) return annualCost;
  const peopleAYear = peopleOf(fields, `options.${index}.peopleAYear`);
  return isRefusal(peopleAYear) ? peopleAYear : { name, description, annualCost, peopleAYear };
}

function costOf(fields: Record<string, unknown>, field: string): number | null | Refusal {
  if (fields[field] === '') return null;
  const pounds = parsePounds(fields[field]);
  return isRefusal(pounds) ? { ...pounds, field } : pounds;
}

/** "2,400" → 2400. */
function peopleOf(fields: Record<string, unknown>, field: string): number | null | Refusal {
  const value = fields[field];
  if (value === '') return null;
  if (typeof value === 'string' && /^(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})$/.test(value)) {
    return Number(value.replaceAll(',', ''));
  }
  return refuse('invalid-input', { field, message: 'Give a whole number of people, for example 2,400.' });
}
