import * as Y from 'yjs';
import { linesIn, type Line } from './text-lines';

/** A note with the id under which its words came in. */
export interface NoteWords {
  readonly text: string;
  readonly id: Y.ID;
}

/** What one row of a log made of a text: the letters that came, and those that went. */
export interface TextChange {
  /** Letters that came, as they stand beside one another; what stood there before begins another line. */
  readonly came: readonly Line[];
  readonly gone: readonly Line[];
  readonly notes: { readonly came: readonly NoteWords[]; readonly gone: readonly NoteWords[] };
  /** The texts in which something came. */
  readonly texts: ReadonlySet<Y.XmlText>;
  isNew(id: Y.ID): boolean;
}

/** Fewer letters hold no five words. */
const FEWEST = 9;

/** Inside the transaction that applied the row: afterwards Yjs forgets what is gone. Null: there is too little to look at, as in typing. */
export function textChange(transaction: Y.Transaction, row: Uint8Array): TextChange | null {
  const came = newRanges(transaction, row);
  const [more, less] = [came.reduce((sum, { length }) => sum + length, 0), goneLength(transaction)];
  if (more < FEWEST && less < FEWEST && (more < 2 || less < 2)) return null;
  const there = (id: Y.ID) => id.clock < (transaction.beforeState.get(id.client) ?? 0);
  const added = new Found();
  for (const { client, clock } of came) {
    const structs = transaction.doc.store.clients.get(client)!;
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) added.note(structs[at]!);
  }
  const removed = new Found();
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (there(struct.id)) removed.note(struct);
  });
  return {
    came: added.lines((item) => (item.deleted ? 'skip' : there(item.id) ? 'break' : 'take')),
    gone: removed.lines((item) =>
      removed.items.has(item) ? 'take' : item.deleted || !there(item.id) ? 'skip' : 'break'
    ),
    notes: { came: added.notes.filter(({ alive }) => alive), gone: removed.notes },
    texts: added.texts,
    isNew: (id) => !there(id)
  };
}

function newRanges({ beforeState }: Y.Transaction, row: Uint8Array) {
  return [...Y.parseUpdateMeta(row).to].flatMap(([client, end]) => {
    const clock = beforeState.get(client) ?? 0;
    return end > clock ? [{ client, clock, length: end - clock }] : [];
  });
}

function goneLength({ deleteSet }: Y.Transaction): number {
  let length = 0;
  for (const ranges of deleteSet.clients.values()) for (const { len } of ranges) length += len;
  return length;
}

/** Words among the structs of a change. */
class Found {
  readonly items = new Set<Y.Item>();
  readonly texts = new Set<Y.XmlText>();
  readonly notes: (NoteWords & { readonly alive: boolean })[] = [];

  note(struct: Y.Item | Y.GC): void {
    if (!(struct instanceof Y.Item)) return;
    const { content, parent, parentSub, id, deleted } = struct;
    if (content instanceof Y.ContentString && parent instanceof Y.XmlText) {
      this.items.add(struct);
      this.texts.add(parent);
    } else if (parentSub === 'text' && parent instanceof Y.XmlElement && parent.nodeName === 'footnote') {
      const [text] = content.getContent() as unknown[];
      if (typeof text === 'string') this.notes.push({ text, id, alive: !deleted });
    }
  }

  lines(partOf: Parameters<typeof linesIn>[1]): Line[] {
    return [...this.texts].flatMap((text) => linesIn(text, partOf));
  }
}
