import { formatNumber, listFormatOf } from './number-formats';
import { indentOf, type NumberReference, type WordStyles } from './word-styles';
import { childElements, firstChild, valueOf, type XmlElement } from './xml-tree';

interface Level {
  start: number;
  format: string;
  /** The pattern Word fills in: "%1.%2". */
  text: string;
  /** A level restarts when a level up to this one (1-based) is used; 0 never restarts. */
  restart: number | null;
  /** Shows every number of the pattern in digits, whatever its level's format. */
  legal: boolean;
  style: string | undefined;
  indent: number | null;
}

interface NumberingList {
  abstractId: string;
  levels: (Level | undefined)[];
  startOverrides: (number | undefined)[];
}

/** Where a paragraph stands in the numbering, and what Word shows before it. */
export interface NumberPlace {
  numId: string;
  abstractId: string;
  level: number;
  format: string;
  pattern: string;
  /** The counter of this level. */
  value: number;
  /** The whole label as Word shows it, for example "3.2.1" or "(a)"; for bullets the bullet. */
  label: string;
  indent: number | null;
}

const LEVELS = 9;
const MOST_COUNTED = 1_000_000;

/** The numbering definitions of a Word file. They hold no counters: see `NumberingCounters`. */
export class WordNumbering {
  private readonly lists = new Map<string, NumberingList>();

  constructor(tree: XmlElement | null, styles: WordStyles) {
    if (tree === null) return;
    const abstracts = new Map(
      childElements(tree, 'w:abstractNum').map((element) => [
        element.attributes['w:abstractNumId'] ?? '',
        element
      ])
    );
    const numbers = childElements(tree, 'w:num');
    const abstractOf = new Map(
      numbers.map((element) => [
        element.attributes['w:numId'] ?? '',
        valueOf(element, 'w:abstractNumId') ?? ''
      ])
    );
    for (const element of numbers) {
      const named = valueOf(element, 'w:abstractNumId') ?? '';
      // A list may borrow the levels of a numbering style, which points at a list of its own.
      const link = valueOf(abstracts.get(named), 'w:numStyleLink');
      const linked = link === undefined ? undefined : abstractOf.get(styles.numberOfStyle(link) ?? '');
      const abstractId = linked ?? named;
      this.lists.set(
        element.attributes['w:numId'] ?? '',
        numberingList(element, abstractId, abstracts.get(abstractId))
      );
    }
  }

  list(numId: string): NumberingList | undefined {
    return this.lists.get(numId);
  }

  /** The level a paragraph is on: its own, or the one that is tied to its style, or the first. */
  levelOf(reference: NumberReference & { style: string | null }): number {
    if (reference.level !== null) return reference.level;
    const levels = this.lists.get(reference.numId)?.levels ?? [];
    const tied = levels.findIndex((level) => level?.style !== undefined && level.style === reference.style);
    return Math.max(0, tied);
  }
}

/** Counts through the document exactly once, in reading order, as Word does. */
export class NumberingCounters {
  private readonly counts = new Map<string, (number | undefined)[]>();
  private readonly overridden = new Set<string>();

  constructor(private readonly numbering: WordNumbering) {}

  /** Takes the next number for a paragraph; null when the list or its level does not exist or shows nothing. */
  next(reference: NumberReference & { style: string | null }): NumberPlace | null {
    const list = this.numbering.list(reference.numId);
    const index = this.numbering.levelOf(reference);
    const level = list?.levels[index];
    if (list === undefined || level === undefined) return null;
    const counts = this.advance(reference.numId, list, index, level);
    const label = level.format === 'bullet' ? level.text : labelOf(list.levels, counts, level);
    if (level.format !== 'bullet' && label.trim() === '') return null;
    return {
      numId: reference.numId,
      abstractId: list.abstractId,
      level: index,
      format: level.format,
      pattern: level.text,
      value: counts[index] ?? level.start,
      label,
      indent: level.indent
    };
  }

  private advance(numId: string, list: NumberingList, index: number, level: Level): (number | undefined)[] {
    const counts = this.counts.get(list.abstractId) ?? new Array<number | undefined>(LEVELS).fill(undefined);
    this.counts.set(list.abstractId, counts);
    this.applyOverrides(numId, list, index, counts);
    // A level that was skipped counts as used once, so "1.1" at the start makes the next top number 2. Word does this
    // by design (Microsoft Knowledge Base Q197139).
    for (let above = 0; above < index; above += 1) counts[above] ??= list.levels[above]?.start ?? 1;
    const before = counts[index];
    counts[index] = before === undefined ? level.start : Math.min(before + 1, MOST_COUNTED);
    for (let deeper = index + 1; deeper < LEVELS; deeper += 1) {
      const restart = list.levels[deeper]?.restart ?? deeper;
      if (index + 1 <= restart) counts[deeper] = undefined;
    }
    return counts;
  }

  /** A list that says "start again at n" does so the first time it is used on that level, and only then. */
  private applyOverrides(
    numId: string,
    list: NumberingList,
    index: number,
    counts: (number | undefined)[]
  ): void {
    const override = list.startOverrides[index];
    const key = `${numId}/${index}`;
    if (override === undefined || this.overridden.has(key)) return;
    this.overridden.add(key);
    counts[index] = override - 1;
  }
}

function labelOf(levels: (Level | undefined)[], counts: (number | undefined)[], level: Level): string {
  return level.text.replace(/%([1-9])/g, (_, digit: string) => {
    const index = Number(digit) - 1;
    const named = levels[index];
    const format = level.legal ? 'decimal' : (named?.format ?? 'decimal');
    return formatNumber(counts[index] ?? named?.start ?? 1, format);
  });
}

/** Whether the pattern repeats the numbers of the levels above: "%1.%2". */
export function isComposite(pattern: string): boolean {
  return (pattern.match(/%[1-9]/g) ?? []).length > 1;
}

/** Whether an ordered list of ours can show the number: one number, perhaps with a bracket or a full stop. */
export function fitsOrderedList(place: NumberPlace): boolean {
  return /^[([]?%[1-9][.):\]]?$/.test(place.pattern.trim()) && listFormatOf(place.format) !== null;
}

function numberingList(
  element: XmlElement,
  abstractId: string,
  abstract: XmlElement | undefined
): NumberingList {
  const levels = new Array<Level | undefined>(LEVELS).fill(undefined);
  const startOverrides = new Array<number | undefined>(LEVELS).fill(undefined);
  for (const level of abstract === undefined ? [] : childElements(abstract, 'w:lvl')) {
    setLevel(levels, level);
  }
  for (const override of childElements(element, 'w:lvlOverride')) {
    const replacement = firstChild(override, 'w:lvl');
    if (replacement !== undefined) setLevel(levels, replacement);
    const start = integer(valueOf(override, 'w:startOverride'));
    const index = integer(override.attributes['w:ilvl']);
    if (start !== null && index !== null && index >= 0 && index < LEVELS) startOverrides[index] = start;
  }
  return { abstractId, levels, startOverrides };
}

function setLevel(levels: (Level | undefined)[], element: XmlElement): void {
  const index = integer(element.attributes['w:ilvl']);
  if (index === null || index < 0 || index >= LEVELS) return;
  const legal = valueOf(element, 'w:isLgl') ?? (firstChild(element, 'w:isLgl') === undefined ? '0' : '1');
  levels[index] = {
    start: integer(valueOf(element, 'w:start')) ?? 0,
    format: valueOf(element, 'w:numFmt') ?? alternativeFormat(element) ?? 'decimal',
    text: valueOf(element, 'w:lvlText') ?? '',
    restart: integer(valueOf(element, 'w:lvlRestart')),
    legal: !['0', 'false', 'off'].includes(legal),
    style: valueOf(element, 'w:pStyle'),
    indent: indentOf(firstChild(element, 'w:pPr'))
  };
}

/** Newer formats ("001") are wrapped, with an older one to fall back to. */
function alternativeFormat(element: XmlElement): string | undefined {
  return valueOf(firstChild(firstChild(element, 'mc:AlternateContent'), 'mc:Fallback'), 'w:numFmt');
}

function integer(written: string | undefined): number | null {
  const value = Number.parseInt(written ?? '', 10);
  return Number.isNaN(value) ? null : Math.min(Math.max(value, -MOST_COUNTED), MOST_COUNTED);
}
