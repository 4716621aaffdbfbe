/** "JCC-2027-004": committee, year, number. */
const REFERENCE = /^(?<series>.+)-(?<year>\d{4})-(?<number>\d{1,6})$/u;

/** Joint commissioning committee: what the first decision of a partnership is called. */
const FIRST_SERIES = 'JCC';

/**
 * The reference to suggest next: the series of the newest decision, this year, one more than the highest number
 * that series has this year. Where the newest is numbered for next year already, papers are, so next year it is.
 * `references` newest first. A suggestion only: people may number in their own way.
 */
export function nextReference(references: readonly string[], thisYear: number): string {
  const numbered = references.flatMap((reference) => partsOf(reference) ?? []);
  const series = numbered[0]?.series ?? FIRST_SERIES;
  const year = numbered[0]?.year === thisYear + 1 ? thisYear + 1 : thisYear;
  const taken = numbered.filter((each) => each.series === series && each.year === year);
  const highest = Math.max(0, ...taken.map(({ number }) => number));
  return `${series}-${year}-${String(highest + 1).padStart(3, '0')}`;
}

function partsOf(reference: string): { series: string; year: number; number: number } | undefined {
  const groups = REFERENCE.exec(reference)?.groups;
  return groups && { series: groups.series ?? '', year: Number(groups.year), number: Number(groups.number) };
}
