import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
}

/** What an OpenDocument file says, read without any code of ours; throws where XML is not well-formed. */
export interface OdtText {
  /** Every paragraph and heading in order, with its style; empty ones left out. */
  readonly paragraphs: readonly { readonly style: string; readonly text: string }[];
  readonly notes: readonly string[];
  readonly links: readonly { readonly text: string; readonly href: string }[];
  /** Of each table, the rows of its cells; covered cells are null. */
  readonly tables: readonly (readonly (readonly (OdtCell | null)[])[])[];
  /** List styles and the numbers that items start with, in order. */
  readonly lists: readonly string[];
}

export interface OdtCell {
  readonly text: string;
  readonly columns: number;
  readonly rows: number;
}

export function readOdt(file: Uint8Array): OdtText {
  const parts = unzipSync(file);
  for (const [name, bytes] of Object.entries(parts)) if (name.endsWith('.xml')) parse(strFromU8(bytes));
  const read: Gathered = { paragraphs: [], notes: [], links: [], tables: [], lists: [] };
  walk(parse(strFromU8(parts['content.xml']!)), read);
  return read;
}

interface Gathered {
  paragraphs: { style: string; text: string }[];
  notes: string[];
  links: { text: string; href: string }[];
  tables: (OdtCell | null)[][][];
  lists: string[];
}

function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => void open.at(-1)!.children.push(text));
  parser.write(xml).close();
  return root;
}

function elements(element: Element): Element[] {
  return element.children.filter((child): child is Element => typeof child !== 'string');
}

function walk(element: Element, read: Gathered): void {
  const { name, attributes } = element;
  if (name === 'text:p' || name === 'text:h') {
    const text = squeezed(words(element, read));
    if (text !== '') read.paragraphs.push({ style: attributes['text:style-name'] ?? '', text });
    return;
  }
  if (name === 'table:table') return void read.tables.push(tableIn(element, read));
  if (name === 'text:list') read.lists.push(attributes['text:style-name'] ?? '');
  if (name === 'text:list-item' && attributes['text:start-value'] !== undefined)
    read.lists.push(`from ${attributes['text:start-value']}`);
  for (const child of elements(element)) walk(child, read);
}

function tableIn(table: Element, read: Gathered): (OdtCell | null)[][] {
  const rows = elements(table).flatMap((child) =>
    child.name === 'table:table-header-rows'
      ? elements(child)
      : child.name === 'table:table-row'
        ? [child]
        : []
  );
  return rows.map((row) =>
    elements(row).map((cell) => {
      if (cell.name === 'table:covered-table-cell') return null;
      const before = read.paragraphs.length;
      for (const child of elements(cell)) walk(child, read);
      const text = read.paragraphs.slice(before).map((each) => each.text);
      const columns = Number(cell.attributes['table:number-columns-spanned'] ?? 1);
      const down = Number(cell.attributes['table:number-rows-spanned'] ?? 1);
      return { text: text.join(' '), columns, rows: down };
    })
  );
}

function words(element: Element, read: Gathered): string {
  return element.children.map((child) => (typeof child === 'string' ? child : inline(child, read))).join('');
}

function inline(element: Element, read: Gathered): string {
  switch (element.name) {
    case 'text:s':
    case 'text:tab':
    case 'text:line-break':
      return ' ';
    case 'text:note': {
      const body = elements(element).find(({ name }) => name === 'text:note-body')!;
      read.notes.push(squeezed(words(body, read)));
      return '';
    }
    case 'text:a': {
      const text = words(element, read);
      read.links.push({ text: squeezed(text), href: element.attributes['xlink:href'] ?? '' });
      return text;
    }
    default:
      return words(element, read);
  }
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
