import { shareKey, type Carried, type Origin, type ShareKey, type TextWriter } from '#domain/authorship';
import type { CommentId, PersonId } from '#domain/ids';
import { wordPlaces } from '#schema/diff/tokens';
import type { AuthoredWords } from '#schema/render-context';
import type { WrittenRun } from './written-runs';

/** A stretch of text with who wrote it or brought it in, and when. */
export interface AuthoredRun extends WrittenRun {
  readonly writer: TextWriter;
  /** What tells writers of the same name apart; of words without a name only their suggestion. Never shown. */
  readonly writtenBy: PersonId | CommentId;
  readonly at: Date;
  /** Of its moment only the day is told: whoever wrote it is not named. */
  readonly dayOnly: boolean;
  readonly origin: Origin;
  /** How it came to where it stands now; null: it was written there. */
  readonly carried: Carried | null;
}

/** A word of a line with what stands between it and the next one. */
interface KeyedWord {
  readonly key: ShareKey;
  readonly from: number;
  readonly to: number;
}

/** How words of a key are told apart; null: they are left plain. */
export type LookOf = (key: ShareKey) => Omit<AuthoredWords, 'from' | 'to'> | null;

/**
 * For whom each word that is still in the text counts. A word that several people have had a hand in counts for who wrote
 * most of its letters.
 */
export function wordsByKey(runs: readonly AuthoredRun[]): Map<ShareKey, number> {
  const counts = new Map<ShareKey, number>();
  for (const { key } of linesOf(runs).flatMap(keyedWords)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Stretches of one key each, for showing them: whole words, as they are counted. Nothing is longer than its line. */
export function stretches(runs: readonly AuthoredRun[], lookOf: LookOf): AuthoredWords[] {
  return linesOf(runs.filter(({ isNote }) => !isNote)).flatMap((line) => {
    const joined: KeyedWord[] = [];
    for (const word of keyedWords(line)) {
      const last = joined.at(-1);
      if (last?.key === word.key) joined[joined.length - 1] = { ...last, to: word.to };
      else joined.push(word);
    }
    return joined.flatMap(({ key, from, to }) => {
      const look = lookOf(key);
      return look ? [{ ...look, from, to }] : [];
    });
  });
}

export function keyOf({ origin, writer }: Pick<AuthoredRun, 'origin' | 'writer'>): ShareKey {
  return shareKey(origin, writer);
}

/** Runs that stand in one line; the words of a note are a line of their own. */
function linesOf(runs: readonly AuthoredRun[]): AuthoredRun[][] {
  const lines: AuthoredRun[][] = [];
  for (const run of runs) {
    const last = lines.at(-1);
    const before = last?.at(-1);
    if (last && before && before.to === run.from && !before.isNote && !run.isNote) last.push(run);
    else lines.push([run]);
  }
  return lines;
}

function keyedWords(line: readonly AuthoredRun[]): KeyedWord[] {
  const text = line.map((run) => run.text).join('');
  const keys = line.flatMap((run) => Array.from<ShareKey>({ length: run.text.length }).fill(keyOf(run)));
  const places = wordPlaces(text);
  const start = line[0]!.from;
  return places.map(({ at, length }, index) => ({
    key: mostOf(keys.slice(at, at + length)),
    from: start + at,
    to: start + (places[index + 1]?.at ?? text.length)
  }));
}

function mostOf(keys: readonly ShareKey[]): ShareKey {
  const counts = new Map<ShareKey, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first![0];
}
