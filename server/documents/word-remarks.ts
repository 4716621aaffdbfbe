import type { Wording } from '#domain/comment-thread';
import { nodeSize, type DocumentJson, type DocumentMark } from '#schema/document-json';
import { joinedTexts } from './inline-marks';

/** What a person said about a text in a Word file, with the name that the file gives them. Nobody can check that name. */
export interface Remark {
  /** Null: the file names nobody. */
  readonly claimedAuthor: string | null;
  readonly body: string;
}

/** A Word comment with its replies, or a tracked change. */
export interface WordRemark extends Remark {
  readonly id: string;
  readonly replies: readonly Remark[];
  /** Null for a comment. */
  readonly wording: Wording | null;
}

/** Where it stands, in ProseMirror positions. */
export interface PlacedRemark extends WordRemark {
  readonly from: number;
  readonly to: number;
}

/**
 * A suggestion goes out as a change and, where more was said, a comment on the same words that begins with the same sentence: here
 * it becomes one again. The comments that are left come first.
 */
export function withDiscussions(remarks: readonly PlacedRemark[]): PlacedRemark[] {
  const left = remarks.filter(({ wording }) => wording === null);
  const changes = remarks.filter(({ wording }) => wording !== null);
  const whole = changes.map((change) => {
    const at = left.findIndex((comment) => saysMore(comment, change));
    const [comment] = at === -1 ? [] : left.splice(at, 1);
    return comment ? { ...change, body: comment.body, replies: comment.replies } : change;
  });
  return [...left, ...whole];
}

function saysMore(comment: PlacedRemark, change: PlacedRemark): boolean {
  if (comment.from >= change.to || comment.to <= change.from) return false;
  return comment.claimedAuthor === change.claimedAuthor && `${comment.body}\n`.startsWith(`${change.body}\n`);
}

interface Place {
  from: number;
  to: number;
}

const MARK = 'remark';

function markOf(id: string): DocumentMark {
  return { type: MARK, attrs: { id } };
}

/**
 * While a file is read, the words that a remark is about carry a mark of ours, which is no mark of the schema: so they keep it
 * whatever is joined, trimmed and nested afterwards, and `takeRemarks` finds them in the finished text.
 */
export class RemarkMarks {
  /** Remarks about no words of their own, at the beginning of a paragraph: they go to the words that follow. */
  #waiting: string[] = [];

  /** Texts for the words, marked for these remarks. */
  marked(node: DocumentJson, ids: readonly string[]): DocumentJson[] {
    const text = node.text ?? '';
    const own = withMarks(node, ids);
    if (this.#waiting.length === 0 || text.trim() === '') return [own];
    const [first = ''] = /^\s*\S+/.exec(text) ?? [];
    const waiting = this.#waiting.splice(0);
    const rest = text.slice(first.length);
    const marked = { ...withMarks(own, waiting), text: first };
    return rest === '' ? [marked] : [marked, { ...own, text: rest }];
  }

  /** A remark that stands between words: it is tied to the word before it. Changes the texts. */
  point(id: string, texts: DocumentJson[]): void {
    const last = texts.at(-1);
    const word = /\S+\s*$/.exec(last?.text ?? '')?.[0];
    if (last?.text === undefined || word === undefined) {
      this.#waiting.push(id);
      return;
    }
    const before = last.text.slice(0, last.text.length - word.length);
    const marked = { ...withMarks(last, [id]), text: word };
    texts.splice(-1, 1, ...(before === '' ? [marked] : [{ ...last, text: before }, marked]));
  }
}

function withMarks(node: DocumentJson, ids: readonly string[]): DocumentJson {
  return ids.length === 0 ? node : { ...node, marks: [...(node.marks ?? []), ...ids.map(markOf)] };
}

/** The text with the words of each range marked; texts are cut where a range begins or ends. */
export function withRemarks(
  document: DocumentJson,
  ranges: readonly { readonly id: string; readonly from: number; readonly to: number }[]
): DocumentJson {
  const mark = (node: DocumentJson, position: number): DocumentJson[] => {
    const end = position + nodeSize(node);
    const over = ranges.filter(({ from, to }) => from < end && to > position);
    if (over.length === 0) return [node];
    if (node.text !== undefined) return cut(node, position, over);
    let inside = position + 1;
    const content = node.content?.flatMap((child) => {
      const marked = mark(child, inside);
      inside += nodeSize(child);
      return marked;
    });
    return [{ ...node, ...(content ? { content } : {}) }];
  };
  return mark(document, -1)[0]!;
}

function cut(
  node: DocumentJson,
  position: number,
  ranges: readonly { readonly id: string; readonly from: number; readonly to: number }[]
): DocumentJson[] {
  const text = node.text ?? '';
  const edges = ranges.flatMap(({ from, to }) => [from - position, to - position]);
  const cuts = [...new Set([0, ...edges.filter((edge) => edge > 0 && edge < text.length), text.length])];
  const places = cuts.sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const ids = ranges.filter(({ from, to }) => from <= position + start && to > position + start);
    const piece = { ...node, text: text.slice(start, places[index + 1]) };
    return withMarks(
      piece,
      ids.map(({ id }) => id)
    );
  });
}

/** The texts of one remark, of which there is at least one. */
interface RemarkTexts {
  readonly first: DocumentJson;
  last: DocumentJson;
  readonly texts: DocumentJson[];
}

/** The texts of each remark, in their order. */
export function remarksOn(document: DocumentJson): ReadonlyMap<string, Readonly<RemarkTexts>> {
  const found = new Map<string, RemarkTexts>();
  const look = (node: DocumentJson): void => {
    for (const { type, attrs } of node.marks ?? []) {
      if (type !== MARK) continue;
      const id = String(attrs?.id);
      const remark = found.get(id) ?? { first: node, last: node, texts: [] };
      remark.last = node;
      remark.texts.push(node);
      found.set(id, remark);
    }
    node.content?.forEach(look);
  };
  look(document);
  return found;
}

/** The finished text without the marks, and where each remark stands; those whose words were left out stand at the first word. */
export function takeRemarks(
  document: DocumentJson,
  remarks: readonly WordRemark[]
): { readonly json: DocumentJson; readonly placed: readonly PlacedRemark[] } {
  const places = new Map<string, Place>();
  notePlaces(document, -1, places);
  const json = withoutMarks(document);
  const first = firstWord(json, -1);
  const placed = remarks.flatMap((remark): PlacedRemark[] => {
    const place = places.get(remark.id) ?? first;
    return place === null ? [] : [{ ...remark, ...place }];
  });
  return { json, placed };
}

function notePlaces(node: DocumentJson, position: number, places: Map<string, Place>): void {
  for (const { type, attrs } of node.marks ?? []) {
    if (type !== MARK) continue;
    const id = String(attrs?.id);
    const to = position + nodeSize(node);
    const place = places.get(id);
    if (place === undefined) places.set(id, { from: position, to });
    else place.to = to;
  }
  let inside = position + 1;
  for (const child of node.content ?? []) {
    notePlaces(child, inside, places);
    inside += nodeSize(child);
  }
}

function withoutMarks(node: DocumentJson): DocumentJson {
  if (node.content === undefined) {
    const { marks, ...rest } = node;
    const kept = (marks ?? []).filter(({ type }) => type !== MARK);
    return kept.length === 0 ? rest : { ...rest, marks: kept };
  }
  return { ...node, content: joinedTexts(node.content.map(withoutMarks)) };
}

function firstWord(node: DocumentJson, position: number): Place | null {
  if (node.text !== undefined) {
    const word = /\S+/.exec(node.text);
    if (word === null) return null;
    return { from: position + word.index, to: position + word.index + word[0].length };
  }
  let inside = position + 1;
  for (const child of node.content ?? []) {
    const found = firstWord(child, inside);
    if (found !== null) return found;
    inside += nodeSize(child);
  }
  return null;
}
