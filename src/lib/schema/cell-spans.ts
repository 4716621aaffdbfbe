import { Extension } from '@tiptap/core';
import type { Attrs, NodeType, Schema } from '@tiptap/pm/model';
import { keepLawful } from './attribute-rules';

/** Word has 63 columns at most. The editor's table code works through every column a cell says it spans. */
const MOST = { colspan: 100, rowspan: 1000 } as const;
const CELLS = ['tableCell', 'tableHeader'];

/** Not declared by prosemirror-model, but every way to make a node goes through it. */
type ComputesAttributes = NodeType & { computeAttrs(given: Attrs | null): Attrs };

/** A colspan or rowspan within limits; what is not a whole number from 1 up is 1. Other attributes stay as they are. */
export function withinSpan(name: string, value: unknown): unknown {
  if (name !== 'colspan' && name !== 'rowspan') return value;
  return Number.isInteger(value) ? Math.min(MOST[name], Math.max(1, Number(value))) : 1;
}

/**
 * Makes every cell of this schema keep within the limits, wherever it comes from: stored JSON, pasted HTML, or the
 * shared text, from which nodes are made directly. It never throws: a node that cannot be made is removed from
 * the shared text. Answers the same schema.
 */
export function limitSpans(schema: Schema): Schema {
  for (const type of CELLS.flatMap((name) => schema.nodes[name] ?? [])) {
    const cell = type as ComputesAttributes;
    const compute = cell.computeAttrs.bind(cell);
    cell.computeAttrs = (given) =>
      Object.fromEntries(
        Object.entries(compute(given)).map(([name, value]) => [name, withinSpan(name, value)])
      );
  }
  return schema;
}

/** The same for the editor, which makes a schema of its own, before it makes its first node; other attributes too. */
export const CellSpans = Extension.create({
  name: 'cellSpans',
  onBeforeCreate() {
    keepLawful(limitSpans(this.editor.schema));
  }
});
