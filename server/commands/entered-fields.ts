import { londonDay } from '#domain/answer-duty';
import { contributorCalled, isWayIn, saidInTime, type WayIn } from '#domain/entered';
import type { PartnershipId } from '#domain/ids';
import type { InvitedGroup } from '#domain/invitation';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { NewComment } from '../db/comments';
import type { Database } from '../db/database';
import { dayField } from './day-field';
import { fieldsOf } from './fields';
import { freeName } from './free-name';
import { publicField } from './public-words';

interface Contributor {
  /** How they are shown without a name: "A carer". */
  readonly words: string;
  readonly group: InvitedGroup;
  /** Empty: they are not named. */
  readonly name: string;
}

/** What is asked of everything that is entered for somebody without an account. */
export interface EnteredFields {
  readonly contributor: Contributor;
  readonly way: WayIn;
  /** The day on which it was said. */
  readonly on: string;
}

/** The name as it is shown; null where they are not named. */
export type NameShown = string | null | Refusal;

const NOT_IN_TIME = 'This day is in the future, or more than a year ago.';
const MUST_AGREE =
  'Enter it only when they agreed: everyone in the partnership will read it, and that you entered it.';

/** `who` (the words for who they are, "A carer"), perhaps `name`, `way` (domain/entered), `on` ("2026-11-20"), `agreed` ("yes"). */
export function enteredFields(raw: unknown): EnteredFields | Refusal {
  const contributor = contributorFields(raw);
  if (isRefusal(contributor)) return contributor;
  const came = wayAndDay(raw);
  if (isRefusal(came)) return came;
  return fieldsOf(raw).agreed === 'yes' ? { contributor, ...came } : missing('agreed', MUST_AGREE);
}

export async function nameShown(tx: Database, id: PartnershipId, name: string): Promise<NameShown> {
  return name === '' ? null : freeName(tx, id, name);
}

type EnteredColumns = Pick<
  NewComment,
  'shownAs' | 'roleWords' | 'enteredName' | 'enteredGroup' | 'enteredWay' | 'enteredOn' | 'mayBeQuoted'
>;

/** As it stands in the comment's row. */
export function enteredColumns(
  { contributor, way, on }: EnteredFields,
  name: NameShown,
  now: Date
): EnteredColumns | Refusal {
  if (!saidInTime(on, londonDay(now))) return refuse('invalid-input', { field: 'on', message: NOT_IN_TIME });
  if (isRefusal(name)) return name;
  return {
    ...{ shownAs: 'role', roleWords: contributor.words, enteredName: name },
    ...{ enteredGroup: contributor.group, enteredWay: way, enteredOn: on },
    // Nobody asked them whether their words may stand on a public page; whoever entered it can ask, and say so.
    mayBeQuoted: false
  };
}

function contributorFields(raw: unknown): Contributor | Refusal {
  const called = contributorCalled(fieldsOf(raw).who);
  if (!called) return missing('who', 'Choose who said it.');
  const name = publicField(raw, 'name', { most: 60 });
  return isRefusal(name) ? name : { ...called, name };
}

function wayAndDay(raw: unknown): Pick<EnteredFields, 'way' | 'on'> | Refusal {
  const { way } = fieldsOf(raw);
  if (!isWayIn(way)) return missing('way', 'Choose how it came.');
  const on = dayField(raw, 'on', 'Enter the day on which it was said.');
  return isRefusal(on) ? on : { way, on };
}

function missing(field: string, message: string): Refusal {
  return refuse('missing-field', { field, message });
}
