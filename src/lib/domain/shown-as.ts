import type { Writer } from './comment-thread';
import { GUEST_ROLES, isInvitedGroup } from './invitation';
import { londonMoment, wallClock } from './london-time';
import type { StakeholderGroup } from './membership';
import { isRefusal, refuse, type Refusal } from './refusal';
import { SMALLEST_SHOWN_GROUP } from './tally/small-groups';

/** How others see who wrote something: by name, by the words for a role, or not at all. */
export const WAYS_TO_BE_SHOWN = ['name', 'role', 'nobody'] as const;
export type WayShown = (typeof WAYS_TO_BE_SHOWN)[number];

/** As it stands in a row: the words are those of a role, and null for the other ways. */
export interface ShownAs {
  readonly shownAs: WayShown;
  readonly roleWords: string | null;
}

export const BY_NAME: ShownAs = { shownAs: 'name', roleWords: null };

/** Stands where a name would. */
const NOBODY_NAMED = 'Anonymous';

/** The words for a role that somebody of this group can be shown by. */
export function rolesToBeShown(group: StakeholderGroup): readonly string[] {
  return isInvitedGroup(group) ? GUEST_ROLES[group] : [];
}

/**
 * Whether somebody can hide among so many, themselves included. A role hides nobody better than their group does: that is shown
 * beside either.
 */
export function canBeUnnamed(among: number): boolean {
  return among >= SMALLEST_SHOWN_GROUP;
}

/**
 * What somebody chose, "name", "nobody" or the words for a role of their group, read from a field. `among`: how many it could be. `unnamed`:
 * they take part without a name, so that without a choice it goes without one, or not at all.
 */
export function shownAsChosen(
  value: unknown,
  group: StakeholderGroup,
  { among, unnamed }: { readonly among: number; readonly unnamed: boolean }
): ShownAs | Refusal {
  const isLeftOut = value === undefined || value === '';
  if (isLeftOut && unnamed && !canBeUnnamed(among))
    return refuse('group-too-small', { field: 'shownAs', message: CHOOSE_ALL_THE_SAME });
  const way = wayChosen(isLeftOut && unnamed ? 'nobody' : value, group);
  if (way === undefined)
    return refuse('invalid-input', { field: 'shownAs', message: 'Choose how others see you.' });
  return way.shownAs === 'name' || canBeUnnamed(among)
    ? way
    : refuse('group-too-small', { field: 'shownAs' });
}

function wayChosen(value: unknown, group: StakeholderGroup): ShownAs | undefined {
  if (value === undefined || value === '' || value === 'name') return BY_NAME;
  if (value === 'nobody') return { shownAs: 'nobody', roleWords: null };
  const roleWords = rolesToBeShown(group).find((words) => words === value);
  return roleWords === undefined ? undefined : { shownAs: 'role', roleWords };
}

const CHOOSE_ALL_THE_SAME =
  'Fewer than five people here could have written this, so it cannot go without telling that it was you. Choose how others see you, or do not send it. What you typed is kept.';

/** What a form offers, and what it says of it before anything is sent. */
export interface WaysOffered {
  readonly options: readonly { readonly value: string; readonly text: string }[];
  /** The one that is chosen at first; empty: whoever writes has to choose. */
  readonly preset: string;
  readonly hint: string;
}

const UNNAMED =
  'Without your name nobody here sees who wrote it, leads and facilitators included. They see your group and the day. Those who look at some people’s words first see whether yours came to them. The database keeps it, so that you can follow the answer, and whoever runs the computer could look there. Your words, or being here when it appears, may still give you away.';
const ONLY_BY_NAME =
  'Too few people here could have written this, fewer than five. Without your name it would be easy to guess that it was you, so it is shown by your name.';

/** `roles`: the words for those of the writer's group. `unnamed`: what a guest is called who takes part without a name; null for others. */
export function waysOffered({
  roles,
  nobody,
  unnamed
}: {
  readonly roles: readonly string[];
  readonly nobody: boolean;
  readonly unnamed: string | null;
}): WaysOffered {
  if (unnamed !== null && !nobody) return onlyAsCalled(unnamed);
  return {
    options: [
      { value: 'name', text: unnamed === null ? 'By my name' : asCalled(unnamed) },
      ...roles.map((role) => ({ value: role, text: `Without a name, as “${role}”` })),
      ...(nobody ? [{ value: 'nobody', text: `Not at all: “${NOBODY_NAMED}”` }] : [])
    ],
    preset: unnamed === null ? 'name' : 'nobody',
    hint: nobody ? UNNAMED : ONLY_BY_NAME
  };
}

function asCalled(words: string): string {
  return `As “${words}”, the words that stand for me on the page People`;
}

/** Nothing is chosen for them: they wanted to take part without a name, and here that hides them less than they may think. */
function onlyAsCalled(words: string): WaysOffered {
  return {
    options: [
      { value: '', text: 'Choose' },
      { value: 'name', text: asCalled(words) }
    ],
    preset: '',
    hint: `You take part without a name. Too few people here could have written this, fewer than five, so it would be easy to guess that it was you. It can be sent only as “${words}”: others then see that it comes from the same person as what else stands under these words of yours. Choose that, or do not send it.`
  };
}

/** The writer as everybody else sees them. */
export function shownWriter(by: Writer, { shownAs, roleWords }: ShownAs): Writer {
  if (shownAs === 'name') return by;
  return { memberId: null, name: roleWords ?? NOBODY_NAMED, group: by.group, organisation: '' };
}

/** When it was said, as everybody else may know it. What is sorted (`byTime`) or compared is this, and never the moment itself. */
export function shownTime(moment: Date, shown: Pick<ShownAs, 'shownAs'>): ShownTime {
  return { at: shownMoment(moment, shown), dayOnly: shown.shownAs !== 'name' };
}

export interface ShownTime {
  readonly at: Date;
  /** Only the day is told. */
  readonly dayOnly: boolean;
}

/** A moment as everybody else sees it: of something without a name, midday of its day in the United Kingdom. */
export function shownMoment(moment: Date, { shownAs }: Pick<ShownAs, 'shownAs'>): Date {
  if (shownAs === 'name') return moment;
  const midday = londonMoment(wallClock(moment).slice(0, 10), '12:00');
  if (isRefusal(midday)) throw new Error('A day without a midday.');
  return midday;
}

/** From when on something else counts as later than what was said: of something without a name, from the beginning of its day. */
export function countsFrom(moment: Date, { shownAs }: Pick<ShownAs, 'shownAs'>): Date {
  return shownAs === 'name' ? moment : beginningOf(wallClock(moment).slice(0, 10));
}

/** Of a day in the United Kingdom that there was, "2026-12-04". */
export function beginningOf(day: string): Date {
  const beginning = londonMoment(day, '00:00');
  if (isRefusal(beginning)) throw new Error('A day without a beginning.');
  return beginning;
}
