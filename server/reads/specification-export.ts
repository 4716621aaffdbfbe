import * as Y from 'yjs';
import { toHex } from '#domain/bytes';
import { formatDate } from '#domain/dates';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import type { SpecificationRow } from '../db/specifications';
import { jsonFromDoc } from '../documents/document-bytes';
import { exportedComments, type ExportedComment } from '../documents/export-comments';
import { makeFile, type FileFormat } from '../documents/export-file';
import type { ExportHeading } from '../documents/export-heading';
import { exportHtml } from '../documents/export-html';
import { documentOf } from '../documents/frozen-text';
import { passagesIn } from '../documents/read-passage';
import { sha256 } from '../sha256';
import { threadsOn, visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';
import { numberedVersion } from './version-page';

/** A file to save. */
export interface ExportedFile {
  /** Without folders; letters, digits and hyphens only before the extension. */
  readonly fileName: string;
  readonly contentType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const FORMATS = ['docx', 'odt', 'pdf', 'html', 'json'] as const;
type Format = (typeof FORMATS)[number];

/** One state of a text, with everything that a file says about it. */
interface Source {
  readonly heading: ExportHeading;
  readonly fileName: string;
  readonly json: DocumentJson;
  /** None on a frozen version. */
  readonly comments: readonly ExportedComment[];
}

/** What to export, as it stands in an address. */
export interface ExportAsk {
  /** docx, odt, pdf, html or json. */
  readonly format: string | null;
  /** A number as text; null: the draft. */
  readonly version: string | null;
  /** "no": a Word file without the comments. */
  readonly comments?: string | null;
}

/** The draft as it stands, or a frozen version. */
export async function specificationExport(
  context: ReadContext,
  id: string,
  { format, version, comments }: ExportAsk
): Promise<ExportedFile | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const known = FORMATS.find((each) => each === format);
  if (!known)
    return refuse('invalid-input', {
      field: 'format',
      message: 'The format must be docx, odt, pdf, html or json.'
    });
  const source =
    version === null ? await draft(context, specification) : await frozen(context, specification, version);
  if (isRefusal(source)) return source;
  return written(comments === 'no' ? { ...source, comments: [] } : source, known);
}

const CONTENT_TYPES: Readonly<Record<FileFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  pdf: 'application/pdf'
};

async function written(source: Source, format: Format): Promise<ExportedFile | Refusal> {
  const { json, heading, comments } = source;
  const fileName = `${source.fileName}.${format}`;
  switch (format) {
    case 'docx':
    case 'odt':
    case 'pdf': {
      const body = await makeFile({ format, json, heading, comments });
      return isRefusal(body) ? body : { fileName, contentType: CONTENT_TYPES[format], body };
    }
    case 'html':
      return { fileName, contentType: 'text/html; charset=utf-8', body: exportHtml(json, heading) };
    case 'json': {
      const { title, subtitle: state, hash } = heading;
      const body = JSON.stringify({ ...json, about: { title, state, sha256: hash } });
      return { fileName, contentType: 'application/json', body };
    }
  }
}

async function draft({ tools }: ReadContext, specification: SpecificationRow): Promise<Source> {
  const { ydoc } = await tools.drafts.newest(specification.documentId);
  // A copy: the text that everybody reads from goes on while the comments are fetched.
  const state = new Y.Doc();
  Y.applyUpdate(state, Y.encodeStateAsUpdate(ydoc));
  const json = jsonFromDoc(state);
  const { title, serviceNumber } = specification;
  const stand = `Draft of ${formatDate(await tools.now(tools.db))}`;
  const hash = toHex(sha256(new TextEncoder().encode(canonicalDocument(json))));
  return {
    heading: { title, subtitle: joined(stand, serviceNumber), hash },
    fileName: `${slug(title)}-draft`,
    json,
    comments: exportedComments(await threadsOn(tools.db, specification.id, passagesIn(state)))
  };
}

async function frozen(
  context: ReadContext,
  specification: SpecificationRow,
  number: string
): Promise<Source | Refusal> {
  const row = await numberedVersion(context, specification, number);
  if (!row) return refuse('not-found');
  const stand = `Version ${row.number}, frozen on ${formatDate(row.frozenAt)}`;
  return {
    heading: { title: row.title, subtitle: joined(stand, specification.serviceNumber), hash: row.hash },
    fileName: `${slug(row.title)}-version-${row.number}`,
    json: documentOf(row),
    comments: []
  };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

/** A name every file system takes: "Falls and frailty: out of hours" gives "falls-and-frailty-out-of-hours". */
function slug(title: string): string {
  const plain = title.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 80)
      .replace(/^-+|-+$/g, '') || 'specification'
  );
}
