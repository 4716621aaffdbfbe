import { SaxesParser } from 'saxes';
import { refuse, type Refusal } from '#domain/refusal';

/** An element with its name in a fixed prefix ("w:p") whatever prefix the file used. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (XmlElement | string)[];
}

// A specification of 45 pages has some 60,000 elements; 400,000 take about 100 MB of memory.
const XML_LIMITS = { depth: 256, elements: 400_000 } as const;
const CHUNK = 64 * 1024;

const OOXML = 'http://schemas.openxmlformats.org/';
const STRICT = 'http://purl.oclc.org/ooxml/';

// Word writes the "transitional" names, or the "strict" ones when asked; both mean the same.
const PREFIXES: Readonly<Record<string, string>> = {
  [`${OOXML}wordprocessingml/2006/main`]: 'w',
  [`${STRICT}wordprocessingml/main`]: 'w',
  [`${OOXML}officeDocument/2006/relationships`]: 'r',
  [`${STRICT}officeDocument/relationships`]: 'r',
  [`${OOXML}officeDocument/2006/math`]: 'm',
  [`${STRICT}officeDocument/math`]: 'm',
  [`${OOXML}drawingml/2006/wordprocessingDrawing`]: 'wp',
  [`${STRICT}drawingml/wordprocessingDrawing`]: 'wp',
  [`${OOXML}drawingml/2006/picture`]: 'pic',
  [`${STRICT}drawingml/picture`]: 'pic',
  [`${OOXML}markup-compatibility/2006`]: 'mc',
  [`${OOXML}package/2006/relationships`]: 'pr',
  [`${OOXML}package/2006/content-types`]: 'ct',
  'http://schemas.microsoft.com/office/word/2010/wordml': 'w14',
  'http://schemas.microsoft.com/office/word/2012/wordml': 'w15',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'urn:schemas-microsoft-com:vml': 'v',
  'http://www.w3.org/XML/1998/namespace': 'xml'
};

/** Parses one XML part within limits. Nothing outside the bytes is ever read: a document type is refused. */
export function parseXml(bytes: Uint8Array): XmlElement | Refusal {
  const text = decode(bytes);
  const builder = new TreeBuilder();
  for (let position = 0; position < text.length; position += CHUNK) {
    builder.write(text.slice(position, position + CHUNK));
    if (builder.fault !== null) return builder.fault;
  }
  return builder.close();
}

function decode(bytes: Uint8Array): string {
  const utf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
      ? new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be')
      : null;
  return (utf16 ?? new TextDecoder()).decode(bytes);
}

class TreeBuilder {
  fault: Refusal | null = null;
  private readonly parser = new SaxesParser({ xmlns: true });
  private readonly open: XmlElement[] = [];
  private root: XmlElement | null = null;
  private elements = 0;

  constructor() {
    this.parser.on('error', () => this.fail('file-damaged'));
    this.parser.on('doctype', () => this.fail('file-suspicious'));
    this.parser.on('opentag', (tag) => this.begin(tag));
    this.parser.on('closetag', () => void this.open.pop());
    this.parser.on('text', (text) => void this.open.at(-1)?.children.push(text));
    this.parser.on('cdata', (text) => void this.open.at(-1)?.children.push(text));
  }

  write(text: string): void {
    this.parser.write(text);
  }

  close(): XmlElement | Refusal {
    this.parser.close();
    return this.fault ?? this.root ?? refuse('file-damaged');
  }

  private begin(tag: { uri: string; local: string; attributes: Record<string, unknown> }): void {
    const element: XmlElement = {
      name: prefixed(tag.uri, tag.local),
      attributes: attributesOf(tag.attributes as Record<string, NamespacedAttribute>),
      children: []
    };
    this.elements += 1;
    if (this.elements > XML_LIMITS.elements || this.open.length >= XML_LIMITS.depth) {
      this.fail('file-suspicious');
    }
    if (this.fault === null) this.open.at(-1)?.children.push(element);
    this.root ??= element;
    this.open.push(element);
  }

  private fail(code: 'file-damaged' | 'file-suspicious'): void {
    this.fault ??= refuse(code);
  }
}

interface NamespacedAttribute {
  uri: string;
  local: string;
  value: string;
}

function attributesOf(attributes: Record<string, NamespacedAttribute>): Record<string, string> {
  const named: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const { uri, local, value } of Object.values(attributes)) named[prefixed(uri, local)] = value;
  return named;
}

function prefixed(uri: string, local: string): string {
  if (uri === '') return local;
  return `${PREFIXES[uri] ?? 'other'}:${local}`;
}

/** The child elements, in order, optionally only those of one name. */
export function childElements(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name)
  );
}

export function firstChild(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(
    (child): child is XmlElement => typeof child !== 'string' && child.name === name
  );
}

/** Follows a path of first children: `descend(paragraph, 'w:pPr', 'w:numPr')`. */
export function descend(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => firstChild(at, name), element);
}

/** The `w:val` of a first child, when both exist. */
export function valueOf(element: XmlElement | undefined, name: string): string | undefined {
  return firstChild(element, name)?.attributes['w:val'];
}

/** All texts inside an element, joined. */
export function innerText(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : innerText(child))).join('');
}

/** Every descendant of one name, in document order. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
  return childElements(element).flatMap((child) =>
    child.name === name ? [child, ...descendants(child, name)] : descendants(child, name)
  );
}
