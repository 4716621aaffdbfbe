import * as Y from 'yjs';
import { BODY } from '#schema/schema';
import type { Dice } from './dice';

/** One thing a person does in an editor. False when it cannot be done there. */
type Edit = (body: Y.XmlFragment, dice: Dice, token: string) => boolean;

const typeWords: Edit = (body, dice, token) => {
  const text = someText(body, dice);
  text?.insert(dice.below(text.length + 1), token);
  return text !== undefined;
};

const addParagraph: Edit = (body, dice, token) => {
  body.insert(dice.below(body.length + 1), [block('paragraph', token)]);
  return true;
};

const addHeading: Edit = (body, dice, token) => {
  const heading = block('heading', token);
  heading.setAttribute('level', dice.between(1, 3) as unknown as string);
  body.insert(dice.below(body.length + 1), [heading]);
  return true;
};

const deleteWords: Edit = (body, dice) => {
  const text = someText(body, dice);
  if (!text || text.length === 0) return false;
  const from = dice.below(text.length);
  text.delete(from, Math.min(text.length - from, dice.between(1, 8)));
  return true;
};

const deleteBlock: Edit = (body, dice) => {
  if (body.length < 2) return false;
  body.delete(dice.below(body.length), 1);
  return true;
};

/** As the editor does it: the words behind the caret are written again in a paragraph of their own. */
const split: Edit = (body, dice) => {
  const index = dice.below(body.length + 1);
  const paragraph = body.length > index ? body.get(index) : undefined;
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(paragraph instanceof Y.XmlElement) || paragraph.nodeName !== 'paragraph') return false;
  if (!(text instanceof Y.XmlText) || text.length < 2) return false;
  const at = dice.between(1, text.length - 1);
  const tail = (text.toDelta() as { insert: string; attributes?: object }[])
    .map(({ insert }) => insert)
    .join('')
    .slice(at);
  text.delete(at, text.length - at);
  body.insert(index + 1, [block('paragraph', tail)]);
  return true;
};

/** Over whoever's words stand there. */
const format: Edit = (body, dice) => {
  const text = someText(body, dice);
  if (!text || text.length === 0) return false;
  const from = dice.below(text.length);
  const length = Math.min(text.length - from, dice.between(1, 12));
  text.format(from, length, { [dice.pick(['bold', 'italic'])]: dice.chance(0.7) ? {} : null });
  return true;
};

const addList: Edit = (body, dice, token) => {
  const list = new Y.XmlElement('bulletList');
  list.insert(
    0,
    Array.from({ length: dice.between(1, 3) }, (_, at) => listItem(`${token}${at}`))
  );
  body.insert(dice.below(body.length + 1), [list]);
  return true;
};

const addListItem: Edit = (body, dice, token) => {
  const list = someList(body, dice);
  list?.insert(dice.below(list.length + 1), [listItem(token)]);
  return list !== undefined;
};

const deleteListItem: Edit = (body, dice) => {
  const list = someList(body, dice);
  if (!list || list.length < 2) return false;
  list.delete(dice.below(list.length), 1);
  return true;
};

/** What people do most comes more often. */
const EDITS: readonly (readonly [number, Edit])[] = [
  [30, typeWords],
  [8, addParagraph],
  [2, addHeading],
  [10, deleteWords],
  [4, deleteBlock],
  [4, split],
  [6, format],
  [2, addList],
  [3, addListItem],
  [4, deleteListItem]
];

/** Does one thing at random, in one transaction. What is written holds `token`. */
export function editSomewhere(doc: Y.Doc, dice: Dice, token: string, origin: unknown): void {
  const body = doc.getXmlFragment(BODY);
  const edit = dice.weighted(EDITS);
  doc.transact(() => edit(body, dice, token) || addParagraph(body, dice, token), origin);
}

export function block(name: string, words: string): Y.XmlElement {
  const element = new Y.XmlElement(name);
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

function listItem(words: string): Y.XmlElement {
  const item = new Y.XmlElement('listItem');
  item.insert(0, [block('paragraph', words)]);
  return item;
}

function someText(body: Y.XmlFragment, dice: Dice): Y.XmlText | undefined {
  const texts: Y.XmlText[] = [];
  collect(body, texts);
  return texts.length > 0 ? dice.pick(texts) : undefined;
}

function collect(block: Y.XmlFragment, into: Y.XmlText[]): void {
  for (const child of block.toArray()) {
    if (child instanceof Y.XmlText) into.push(child);
    else if (child instanceof Y.XmlElement) collect(child, into);
  }
}

function someList(body: Y.XmlFragment, dice: Dice): Y.XmlElement | undefined {
  const lists = body
    .toArray()
    .filter((each) => each instanceof Y.XmlElement && each.nodeName === 'bulletList');
  return lists.length > 0 ? (dice.pick(lists) as Y.XmlElement) : undefined;
}
