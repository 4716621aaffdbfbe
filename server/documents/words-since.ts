import type { Doc } from 'yjs';
import type { TextRange } from '#domain/comment-thread';
import { contentSize, stringAttribute, type DocumentJson } from '#schema/document-json';
import { clauseOutline, clauseText } from './clause-outline';
import { jsonFromDoc } from './document-bytes';
import { collapsed, passageText, plainText, type PassageText } from './passage-text';
import { wordsIn } from './read-passage';

/** A text as far as it is compared with another state of it: its words, and neither its numbers nor how they are set. */
export interface TextWords {
  readonly line: string;
  /** Each paragraph, item and cell. */
  readonly blocks: ReadonlySet<string>;
  /** Each clause with the clauses under it, notes included. */
  readonly clauses: ReadonlySet<string>;
}

/** The words of a text now, in ranges of it. */
export interface TextNow {
  readonly words: TextWords;
  /** The clause whose heading this is, or begins with, and the clauses under it; null when it is none. */
  clauseAt(range: TextRange): string | null;
  blocksIn(range: TextRange): readonly string[];
  wordsIn(range: TextRange): string;
}

export function textWords(ydoc: Doc): TextWords {
  const text = passageText(ydoc);
  return {
    line: collapsed(text.line),
    blocks: new Set(blocksOf(text).map(({ words }) => words)),
    clauses: new Set(sectionsOf(ydoc).map(({ words }) => words))
  };
}

export function textNow(ydoc: Doc): TextNow {
  const text = passageText(ydoc);
  const [blocks, sections] = [blocksOf(text), sectionsOf(ydoc)];
  return {
    words: textWords(ydoc),
    clauseAt: ({ from, to }) =>
      sections.find(({ heading }) => heading.from === from && heading.to >= to)?.words ?? null,
    blocksIn: ({ from, to }) =>
      blocks.filter((block) => block.from < to && block.to > from).map(({ words }) => words),
    wordsIn: (range) => wordsIn(text, range)
  };
}

/**
 * Whether what stands in this range now is new against that state. Of a whole heading: anything in its clause. Of other words: they
 * stand in a paragraph that reads differently, and more often in the text than then. So neither words that only moved nor words
 * beside a change pass for it; and whoever marks the words on both sides of what was left out has marked the change.
 */
export function isNewSince(then: TextWords, now: TextNow, range: TextRange): boolean {
  const clause = now.clauseAt(range);
  if (clause !== null) return !then.clauses.has(clause);
  const words = now.wordsIn(range);
  const blockChanged = now.blocksIn(range).some((block) => !then.blocks.has(block));
  return blockChanged && timesIn(now.words.line, words) > timesIn(then.line, words);
}

function timesIn(line: string, words: string): number {
  return words === '' ? 0 : line.split(words).length - 1;
}

interface Stretch extends TextRange {
  readonly words: string;
}

function blocksOf({ runs }: PassageText): Stretch[] {
  return runs.map(({ text, from }) => {
    const letters = plainText(text);
    return { from, to: from + letters.length, words: collapsed(letters) };
  });
}

interface Section {
  readonly heading: TextRange;
  readonly words: string;
}

function sectionsOf(ydoc: Doc): Section[] {
  const json = jsonFromDoc(ydoc);
  const clauses = clauseOutline(json);
  return clauses.map((clause, index) => {
    const next = clauses.slice(index + 1).find(({ level }) => level <= clause.level);
    const to = next?.from ?? clauses.at(-1)!.to;
    const text = clauseText(json, { ...clause, to });
    const from = clause.from + 1;
    const heading = { from, to: from + contentSize(text.content![0]!) };
    return { heading, words: collapsed(wordsOf(text)) };
  });
}

function wordsOf(node: DocumentJson): string {
  if (node.text !== undefined) return node.text;
  if (node.type === 'footnote') return ` [${stringAttribute(node, 'text') ?? ''}] `;
  return `${(node.content ?? []).map(wordsOf).join('')} `;
}
