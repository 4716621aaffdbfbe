import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { LARGEST_WORD_FILE } from '#domain/word-file';
import { inflateEntry } from './inflate-entry';
import { childElements, parseXml, type XmlElement } from './xml-tree';
import { readZipDirectory, type ZipEntry } from './zip-directory';

/** Where a relationship of a part points; `external` targets are addresses, others are part names. */
export interface Relationship {
  id: string;
  /** The last word of the type: "styles", "hyperlink", … */
  type: string;
  target: string;
  external: boolean;
}

const CONTENT_TYPES = '[content_types].xml';
const OLE_SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP_SIGNATURE = [0x50, 0x4b];

/** What can be said of a file from its size and its first bytes, before any worker is started. */
export function refuseByFirstBytes(bytes: Uint8Array): Refusal | null {
  if (bytes.length === 0) return refuse('file-empty');
  if (bytes.length > LARGEST_WORD_FILE) return refuse('file-too-large');
  if (startsWith(bytes, OLE_SIGNATURE)) return refuseOldContainer(bytes);
  return startsWith(bytes, ZIP_SIGNATURE) ? null : refuse('file-not-docx');
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Word wraps a password-protected file in the container of the old .doc format, with a stream of this name. */
function refuseOldContainer(bytes: Uint8Array): Refusal {
  const stream = Buffer.from('EncryptedPackage', 'utf16le');
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(stream))
    return refuse('file-protected');
  return refuse('file-not-docx', {
    message: 'This is an old Word .doc file. Open it in Word, save it as .docx and try again.'
  });
}

/** All XML of one file that is read; pictures and the like are not unpacked and do not count. */
const MOST_XML = 32 * 1024 * 1024;

/** An opened Word file: its parts are unpacked and parsed when asked for. */
export class WordPackage {
  private unpacked = 0;

  private constructor(
    private readonly bytes: Uint8Array,
    private readonly entries: ReadonlyMap<string, ZipEntry>,
    readonly mainPart: string
  ) {}

  static open(bytes: Uint8Array): WordPackage | Refusal {
    const directory = refuseByFirstBytes(bytes) ?? readZipDirectory(bytes);
    if (isRefusal(directory)) return directory;
    const entries = new Map(directory.map((entry) => [entry.name.toLowerCase(), entry]));
    const draft = new WordPackage(bytes, entries, '');
    const fault = draft.faultInContentTypes();
    if (fault !== null) return fault;
    const mainPart = draft.findMainPart();
    return isRefusal(mainPart) ? mainPart : new WordPackage(bytes, entries, mainPart);
  }

  /** A parsed part, null when the file has no such part, or why it cannot be read. */
  part(name: string): XmlElement | null | Refusal {
    const entry = this.entries.get(name.toLowerCase());
    if (entry === undefined) return null;
    this.unpacked += entry.unpacked;
    if (this.unpacked > MOST_XML) return refuse('file-suspicious');
    const unpacked = inflateEntry(this.bytes, entry);
    return isRefusal(unpacked) ? unpacked : parseXml(unpacked);
  }

  /** The relationships of a part ("word/document.xml"), or of the whole file (""). */
  relationships(part: string): Relationship[] | Refusal {
    const slash = part.lastIndexOf('/') + 1;
    const tree = this.part(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
    if (tree === null) return [];
    if (isRefusal(tree)) return tree;
    return childElements(tree, 'pr:Relationship').map(({ attributes }) =>
      relationship(attributes, part.slice(0, slash))
    );
  }

  private faultInContentTypes(): Refusal | null {
    const names = [...this.entries.keys()];
    if (names.some((name) => name.endsWith('vbaproject.bin'))) return refuse('file-has-macros');
    const tree = this.part(CONTENT_TYPES);
    if (tree === null) return refuse('file-not-docx');
    if (isRefusal(tree)) return tree;
    const types = childElements(tree).map(({ attributes }) =>
      (attributes['ContentType'] ?? '').toLowerCase()
    );
    if (types.some((type) => /macroenabled|vbaproject/.test(type))) return refuse('file-has-macros');
    const isWord = types.some((type) => /wordprocessingml\.(document|template)\.main\+xml$/.test(type));
    return isWord ? null : refuse('file-not-docx');
  }

  private findMainPart(): string | Refusal {
    const relationships = this.relationships('');
    if (isRefusal(relationships)) return relationships;
    const main = relationships.find(({ type, external }) => type === 'officeDocument' && !external);
    return main !== undefined && this.entries.has(main.target.toLowerCase())
      ? main.target
      : refuse('file-damaged');
  }
}

function relationship(attributes: XmlElement['attributes'], folder: string): Relationship {
  const target = attributes['Target'] ?? '';
  const external = attributes['TargetMode'] === 'External';
  return {
    id: attributes['Id'] ?? '',
    type: (attributes['Type'] ?? '').split('/').at(-1) ?? '',
    target: external ? target : resolved(target, folder),
    external
  };
}

/** A part name from a target like "../customXml/item1.xml", which is relative to the folder of its part. */
function resolved(target: string, folder: string): string {
  const names: string[] = target.startsWith('/') ? [] : folder.split('/').filter((name) => name !== '');
  for (const name of target.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}
