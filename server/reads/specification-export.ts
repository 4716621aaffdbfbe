import { formatDate } from '#domain/dates';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { DocumentJson } from '#schema/document-json';
import type { SpecificationRow } from '../db/specifications';
import { jsonFromDoc } from '../documents/document-bytes';
import { exportDocx } from '../documents/export-docx';
import { exportHtml } from '../documents/export-html';
import { documentOf } from '../documents/frozen-text';
import { visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';
import { numberedVersion } from './version-page';

/** A file to save. */
export interface ExportedFile {
  /** Without folders; letters, digits and hyphens only before the extension. */
  readonly fileName: string;
  readonly contentType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const FORMATS = ['docx', 'html', 'json'] as const;
type Format = (typeof FORMATS)[number];

interface Source {
  readonly title: string;
  /** "Draft of 10 February 2027, WV/2027/FF/01" */
  readonly subtitle: string;
  readonly fileName: string;
  readonly json: DocumentJson;
}

/** The draft as it stands, or a frozen version. `format` is docx, html or json; `version` a number as text, or null. */
export async function specificationExport(
  context: ReadContext,
  id: string,
  { format, version }: { readonly format: string | null; readonly version: string | null }
): Promise<ExportedFile | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const known = FORMATS.find((each) => each === format);
  if (!known)
    return refuse('invalid-input', { field: 'format', message: 'The format must be docx, html or json.' });
  const source =
    version === null ? await draft(context, specification) : await frozen(context, specification, version);
  return isRefusal(source) ? source : written(source, known);
}

async function written(source: Source, format: Format): Promise<ExportedFile> {
  const fileName = `${source.fileName}.${format}`;
  const { title, subtitle, json } = source;
  switch (format) {
    case 'docx': {
      const contentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
      return { fileName, contentType, body: new Uint8Array(await exportDocx(json, { title, subtitle })) };
    }
    case 'html':
      return {
        fileName,
        contentType: 'text/html; charset=utf-8',
        body: exportHtml(json, { title, subtitle })
      };
    case 'json':
      return { fileName, contentType: 'application/json', body: JSON.stringify(json) };
  }
}

async function draft({ tools }: ReadContext, specification: SpecificationRow): Promise<Source> {
  const { ydoc } = await tools.drafts.newest(specification.documentId);
  const { title, serviceNumber } = specification;
  const stand = `Draft of ${formatDate(await tools.now(tools.db))}`;
  return {
    title,
    subtitle: joined(stand, serviceNumber),
    fileName: `${slug(title)}-draft`,
    json: jsonFromDoc(ydoc)
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
    title: row.title,
    subtitle: joined(stand, specification.serviceNumber),
    fileName: `${slug(row.title)}-version-${row.number}`,
    json: documentOf(row)
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
