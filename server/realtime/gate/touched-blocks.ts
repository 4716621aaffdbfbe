import * as Y from 'yjs';
import { refuse, type Refusal } from '#domain/refusal';
import { hasLawfulChildren, hasStillLawfulChildren, isBare, nodeTypeOf, type Block } from './child-sequence';
import { hasLawfulMarks } from './text-marks';

type Changed = Y.Transaction['changed'] extends Map<infer Type, unknown> ? Type : never;

/**
 * Notes what transactions change in `doc`, so that one check at the end of a batch covers all of it. What the schema
 * does not allow would be deleted by every browser that shows it, in the name of its innocent reader.
 */
export class TouchedBlocks {
  /** Bodies, elements and texts of before whose content changed. */
  readonly #changed = new Set<Changed>();
  /** How far the document knew every client before the first change that is noted. */
  #before: ReadonlyMap<number, number> | undefined;
  readonly #note: (transaction: Y.Transaction) => void;

  constructor(private readonly doc: Y.Doc) {
    this.#note = ({ changed, beforeState }) => {
      if (changed.size === 0) return;
      this.#before ??= beforeState;
      // Attributes are looked at before they are let in; only content depends on what stands beside it.
      for (const [type, names] of changed) if (names.has(null)) this.#changed.add(type);
    };
    doc.on('afterTransaction', this.#note);
  }

  /**
   * Removes what people who deleted at the same time have left with nothing in it although it cannot be empty: a list
   * without items, a table without cells. Every browser would remove it, each in its own name. To be called where
   * `update` events are still collected: what is removed goes with the edit that left it empty.
   */
  tidy(): void {
    for (let empty = this.#leftEmpty(); empty.length > 0; empty = this.#leftEmpty()) {
      this.doc.transact((transaction) => empty.forEach(({ _item }) => _item?.delete(transaction)));
    }
  }

  /**
   * Checks everything changed since the last call against the editor's schema. Null: all of it is lawful. Otherwise
   * the refusal to give the writer. Forgets what was noted.
   */
  check(): Refusal | null {
    const isLawful = this.#isLawful();
    this.forget();
    return isLawful ? null : refuse('does-not-fit');
  }

  /** What was noted needs no check. */
  forget(): void {
    this.#changed.clear();
    this.#before = undefined;
  }

  close(): void {
    this.doc.off('afterTransaction', this.#note);
    this.forget();
  }

  #leftEmpty(): Block[] {
    const empty: Block[] = [];
    for (const type of this.#changed) {
      if (!(type instanceof Y.XmlElement) || type._item?.deleted) continue;
      const block = emptiedBy(type);
      if (block) empty.push(block);
    }
    return empty;
  }

  #isLawful(): boolean {
    const blocks: Block[] = [];
    for (const type of this.#changed) {
      if (type._item?.deleted) continue;
      if (type instanceof Y.XmlText) {
        if (!isLawfulText(type)) return false;
      } else if (type instanceof Y.XmlFragment) blocks.push(type);
    }
    if (blocks.length === 0) return true;
    const added = this.#addedChildren();
    return added !== undefined && blocks.every((block) => isStillLawful(block, added.get(block) ?? []));
  }

  /** Checks every new element and text by itself; the children that older blocks got, or undefined for a bad one. */
  #addedChildren(): Map<unknown, Y.Item[]> | undefined {
    const added = new Map<unknown, Y.Item[]>();
    for (const item of this.#newItems()) {
      if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
      const { type } = item.content as { type: unknown };
      if (type instanceof Y.XmlText ? !isLawfulText(type) : !isLawful(type as Y.XmlElement)) return undefined;
      const siblings = added.get(item.parent);
      if (siblings) siblings.push(item);
      else added.set(item.parent, [item]);
    }
    return added;
  }

  *#newItems(): Iterable<Y.Item> {
    for (const [client, structs] of this.doc.store.clients) {
      const before = this.#before?.get(client) ?? 0;
      if (before >= Y.getState(this.doc.store, client)) continue;
      for (let index = Y.findIndexSS(structs, before); index < structs.length; index += 1) {
        const struct = structs[index]!;
        if (struct instanceof Y.Item) yield struct;
      }
    }
  }
}

function isStillLawful(block: Block, added: readonly Y.Item[]): boolean {
  return hasStillLawfulChildren(block, added) && hasCells(block);
}

function isLawful(block: Block): boolean {
  return hasLawfulChildren(block) && hasCells(block);
}

function isLawfulText(text: Y.XmlText): boolean {
  if (text.length === 0) return true;
  const parent = nodeTypeOf(text.parent as Block);
  return parent.inlineContent && hasLawfulMarks(text, parent);
}

/** A cell is not removed: those beside it would move into other columns. */
function emptiedBy(element: Y.XmlElement): Block | undefined {
  if (!isBare(element)) return undefined;
  const { contentMatch, spec } = nodeTypeOf(element);
  if (element.nodeName === 'tableRow') return hasCells(element) ? undefined : (element.parent as Block);
  return contentMatch.validEnd || spec.tableRole === 'cell' || spec.tableRole === 'header_cell'
    ? undefined
    : element;
}

/** The schema lets a table be that has rows and not one cell; the editor's table code deletes it. */
function hasCells(block: Block): boolean {
  if (!(block instanceof Y.XmlElement)) return true;
  if (block.nodeName === 'table') return !block.toArray().every((row) => isBare(row as Block));
  if (block.nodeName !== 'tableRow' || !isBare(block)) return true;
  return block.parent instanceof Y.XmlElement && hasCells(block.parent);
}
