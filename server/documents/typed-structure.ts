import { refuse, type Refusal } from '#domain/refusal';
import { stringAttribute, textOf, type DocumentJson } from '#schema/document-json';
import { sha256Hex } from '../sha256';
import { withoutMark } from './inline-marks';
import { isBoldLine, typedBullet } from './typed-lines';

/** What lines that are only typed to look like it can be made: headings of bold lines, lists of typed bullets. */
export type StructureKind = 'headings' | 'lists';

/** Lines of a text that could be one heading or one list. */
export interface LooseLines {
  /** Says which they are as long as their words stay the same. */
  readonly key: string;
  readonly lines: readonly string[];
}

/** "below": one level under the heading before each of them. */
export type HeadingLevel = 'below' | 1 | 2 | 3;

interface Found extends LooseLines {
  readonly kind: StructureKind;
  /** The first block, and how many. */
  readonly at: number;
  readonly count: number;
}

/** The lines of a text that look like headings and lists and are neither; in tables nothing is looked for. */
export function looseLines(json: DocumentJson): Record<StructureKind, readonly LooseLines[]> {
  const all = found(json.content ?? []);
  const of = (wanted: StructureKind) =>
    all.filter(({ kind }) => kind === wanted).map(({ key, lines }) => ({ key, lines }));
  return { headings: of('headings'), lists: of('lists') };
}

/** Makes headings, or lists, of the chosen lines. Refused when none of them is there any more. */
export function withStructure(
  json: DocumentJson,
  chosen: { readonly kind: StructureKind; readonly keys: ReadonlySet<string>; readonly level: HeadingLevel }
): DocumentJson | Refusal {
  const blocks = json.content ?? [];
  const wanted = found(blocks).filter(({ kind, key }) => kind === chosen.kind && chosen.keys.has(key));
  if (wanted.length === 0)
    return refuse('passage-changed', {
      message: 'These lines were changed meanwhile, so nothing was done. Look at what is offered now.'
    });
  const content: DocumentJson[] = [];
  let next = 0;
  for (const { at, count } of wanted) {
    content.push(...blocks.slice(next, at));
    const lines = blocks.slice(at, at + count);
    content.push(
      chosen.kind === 'lists' ? listOf(lines) : headingOf(lines[0]!, levelAt(blocks, at, chosen.level))
    );
    next = at + count;
  }
  return { ...json, content: [...content, ...blocks.slice(next)] };
}

function found(blocks: readonly DocumentJson[]): Found[] {
  const groups: Omit<Found, 'key'>[] = [];
  blocks.forEach((block, at) => {
    const kind = kindOf(block);
    if (kind === null) return;
    const text = textOf(block).trim();
    const last = groups.at(-1);
    const goesOn = kind === 'lists' && last?.kind === 'lists' && last.at + last.count === at;
    if (goesOn) groups[groups.length - 1] = { ...last, count: last.count + 1, lines: [...last.lines, text] };
    else groups.push({ kind, at, count: 1, lines: [text] });
  });
  const seen = new Map<string, number>();
  return groups.map((group) => ({ ...group, key: keyOf(group, seen) }));
}

function kindOf(block: DocumentJson): StructureKind | null {
  if (block.type !== 'paragraph' || stringAttribute(block, 'number') !== null) return null;
  if (bulletIn(block) > 0) return 'lists';
  return isBoldLine(block.content ?? []) ? 'headings' : null;
}

/** The bullet must stand in the first text, or taking it off would take more. */
function bulletIn(block: DocumentJson): number {
  const length = typedBullet(textOf(block));
  let text = '';
  for (const node of block.content ?? []) {
    if (node.text === undefined || text.length >= length) break;
    text += node.text;
  }
  return text.length >= length ? length : 0;
}

/** Of the words and how often the same words came before, so that each is named once. */
function keyOf({ kind, lines }: Omit<Found, 'key'>, seen: Map<string, number>): string {
  const words = `${kind}\n${lines.join('\n')}`;
  const before = seen.get(words) ?? 0;
  seen.set(words, before + 1);
  return sha256Hex(`${words}\n${before}`).slice(0, 16);
}

function headingOf(block: DocumentJson, level: number): DocumentJson {
  const content = withoutMark(block.content ?? [], 'bold');
  return { type: 'heading', attrs: { level, number: null }, content };
}

function levelAt(blocks: readonly DocumentJson[], at: number, level: HeadingLevel): number {
  if (level !== 'below') return level;
  const before = blocks.slice(0, at).findLast(({ type }) => type === 'heading');
  return Math.min(6, Number(before?.attrs?.level ?? 0) + 1);
}

function listOf(lines: readonly DocumentJson[]): DocumentJson {
  return {
    type: 'bulletList',
    content: lines.map((line) => ({ type: 'listItem', content: [withoutBullet(line)] }))
  };
}

function withoutBullet(block: DocumentJson): DocumentJson {
  let left = bulletIn(block);
  const content = (block.content ?? []).flatMap((node): DocumentJson[] => {
    const text = node.text ?? '';
    const taken = Math.min(left, text.length);
    left -= taken;
    if (taken === 0) return [node];
    return taken === text.length ? [] : [{ ...node, text: text.slice(taken) }];
  });
  return { ...block, content };
}
