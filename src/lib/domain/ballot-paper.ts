import { refuse, type Refusal } from './refusal';

/** Fewer is no ranking; more than people can weigh against one another in one sitting. */
export const FEWEST_OPTIONS = 3;
export const MOST_BALLOT_OPTIONS = 12;
/** A ballot open for longer is taken for a slip of the pen in the year. Milliseconds. */
const LONGEST_OPEN = 366 * 24 * 3_600_000;

/** An option as the person who opens a ballot describes it. */
export interface DraftOption {
  readonly name: string;
  readonly description: string;
  /** Whole pounds a year, when known. */
  readonly annualCost: number | null;
  /** People helped a year, an estimate, when known. */
  readonly peopleAYear: number | null;
}

/** The options with their short names, P1 for the first line; or why they make no ballot. */
export function keyedOptions<Option extends DraftOption>(
  options: readonly Option[]
): (Option & { readonly key: string })[] | Refusal {
  if (options.length < FEWEST_OPTIONS || options.length > MOST_BALLOT_OPTIONS) {
    const message = `Give from ${FEWEST_OPTIONS} to ${MOST_BALLOT_OPTIONS} options to rank.`;
    return refuse('invalid-input', {
      field: `options.${Math.min(options.length, FEWEST_OPTIONS - 1)}.name`,
      message
    });
  }
  const names = options.map(({ name }) => name.toLowerCase());
  const double = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (double >= 0) {
    const message = `Two options are called “${options[double]?.name}”. Give each a name of its own.`;
    return refuse('invalid-input', { field: `options.${double}.name`, message });
  }
  return options.map((option, index) => ({ ...option, key: `P${index + 1}` }));
}

/** Whether a ballot opened now may end then. */
export function checkClosingTime(closesAt: Date, now: Date): true | Refusal {
  const open = closesAt.getTime() - now.getTime();
  if (open <= 0)
    return refuse('invalid-input', { field: 'closesOn', message: 'Voting must end in the future.' });
  if (open <= LONGEST_OPEN) return true;
  return refuse('invalid-input', { field: 'closesOn', message: 'Voting must end within a year.' });
}
