/** Where an option stands. Tied options share the place, and the next place is left out (1, 2, 2, 4). */
export interface Standing {
  readonly option: string;
  /** 1 is first. */
  readonly place: number;
  /** Whether another option has the same points, and so the same place. */
  readonly tied: boolean;
  readonly points: number;
}

/**
 * Best first. A tie is never broken: tied options are listed in the order of the ballot paper, which says nothing
 * about them. `points` is read in the order of the ballot paper.
 */
export function rankByPoints(points: ReadonlyMap<string, number>): Standing[] {
  const all = [...points.values()];
  return [...points]
    .sort(([, left], [, right]) => right - left)
    .map(([option, own]) => ({
      option,
      place: 1 + all.filter((other) => other > own).length,
      tied: all.filter((other) => other === own).length > 1,
      points: own
    }));
}

/** Each set of options that share a place, best place first. */
export function tiesIn(standings: readonly PlacedOption[]): { place: number; options: string[] }[] {
  const places = [...new Set(standings.filter((standing) => standing.tied).map(({ place }) => place))];
  return places.map((place) => ({ place, options: optionsAt(standings, place) }));
}

/** The options that share a place. */
export function optionsAt(standings: readonly PlacedOption[], place: number): string[] {
  return standings.filter((standing) => standing.place === place).map(({ option }) => option);
}

/** What both kinds of standing (whole points, half points) have in common. */
export type PlacedOption = Pick<Standing, 'option' | 'place' | 'tied'>;
