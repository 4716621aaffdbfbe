import type { ClauseId, SpecificationId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { headingsOf, templateFor, type TemplateHeading } from '#schema/all-templates';
import { clauseIdsOf } from '#schema/clause-ids';
import type { DocumentJson } from '#schema/document-json';
import { reportSentences, type ImportReport, type ReportSentences } from '#schema/import-report';
import type { SpecificationTemplate } from '#schema/specification-template';
import { templateOffer, type TemplateOffer } from '#schema/template-words';
import { isLocked } from '../db/documents';
import { jsonFromDoc } from '../documents/document-bytes';
import { looseLines, type LooseLines, type StructureKind } from '../documents/typed-structure';
import { visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';

export interface ImportedPage {
  readonly id: SpecificationId;
  readonly title: string;
  /** What an import kept and did not keep; null when it was not imported. */
  readonly imported: { readonly fileName: string; readonly report: ReportSentences } | null;
  /** Lines of the draft as it stands now that only look like headings and lists. */
  readonly loose: Readonly<Record<StructureKind, readonly LooseLines[]>>;
  /** The template that the draft looks like, or stands on. */
  readonly template: OfferedTemplate | null;
  /** The draft has headings of its own, under which others can stand. */
  readonly hasHeadings: boolean;
  readonly may: { readonly edit: boolean };
  readonly topics: readonly Topic[];
}

interface OfferedTemplate {
  readonly id: string;
  readonly name: string;
  /** The draft stands on it already. */
  readonly held: boolean;
  /** How many of its first-level headings the draft has, of how many. */
  readonly found: number;
  readonly headings: number;
  /** Mandatory headings that the draft does not have. */
  readonly missing: readonly string[];
}

/** What came out of a Word file, and what a person may want to put right: also where only changes came in from one. */
export async function importedPage(context: ReadContext, id: string): Promise<ImportedPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const { db, drafts } = context.tools;
  const { ydoc } = await drafts.newest(specification.documentId);
  const json = jsonFromDoc(ydoc);
  const { title, origin, sourceFileName, importReport } = specification;
  const report = origin === 'word-file' ? (importReport as ImportReport | null) : null;
  const open = !(await isLocked(db, specification.documentId));
  return {
    id: specification.id,
    title,
    imported: report && { fileName: sourceFileName ?? 'a Word file', report: reportSentences(report) },
    loose: looseLines(json),
    template: templateOf(json),
    hasHeadings: (json.content ?? []).some(({ type }) => type === 'heading'),
    may: { edit: open && may(context.actor, 'edit-specification', specification) },
    topics: [{ kind: 'specification', id: specification.id }]
  };
}

function templateOf(json: DocumentJson): OfferedTemplate | null {
  const ids = clauseIdsOf(json);
  const held = templateFor(ids);
  const offer = held ? standingOn(held, ids) : templateOffer(json);
  if (!offer) return null;
  const { template, found, missing } = offer;
  return {
    id: template.id,
    name: template.name,
    held: held !== undefined,
    found: found.length,
    headings: template.sections.length,
    missing: missing.map(({ heading }) => heading)
  };
}

function standingOn(template: SpecificationTemplate, ids: readonly (ClauseId | null)[]): TemplateOffer {
  const headings = headingsOf(template);
  const isThere = ({ id }: TemplateHeading) => ids.includes(id);
  return {
    template,
    found: headings.filter(isThere),
    missing: headings.filter((heading) => heading.mandatory && !isThere(heading))
  };
}
