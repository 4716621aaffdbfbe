import * as Y from 'yjs';

/** Letters that stand next to one another in a text, and were written one after the other under one client id. */
export interface Piece {
  /** Where they begin in their line. */
  readonly at: number;
  readonly length: number;
  readonly client: number;
  readonly clock: number;
}

/** Letters of one block that stand next to one another, with the ids under which Yjs knows them. */
export interface Line {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** Where letters of one text were in another. */
export interface SameLetters {
  readonly to: Line;
  readonly toAt: number;
  readonly from: Line;
  readonly fromAt: number;
  readonly length: number;
}

/** What becomes of a letter when lines are made: it is part of one, it ends the one before it, or it is passed over. */
export type Part = 'take' | 'break' | 'skip';

/** The lines that these items of a text make. */
export function linesIn(text: Y.XmlText, partOf: (item: Y.Item) => Part): Line[] {
  const lines: Line[] = [];
  let line = emptyLine();
  for (let item = text._start; item; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue;
    const part = partOf(item);
    if (part === 'break' && line.text !== '') {
      lines.push(line);
      line = emptyLine();
    }
    if (part !== 'take') continue;
    const { str } = item.content;
    line.pieces.push({ at: line.text.length, length: str.length, ...item.id });
    line.text += str;
  }
  return line.text === '' ? lines : [...lines, line];
}

function emptyLine(): { text: string; pieces: Piece[] } {
  return { text: '', pieces: [] };
}

export function wholeLine(text: Y.XmlText): Line {
  return linesIn(text, ({ deleted }) => (deleted ? 'skip' : 'take'))[0] ?? emptyLine();
}

/** The texts of everything under this, in the order in which it is read. */
export function textsUnder(parent: Y.XmlFragment): Y.XmlText[] {
  return [...parent.createTreeWalker((node) => node instanceof Y.XmlText)].flatMap((node) =>
    node instanceof Y.XmlText ? [node] : []
  );
}

/** Calls back for each stretch that is one piece on both sides. */
export function eachSamePiece(
  { to, toAt, from, fromAt, length }: SameLetters,
  tell: (to: Y.ID, from: Y.ID, length: number) => void
): void {
  let [a, b] = [pieceAt(to, toAt), pieceAt(from, fromAt)];
  for (let done = 0; done < length;) {
    const [mine, theirs] = [to.pieces[a]!, from.pieces[b]!];
    const [skipMine, skipTheirs] = [toAt + done - mine.at, fromAt + done - theirs.at];
    const some = Math.min(mine.length - skipMine, theirs.length - skipTheirs, length - done);
    tell(
      { client: mine.client, clock: mine.clock + skipMine },
      { client: theirs.client, clock: theirs.clock + skipTheirs },
      some
    );
    done += some;
    if (skipMine + some === mine.length) a += 1;
    if (skipTheirs + some === theirs.length) b += 1;
  }
}

function pieceAt({ pieces }: Line, at: number): number {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]!.at <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
