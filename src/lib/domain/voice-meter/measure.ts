import type { StakeholderGroup } from '../membership';
import { nameOf, type CountedTogether } from './counted-together';

/** How a figure is read: a number of things, a share in percent, days, or words. */
export type Unit = 'count' | 'percent' | 'days' | 'words';

export interface Column {
  readonly name: string;
  readonly unit: Unit;
}

/** Words say why there is no number. */
export type Cell = number | string;

export interface MeterRow {
  readonly name: string;
  /** For its token, where the row is about one group. */
  readonly group: StakeholderGroup | null;
  readonly cells: readonly Cell[];
}

export interface MeterTable {
  readonly caption: string;
  /** What its rows are: "Group". */
  readonly rowName: string;
  readonly columns: readonly Column[];
  readonly rows: readonly MeterRow[];
  /** The columns that are drawn as bars, by place. */
  readonly bars: readonly number[];
}

export interface Measure {
  readonly number: number;
  readonly name: string;
  /** What is counted, of what. */
  readonly definition: string;
  /** The result in one sentence, or why there is none yet. */
  readonly sentence: string;
  readonly tables: readonly MeterTable[];
  /** What belongs to the measure and cannot be worked out yet, and why. */
  readonly missing: readonly string[];
}

export const NOT_SHOWN = 'Not shown: fewer than five people';
export const NOTHING_TO_COUNT = 'Nothing to count yet';

/** A whole percentage; never 0 or 100 of something that is more or less than that. */
export function percent(part: number, whole: number): Cell {
  if (whole === 0) return NOTHING_TO_COUNT;
  const rounded = Math.round((100 * part) / whole);
  if (rounded === 0 && part > 0) return 1;
  return rounded === 100 && part < whole ? 99 : rounded;
}

/** The middle one, or halfway between the two in the middle; null for none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function formatCell(cell: Cell, unit: Unit): string {
  if (typeof cell === 'string') return cell;
  const number = cell.toLocaleString('en-GB');
  if (unit === 'percent') return `${number}%`;
  return unit === 'days' ? `${number} ${cell === 1 ? 'day' : 'days'}` : number;
}

export function column(name: string, unit: Unit = 'count'): Column {
  return { name, unit };
}

/** A row for each of them; for those that are too few, words instead of figures. */
export function rowsFor(
  sets: readonly CountedTogether[],
  columns: readonly Column[],
  figures: (set: CountedTogether) => readonly Cell[]
): MeterRow[] {
  return sets.map((set) => ({
    name: nameOf(set),
    group: set.groups.length === 1 ? set.groups[0]! : null,
    cells: set.shown ? figures(set) : columns.map(() => NOT_SHOWN)
  }));
}
