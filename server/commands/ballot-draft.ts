import type { DraftOption } from '#domain/ballot-paper';
import { parseId, type SpecificationId } from '#domain/ids';
import { londonMoment } from '#domain/london-time';
import { isStakeholderGroup, STAKEHOLDER_GROUPS, type StakeholderGroup } from '#domain/membership';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Assisted } from '#domain/electoral-roll';
import { assistedFields } from './assisted-fields';
import { draftOptions } from './ballot-draft-options';
import { fieldsOf } from './fields';
import { publicField } from './public-words';

/** What somebody asks for when opening a ballot, read from a form or from JSON; nothing in it is checked against facts. */
export interface BallotDraft {
  readonly title: string;
  readonly question: string;
  readonly purpose: string;
  readonly options: readonly DraftOption[];
  readonly groups: readonly StakeholderGroup[];
  /** Who votes without an account; groups without anybody are left out. */
  readonly assisted: readonly Assisted[];
  readonly closesAt: Date;
  readonly specificationId: SpecificationId | null;
}

const TEXTS = [
  { field: 'title', most: 200, missing: 'Enter a title for the ballot.' },
  { field: 'question', most: 500, missing: 'Enter the question people answer.' },
  { field: 'purpose', most: 500, missing: 'Say what the result feeds and who decides.' }
] as const;

/**
 * Fields of a form: `title`, `question`, `purpose`, options (see `draftOptions`), `group-<group>` = "yes",
 * perhaps `assisted-<group>` (a whole number), `closesOn` ("2026-12-04"), `closesTime` ("17:00"), both in UK time, and perhaps `specificationId`. In JSON: `options` and
 * `groups` as lists, `assisted` as `{"carer": 3}`, `closesAt` as ISO 8601 with its zone.
 */
export function parseBallotDraft(raw: unknown): BallotDraft | Refusal {
  const texts = parseTexts(raw);
  if (isRefusal(texts)) return texts;
  const options = draftOptions(raw);
  if (isRefusal(options)) return options;
  const groups = parseGroups(fieldsOf(raw));
  if (isRefusal(groups)) return groups;
  const assisted = assistedFields(fieldsOf(raw), groups);
  if (isRefusal(assisted)) return assisted;
  const closesAt = parseClosing(fieldsOf(raw));
  if (isRefusal(closesAt)) return closesAt;
  const specificationId = parseSpecification(fieldsOf(raw).specificationId);
  return isRefusal(specificationId)
    ? specificationId
    : { ...texts, options, groups, assisted, closesAt, specificationId };
}

function parseTexts(raw: unknown): Pick<BallotDraft, 'title' | 'question' | 'purpose'> | Refusal {
  const read: Record<string, string> = {};
  for (const { field, ...rule } of TEXTS) {
    const text = publicField(raw, field, rule);
    if (isRefusal(text)) return text;
    read[field] = text;
  }
  return read as Pick<BallotDraft, 'title' | 'question' | 'purpose'>;
}

const NO_GROUPS = { field: 'groups', message: 'Choose at least one group that may vote.' };

function parseGroups(fields: Record<string, unknown>): StakeholderGroup[] | Refusal {
  const { groups: listed } = fields;
  const asked: readonly unknown[] = Array.isArray(listed)
    ? listed
    : STAKEHOLDER_GROUPS.filter((group) => fields[`group-${group}`] === 'yes');
  const groups = STAKEHOLDER_GROUPS.filter((group) => asked.includes(group));
  if (!asked.every(isStakeholderGroup)) {
    return refuse('invalid-input', { field: 'groups', message: 'One of the groups is not known here.' });
  }
  return groups.length > 0 ? groups : refuse('missing-field', NO_GROUPS);
}

const CLOSING_WORDS = 'Enter the day and the time when voting ends, for example 4 December 2026 and 17:00.';

function parseClosing({ closesAt, closesOn, closesTime }: Record<string, unknown>): Date | Refusal {
  if (closesAt !== undefined) return parseIsoMoment(closesAt);
  if (
    typeof closesOn !== 'string' ||
    typeof closesTime !== 'string' ||
    closesOn === '' ||
    closesTime === ''
  ) {
    return refuse('missing-field', { field: closesOn ? 'closesTime' : 'closesOn', message: CLOSING_WORDS });
  }
  const moment = londonMoment(closesOn, closesTime);
  return isRefusal(moment) ? { ...moment, field: 'closesOn', message: CLOSING_WORDS } : moment;
}

const ISO_MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

function parseIsoMoment(value: unknown): Date | Refusal {
  const moment = typeof value === 'string' && ISO_MOMENT.test(value) ? new Date(value) : undefined;
  if (moment && !Number.isNaN(moment.getTime())) return moment;
  return refuse('invalid-input', {
    field: 'closesAt',
    message: 'Give the end of voting as a moment with its zone, for example 2026-12-04T17:00:00Z.'
  });
}

function parseSpecification(value: unknown): SpecificationId | null | Refusal {
  if (value === undefined || value === null || value === '') return null;
  const id = parseId<'specification'>(value);
  return isRefusal(id) ? { ...id, field: 'specificationId' } : id;
}
