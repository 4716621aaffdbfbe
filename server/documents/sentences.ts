import type { Passage, TextRange } from '#domain/comment-thread';
import { sentencePlaces } from '#domain/sentences';
import type { AuthoredRun } from './authored-words';
import { collapsed } from './passage-text';

/** The sentences of a text in its order, headings too; none reaches from one block into the next. Notes are no part of them. */
export function sentencesIn(runs: readonly AuthoredRun[]): Passage[] {
  return blocksOf(runs).flatMap((block) => {
    const words = block.filter(({ isNote }) => !isNote);
    const text = words.map((run) => run.text).join('');
    const positions = words.flatMap(({ from, text: { length } }) =>
      Array.from({ length }, (_, at) => from + at)
    );
    return sentencePlaces(text).map(({ at, length }) => ({
      from: positions[at]!,
      to: positions[at + length - 1]! + 1,
      quote: collapsed(text.slice(at, at + length))
    }));
  });
}

/** Whole sentences: from the beginning of the first that the range touches to the end of the last. */
export function wholeSentences(sentences: readonly TextRange[], range: TextRange): TextRange {
  const touched = sentences.filter(({ from, to }) => from < range.to && to > range.from);
  const [first, last] = [touched[0], touched.at(-1)];
  if (!first || !last) return range;
  return { from: Math.min(first.from, range.from), to: Math.max(last.to, range.to) };
}

/** What stands in one block, notes too, up to a line break. */
function blocksOf(runs: readonly AuthoredRun[]): AuthoredRun[][] {
  const blocks: AuthoredRun[][] = [];
  for (const run of runs) {
    const last = blocks.at(-1);
    if (last?.at(-1)?.to === run.from) last.push(run);
    else blocks.push([run]);
  }
  return blocks;
}
