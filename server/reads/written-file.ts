import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { CANONICAL_VERSION } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { PLAIN_FORM } from '#schema/plain-version';
import { makeFile, type FileFormat } from '../documents/export-file';
import type { ExportHeading } from '../documents/export-heading';
import { exportHtml } from '../documents/export-html';
import type { SaidBeside } from '../documents/said-beside';
import type { PlainOfVersion } from './kept-plain';

/** A file to save. */
export interface ExportedFile {
  /** Without folders; letters, digits and hyphens only before the extension. */
  readonly fileName: string;
  readonly contentType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** One state of a text, with everything that a file says about it. */
export interface FileSource {
  readonly json: DocumentJson;
  readonly heading: ExportHeading;
  /** Without its ending. */
  readonly fileName: string;
  /** Only a Word file has it. */
  readonly said: SaidBeside;
  /** The plain summaries that are kept with a version. Only the file for other software has them beside the text. */
  readonly plain?: PlainOfVersion | null;
}

const FORMATS = ['docx', 'odt', 'pdf', 'html', 'json'] as const;
type Format = (typeof FORMATS)[number];

const CONTENT_TYPES: Readonly<Record<FileFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  pdf: 'application/pdf'
};

/** The format that an address names. */
export function formatField(format: string | null): Format | Refusal {
  const known = FORMATS.find((each) => each === format);
  const message = 'The format must be docx, odt, pdf, html or json.';
  return known ?? refuse('invalid-input', { field: 'format', message });
}

/** The same text, numbers, state and fingerprint in whichever kind of file. */
export async function writtenFile(source: FileSource, format: Format): Promise<ExportedFile | Refusal> {
  const { json, heading, said, plain } = source;
  const fileName = `${source.fileName}.${format}`;
  switch (format) {
    case 'docx':
    case 'odt':
    case 'pdf': {
      const body = await makeFile({ format, json, heading, said });
      return isRefusal(body) ? body : { fileName, contentType: CONTENT_TYPES[format], body };
    }
    case 'html':
      return { fileName, contentType: 'text/html; charset=utf-8', body: exportHtml(json, heading) };
    case 'json': {
      const { title, subtitle: state, hash } = heading;
      // Beside the text and no part of its canonical form; `form` names the rules by which the fingerprint is worked out.
      const about = { title, state, sha256: hash, form: CANONICAL_VERSION };
      const body = JSON.stringify({ ...json, about, ...(plain ? { plain: plainData(plain) } : {}) });
      return { fileName, contentType: 'application/json', body };
    }
  }
}

/** As they were hashed: without names. */
function plainData({ hash, summaries }: PlainOfVersion) {
  const clauses = summaries.map(({ clause, name, state, confirmedAt, text }) => {
    return { clause, name, state, confirmedAt, text };
  });
  return { sha256: hash, form: PLAIN_FORM, clauses };
}

/** A name every file system takes: "Falls and frailty: out of hours" gives "falls-and-frailty-out-of-hours". */
export function fileNameOf(title: string, otherwise: string): string {
  const plain = title.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 80)
      .replace(/^-+|-+$/g, '') || otherwise
  );
}
