import type { DocumentJson } from '../document-json';
import type { Piece } from './changes';
import { commonPairs } from './common-sequence';
import type { Effort } from './effort';
import { isWord, marksOf, nodesOf, tokensOf, type Token } from './tokens';

/** A run of tokens that were kept, or of tokens that were taken out and of others that came in their place. */
interface Run {
  kept: boolean;
  readonly was: Token[];
  readonly now: Token[];
}

/** Word for word what became of the content of a paragraph or heading. */
export function inlineDiff(
  was: readonly DocumentJson[],
  now: readonly DocumentJson[],
  effort: Effort
): Piece[] {
  const [before, after] = [tokensOf(was), tokensOf(now)];
  const runs = runsOf(before, after, effort);
  return readable(runs).flatMap(piecesOf);
}

function runsOf(before: readonly Token[], after: readonly Token[], effort: Effort): Run[] {
  const runs: Run[] = [];
  const add = (kept: boolean, was: readonly Token[], now: readonly Token[]) => {
    const last = runs.at(-1);
    if (was.length === 0 && now.length === 0) return;
    if (last?.kept !== kept) runs.push({ kept, was: [...was], now: [...now] });
    else {
      last.was.push(...was);
      last.now.push(...now);
    }
  };
  const keys = (tokens: readonly Token[]) => tokens.map(({ key }) => key);
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of commonPairs(keys(before), keys(after), effort)) {
    add(false, before.slice(i, nextI), after.slice(j, nextJ));
    add(true, [before[nextI]!], [after[nextJ]!]);
    [i, j] = [nextI + 1, nextJ + 1];
  }
  add(false, before.slice(i), after.slice(j));
  return runs;
}

/**
 * A change of several words is one change, not one per word: what was kept between two changes and is too little to
 * be read by itself counts as replaced.
 */
function readable(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  runs.forEach((run, index) => {
    const last = result.at(-1);
    const next = runs[index + 1];
    const swallowed = run.kept && last && next && isTooLittle(run, last, next);
    if (last && (swallowed || last.kept === run.kept)) {
      last.was.push(...run.was);
      last.now.push(...run.now);
    } else result.push({ kept: run.kept, was: [...run.was], now: [...run.now] });
  });
  return result;
}

/** Only signs and white space; or one or two words between changes that are each much longer. */
function isTooLittle(run: Run, before: Run, after: Run): boolean {
  if (run.was.some(({ node }) => node.text === undefined)) return false;
  const words = run.was.filter(isWord).length;
  if (words === 0) return run.was.length <= 3;
  return words <= 2 && Math.min(wordsChanged(before), wordsChanged(after)) >= 4 * words;
}

function wordsChanged({ was, now }: Run): number {
  return Math.max(was.filter(isWord).length, now.filter(isWord).length);
}

function piecesOf({ kept, was, now }: Run): Piece[] {
  if (kept) return keptPieces(was, now);
  const pieces: Piece[] = [
    { kind: 'removed', nodes: joined(was) },
    { kind: 'added', nodes: joined(now) }
  ];
  return pieces.filter((piece) => 'nodes' in piece && piece.nodes.length > 0);
}

/** The same words, cut where the formatting became another one. */
function keptPieces(was: readonly Token[], now: readonly Token[]): Piece[] {
  const pieces: { restyled: boolean; was: DocumentJson[]; now: DocumentJson[] }[] = [];
  was.forEach((token, index) => {
    const [before, after] = [token.node, now[index]!.node];
    const restyled = marksOf(before) !== marksOf(after);
    const last = pieces.at(-1);
    if (last?.restyled === restyled && (!restyled || isSameRestyling(last, before, after))) {
      last.was.push(before);
      last.now.push(after);
    } else pieces.push({ restyled, was: [before], now: [after] });
  });
  return pieces.map((piece) =>
    piece.restyled
      ? { kind: 'restyled', was: nodesOf(piece.was), now: nodesOf(piece.now) }
      : { kind: 'same', nodes: nodesOf(piece.now) }
  );
}

function isSameRestyling(
  piece: { was: DocumentJson[]; now: DocumentJson[] },
  was: DocumentJson,
  now: DocumentJson
): boolean {
  return marksOf(piece.was[0]!) === marksOf(was) && marksOf(piece.now[0]!) === marksOf(now);
}

function joined(tokens: readonly Token[]): DocumentJson[] {
  return nodesOf(tokens.map(({ node }) => node));
}
