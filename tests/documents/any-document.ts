import fc from 'fast-check';
import type { DocumentJson } from '#schema/document-json';

/** Documents of our schema with everything in any place where the schema allows it, as people who edit could leave them. */

const word = fc.constantFrom('fall', 'carer’s', 'clinic', '“night”', '2½', '<b>', '&amp;', 'β', '🚑', 'x\ty');
const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((each) => each.join(' '));

const LINKS = ['https://www.nhs.uk/a?b=1&c=2', 'mailto:falls@icb.example', 'http://x.example/#part'];
const mark = fc.oneof(
  fc
    .constantFrom('bold', 'italic', 'underline', 'strike', 'superscript')
    .map((type): NonNullable<DocumentJson['marks']>[number] => ({ type })),
  fc.constantFrom(...LINKS).map((href) => ({ type: 'link', attrs: { href } }))
);
const text = fc
  .tuple(words, fc.uniqueArray(mark, { maxLength: 3, selector: ({ type }) => type }))
  .map(([written, marks]): DocumentJson => ({
    type: 'text',
    text: written,
    ...(marks.length > 0 ? { marks } : {})
  }));
const inline = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: words.map((note): DocumentJson => ({ type: 'footnote', attrs: { text: note } })) },
  { weight: 1, arbitrary: fc.constant<DocumentJson>({ type: 'hardBreak' }) }
);
const inlines = fc.array(inline, { maxLength: 4 });

const number = fc.option(fc.constantFrom('1', '1.1', '2.3.4', '(a)', 'A.', 'iv)', 'Schedule 2A', '4.2.'), {
  nil: null
});

function block(type: string, content: DocumentJson[], attrs?: DocumentJson['attrs']): DocumentJson {
  return { type, ...(attrs ? { attrs } : {}), ...(content.length > 0 ? { content } : {}) };
}

const paragraph = fc
  .tuple(inlines, number)
  .map(([content, value]) => block('paragraph', content, { number: value }));
const heading = fc
  .tuple(inlines, number, fc.integer({ min: 1, max: 6 }))
  .map(([content, value, level]) => block('heading', content, { level, number: value }));
const rule = fc.constant<DocumentJson>({ type: 'horizontalRule' });

const attributes = fc.record({
  start: fc.integer({ min: 0, max: 40 }),
  format: fc.constantFrom('decimal', 'lower-alpha', 'upper-alpha', 'lower-roman', 'upper-roman')
});

type Tied = Record<'block' | 'list' | 'quote' | 'table', DocumentJson>;

const { block: anyBlock } = fc.letrec<Tied>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', maxDepth: 3, withCrossShrink: true },
    paragraph,
    heading,
    rule,
    tie('list'),
    tie('quote'),
    tie('table')
  ),
  list: fc
    .tuple(
      fc.option(attributes, { nil: null }),
      fc.array(fc.tuple(paragraph, fc.array(tie('block'), { maxLength: 2 })), { minLength: 1, maxLength: 3 })
    )
    .map(([attrs, items]) =>
      block(
        attrs ? 'orderedList' : 'bulletList',
        items.map(([first, more]) => block('listItem', [first, ...more])),
        attrs ?? undefined
      )
    ),
  quote: fc
    .array(tie('block'), { minLength: 1, maxLength: 2 })
    .map((content) => block('blockquote', content)),
  table: fc
    .tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.boolean()), { minLength: 16, maxLength: 16 }),
      fc.array(fc.array(tie('block'), { minLength: 1, maxLength: 2 }), { minLength: 16, maxLength: 16 })
    )
    .map(([columns, rows, spans, contents]) => tableOf({ columns, rows }, spans, contents))
}));

/** A table inside a table is read as paragraphs (IMP-7), so it is not made here. */
function withoutTables(node: DocumentJson): DocumentJson {
  if (node.type === 'table') return block('paragraph', [], { number: null });
  return { ...node, ...(node.content ? { content: node.content.map(withoutTables) } : {}) };
}

/** Fills a grid with cells that span what is free. */
function tableOf(
  size: { readonly columns: number; readonly rows: number },
  spans: readonly (readonly [number, number, boolean])[],
  contents: readonly DocumentJson[][]
): DocumentJson {
  const taken = new Set<string>();
  const rows = Array.from({ length: size.rows }, (_, row) => {
    const cells: DocumentJson[] = [];
    for (let column = 0; column < size.columns; column += 1) {
      if (taken.has(`${row}/${column}`)) continue;
      const place = row * size.columns + column;
      const [wide, tall, head] = spans[place]!;
      const span = {
        colspan: freeColumns(taken, { row, column }, Math.min(1 + wide, size.columns - column)),
        // A row whose cells all come from above says nothing and is not kept.
        rowspan: column === 0 ? 1 : Math.min(1 + tall, size.rows - row)
      };
      for (let down = 0; down < span.rowspan; down += 1)
        for (let across = 0; across < span.colspan; across += 1)
          taken.add(`${row + down}/${column + across}`);
      cells.push(block(head ? 'tableHeader' : 'tableCell', contents[place]!.map(withoutTables), span));
    }
    return block('tableRow', cells);
  });
  return block('table', rows);
}

function freeColumns(taken: ReadonlySet<string>, at: { row: number; column: number }, most: number): number {
  let free = 1;
  while (free < most && !taken.has(`${at.row}/${at.column + free}`)) free += 1;
  return free;
}

export const anyDocument = fc
  .array(anyBlock, { minLength: 1, maxLength: 8 })
  .map((content): DocumentJson => ({ type: 'doc', content }));
