import * as Y from 'yjs';
import { formatDate } from '#domain/dates';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { canonicalDocument } from '#schema/canonical';
import type { SpecificationRow } from '../db/specifications';
import { jsonFromDoc } from '../documents/document-bytes';
import { commentsBeside } from '../documents/export-comments';
import { documentOf } from '../documents/frozen-text';
import { plainDocument } from '../documents/plain-document';
import { passagesIn } from '../documents/read-passage';
import { NOTHING_SAID, type SaidBeside } from '../documents/said-beside';
import { suggestedChanges } from '../documents/suggested-changes';
import { sha256Hex } from '../sha256';
import { threadsOn, visibleSpecification } from './comment-thread';
import { plainOf } from './kept-plain';
import type { ReadContext } from './read-context';
import { numberedVersion } from './version-page';
import { fileNameOf, formatField, writtenFile, type ExportedFile, type FileSource } from './written-file';

/** What to export, as it stands in an address. */
export interface ExportAsk {
  /** docx, odt, pdf, html or json. */
  readonly format: string | null;
  /** A number as text; null: the draft. */
  readonly version: string | null;
  /** "no": a Word file without the comments and suggestions. */
  readonly comments?: string | null;
  /** "plain": of a version, the plain summaries that are kept with it, as a file of their own. */
  readonly text?: string | null;
}

/** The draft as it stands, or a frozen version. */
export async function specificationExport(
  context: ReadContext,
  id: string,
  { format, version, comments, text }: ExportAsk
): Promise<ExportedFile | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const known = formatField(format);
  if (isRefusal(known)) return known;
  const source =
    version === null
      ? await draft(context, specification, { withComments: known === 'docx' && comments !== 'no' })
      : await frozen(context, specification, {
          number: version,
          inPlainWords: text === 'plain' && known !== 'json'
        });
  return isRefusal(source) ? source : writtenFile(source, known);
}

async function draft(
  context: ReadContext,
  specification: SpecificationRow,
  { withComments }: { readonly withComments: boolean }
): Promise<FileSource> {
  const { tools } = context;
  const { ydoc } = await tools.drafts.newest(specification.documentId);
  // A copy: the text that everybody reads from goes on while the comments are fetched.
  const state = new Y.Doc();
  Y.applyUpdate(state, Y.encodeStateAsUpdate(ydoc));
  const json = jsonFromDoc(state);
  const { title, serviceNumber } = specification;
  const stand = `Draft of ${formatDate(await tools.now(tools.db))}`;
  const hash = sha256Hex(canonicalDocument(json));
  return {
    heading: { title, subtitle: joined(stand, serviceNumber), hash },
    fileName: `${fileNameOf(title, 'specification')}-draft`,
    json,
    said: withComments ? await saidOn(context, specification, state) : NOTHING_SAID
  };
}

/** What is shown to readers beside the draft: open suggestions as changes of it, and all else as comments. */
async function saidOn(
  context: ReadContext,
  specification: SpecificationRow,
  state: Y.Doc
): Promise<SaidBeside> {
  const threads = await threadsOn(context, specification, passagesIn(state));
  const changes = suggestedChanges(state, threads);
  return { comments: commentsBeside(changes, threads), changes: [...changes.values()] };
}

/** As data both texts are in one file, each with its fingerprint. */
async function frozen(
  context: ReadContext,
  specification: SpecificationRow,
  { number, inPlainWords }: { readonly number: string; readonly inPlainWords: boolean }
): Promise<FileSource | Refusal> {
  const row = await numberedVersion(context, specification, number);
  if (!row) return refuse('not-found');
  const kept = await plainOf(context.tools.db, row);
  const plain = kept && kept.summaries.length > 0 ? kept : null;
  const stand = `Version ${row.number}, frozen on ${formatDate(row.frozenAt)}`;
  const subtitle = joined(stand, specification.serviceNumber);
  const fileName = `${fileNameOf(row.title, 'specification')}-version-${row.number}`;
  if (!inPlainWords) {
    const heading = { title: row.title, subtitle, hash: row.hash };
    return { heading, fileName, json: documentOf(row), said: NOTHING_SAID, plain };
  }
  if (!plain) return refuse('not-found');
  return {
    heading: { title: `${row.title}, in plain words`, subtitle, hash: plain.hash },
    fileName: `${fileName}-in-plain-words`,
    json: plainDocument(plain.summaries),
    said: NOTHING_SAID
  };
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
