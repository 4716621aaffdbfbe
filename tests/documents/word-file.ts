import { strToU8, zipSync, type Zippable } from 'fflate';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const OFFICE = 'application/vnd.openxmlformats-officedocument';
const NAMESPACES = [
  `xmlns:w="${W}"`,
  `xmlns:r="${R}"`,
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:v="urn:schemas-microsoft-com:vml"'
].join(' ');

/** The XML inside each part of a Word file made for one test; only what a test is about needs to be said. */
export interface WordFileParts {
  body: string;
  styles?: string;
  numbering?: string;
  footnotes?: string;
  comments?: string;
  header?: string;
  coreTitle?: string;
  /** Relationship elements for hyperlinks. */
  links?: string;
  /** More entries for the archive, or other bytes for one that is there. */
  more?: Zippable;
  mainType?: string;
}

const PARTS = ['styles', 'numbering', 'footnotes', 'comments', 'header'] as const;

/** Makes a Word file from raw XML, so that tests can say things that no word processor would write. */
export function wordFile(parts: WordFileParts): Uint8Array {
  const present = PARTS.filter((name) => parts[name] !== undefined);
  const mainType = parts.mainType ?? `${OFFICE}.wordprocessingml.document.main+xml`;
  const files: Zippable = {
    '[Content_Types].xml': strToU8(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${mainType}"/></Types>`
    ),
    '_rels/.rels': relationships([
      ['m', 'officeDocument', 'word/document.xml'],
      ['c', 'core-properties', 'docProps/core.xml']
    ]),
    'docProps/core.xml': strToU8(
      `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${parts.coreTitle ?? ''}</dc:title></cp:coreProperties>`
    ),
    'word/_rels/document.xml.rels': relationships(
      present.map((name) => [name, name, `${name}.xml`]),
      parts.links
    ),
    'word/document.xml': strToU8(`<w:document ${NAMESPACES}><w:body>${parts.body}</w:body></w:document>`)
  };
  for (const name of present)
    files[`word/${name}.xml`] = strToU8(`<w:root ${NAMESPACES}>${parts[name]}</w:root>`);
  return zipSync({ ...files, ...parts.more });
}

function relationships(entries: readonly (readonly [string, string, string])[], more = ''): Uint8Array {
  const written = entries.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`
  );
  return strToU8(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${written.join('')}${more}</Relationships>`
  );
}

export function externalLink(id: string, target: string): string {
  return `<Relationship Id="${id}" Type="${R}/hyperlink" Target="${target}" TargetMode="External"/>`;
}

/** A run of text. */
export function run(text: string, look = ''): string {
  return `<w:r><w:rPr>${look}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/** A paragraph with raw content; `properties` is raw XML as well. */
export function paragraph(content: string, properties = ''): string {
  return `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
}

export function styled(style: string, text: string, more = ''): string {
  return paragraph(run(text), `<w:pStyle w:val="${style}"/>${more}`);
}

/** A paragraph on a level of a list. */
export function numbered(numId: number, level: number, text: string, more = ''): string {
  return paragraph(
    run(text),
    `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>${more}`
  );
}

export interface TestLevel {
  format: string;
  text: string;
  start?: number;
  more?: string;
}

export function abstractList(id: number, levels: TestLevel[]): string {
  const written = levels.map(
    ({ format, text, start = 1, more = '' }, level) =>
      `<w:lvl w:ilvl="${level}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}<w:pPr><w:ind w:left="${720 * (level + 1)}"/></w:pPr></w:lvl>`
  );
  return `<w:abstractNum w:abstractNumId="${id}">${written.join('')}</w:abstractNum>`;
}

export function list(numId: number, abstractId: number, overrides = ''): string {
  return `<w:num w:numId="${numId}"><w:abstractNumId w:val="${abstractId}"/>${overrides}</w:num>`;
}

export function startAgain(level: number, start: number): string {
  return `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${start}"/></w:lvlOverride>`;
}

/** Heading styles 1–3, named as Word names them. */
export const HEADING_STYLES = [1, 2, 3]
  .map(
    (level) =>
      `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr></w:style>`
  )
  .join('');

/** The old container in which Word puts a file with a password. */
export function protectedFile(): Uint8Array<ArrayBuffer> {
  const container = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  return new Uint8Array(
    Buffer.concat([container, Buffer.alloc(1024), Buffer.from('EncryptedPackage', 'utf16le')])
  );
}
