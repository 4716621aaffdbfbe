import { formatMoment } from '#domain/dates';
import { isPaperKind, PAPER_NAMES, paperOf, type Paper, type PaperKind } from '#domain/paper/paper';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { contents, renderDocument, type ContentsEntry } from '#schema/render-html';
import { paperDocument } from '../documents/paper-document';
import { NOTHING_SAID } from '../documents/said-beside';
import { sha256Hex } from '../sha256';
import { decisionPage, type DecisionPage } from './decision-page';
import { paperFacts } from './paper-facts';
import type { ReadContext } from './read-context';
import { fileNameOf, formatField, writtenFile, type ExportedFile } from './written-file';

export interface DecisionPaper {
  readonly kind: PaperKind;
  readonly title: string;
  readonly decision: Pick<DecisionPage, 'id' | 'reference' | 'title'>;
  /** What a paper says follows from what is recorded: this is when it was read. */
  readonly recordedAt: Date;
  /** As HTML (escaped, safe to show). */
  readonly html: string;
  readonly contents: readonly ContentsEntry[];
  /** SHA-256, hex, of the paper's text. */
  readonly hash: string;
  readonly topics: readonly Topic[];
}

/** The board paper or the council report of a decision, as it would read now. */
export async function decisionPaper(
  context: ReadContext,
  rawId: unknown,
  kind: string
): Promise<DecisionPaper | Refusal> {
  const made = await composed(context, rawId, kind);
  if (isRefusal(made)) return made;
  const { paper, decision, json, hash, recordedAt } = made;
  const { id, reference, title } = decision;
  return {
    kind: paper.kind,
    title: paper.title,
    decision: { id, reference, title },
    recordedAt,
    html: renderDocument(json, { headingOffset: 1 }),
    contents: contents(json),
    hash,
    topics: decision.topics
  };
}

/** Which paper to save, and as what, as it stands in an address. */
export interface PaperAsk {
  readonly kind: string;
  /** docx, odt, pdf, html or json. */
  readonly format: string | null;
}

/** The same as a file. */
export async function decisionPaperFile(
  context: ReadContext,
  rawId: unknown,
  ask: PaperAsk
): Promise<ExportedFile | Refusal> {
  const format = formatField(ask.format);
  if (isRefusal(format)) return format;
  const made = await composed(context, rawId, ask.kind);
  if (isRefusal(made)) return made;
  const { paper, decision, json, hash, recordedAt } = made;
  const subtitle = `${decision.reference}, as recorded on ${formatMoment(recordedAt)}`;
  const name = `${decision.reference} ${PAPER_NAMES[paper.kind]}`;
  return writtenFile(
    {
      json,
      heading: { title: paper.title, subtitle, hash },
      fileName: fileNameOf(name, 'paper'),
      said: NOTHING_SAID
    },
    format
  );
}

interface Composed {
  readonly paper: Paper;
  readonly decision: DecisionPage;
  readonly json: DocumentJson;
  readonly hash: string;
  readonly recordedAt: Date;
}

async function composed(context: ReadContext, rawId: unknown, kind: string): Promise<Composed | Refusal> {
  const decision = await decisionPage(context, rawId);
  if (isRefusal(decision)) return decision;
  if (!isPaperKind(kind)) return refuse('not-found');
  const facts = await paperFacts(context, decision);
  if (isRefusal(facts)) return facts;
  const paper = paperOf(kind, facts);
  const json = paperDocument(paper);
  const { db, now } = context.tools;
  const hash = sha256Hex(canonicalDocument(json));
  return { paper, decision, json, hash, recordedAt: await now(db) };
}
