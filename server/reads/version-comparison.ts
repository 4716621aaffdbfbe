import type { MemberId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { documentDiff } from '#schema/diff/document-diff';
import { renderDiff, type RenderedDiff } from '#schema/diff/render-diff';
import type { DiffView } from '#schema/diff/render-parts';
import { countChanges, summarySentence } from '#schema/diff/summary';
import type { DocumentJson } from '#schema/document-json';
import { membersById } from '../db/people';
import type { SpecificationRow } from '../db/specifications';
import { versionSummaries } from '../db/versions';
import { jsonFromDoc } from '../documents/document-bytes';
import { documentOf } from '../documents/frozen-text';
import { visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';
import { numberedVersion } from './version-page';

/** "draft", or a version's number as it stands in the address. */
type TextName = string;

/** One of the two texts that are compared. */
export interface ComparedText {
  readonly name: TextName;
  /** Null for the draft. */
  readonly frozen: {
    readonly number: number;
    readonly label: string;
    readonly at: Date;
    readonly by: string;
  } | null;
}

export interface VersionComparison {
  readonly specification: { readonly id: SpecificationRow['id']; readonly title: string };
  /** Every text that can be compared, the draft first, then versions from the newest. */
  readonly texts: readonly ComparedText[];
  readonly show: DiffView;
  /** Null while there is no version to compare with. */
  readonly comparison:
    | ({
        readonly from: ComparedText;
        readonly to: ComparedText;
        /** "3 clauses changed, 1 moved. 12 words added, 4 removed." */
        readonly summary: string;
      } & RenderedDiff)
    | null;
  readonly may: { readonly restore: boolean };
  /** None: comparing is work, and a draft that people are typing in would be compared again and again. */
  readonly topics: readonly Topic[];
}

export interface ComparisonAsked {
  readonly from: string | null;
  readonly to: string | null;
  readonly show: string | null;
}

/**
 * What became of one text on the way to another: two frozen versions, or one and the draft. When nothing is asked for:
 * from the newest version to the draft.
 */
export async function versionComparison(
  context: ReadContext,
  id: string,
  asked: ComparisonAsked
): Promise<VersionComparison | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const texts = await comparableTexts(context, specification);
  const names = namesOf(asked, texts);
  const show: DiffView = asked.show === 'all' ? 'all' : 'changes';
  const comparison = names && (await compared(context, specification, { texts, names, show }));
  if (isRefusal(comparison)) return comparison;
  return {
    specification: { id: specification.id, title: specification.title },
    texts,
    show,
    comparison,
    may: { restore: may(context.actor, 'edit-specification', specification) },
    topics: []
  };
}

interface Names {
  readonly from: TextName;
  readonly to: TextName;
}

/** Null when nothing is asked for and there is nothing to compare. */
function namesOf({ from, to }: ComparisonAsked, texts: readonly ComparedText[]): Names | null {
  const newest = texts[1]?.name;
  if (newest === undefined && from === null && to === null) return null;
  return { from: from ?? newest ?? '', to: to ?? 'draft' };
}

async function compared(
  context: ReadContext,
  specification: SpecificationRow,
  { texts, names, show }: { texts: readonly ComparedText[]; names: Names; show: DiffView }
): Promise<VersionComparison['comparison'] | Refusal> {
  const [from, to] = [names.from, names.to].map((name) => texts.find((text) => text.name === name));
  if (!from || !to) return refuse('not-found');
  const diff = documentDiff(
    await jsonOf(context, specification, from.name),
    await jsonOf(context, specification, to.name)
  );
  return { from, to, summary: summarySentence(countChanges(diff)), ...renderDiff(diff, show) };
}

async function jsonOf(
  context: ReadContext,
  specification: SpecificationRow,
  name: TextName
): Promise<DocumentJson> {
  if (name === 'draft')
    return jsonFromDoc((await context.tools.drafts.newest(specification.documentId)).ydoc);
  const row = await numberedVersion(context, specification, name);
  if (!row) throw new Error('A version that was listed is not there.');
  return documentOf(row);
}

async function comparableTexts({ tools }: ReadContext, { id }: SpecificationRow): Promise<ComparedText[]> {
  const rows = await versionSummaries(tools.db, id);
  const members = await membersById(tools.db, [...new Set(rows.map(({ frozenBy }) => frozenBy))]);
  const names = new Map<MemberId, string>(members.map(({ memberId, name }) => [memberId, name]));
  const versions = rows.map(({ number, label, frozenAt, frozenBy }): ComparedText => {
    const frozen = { number, label, at: frozenAt, by: names.get(frozenBy) ?? '' };
    return { name: String(number), frozen };
  });
  return [{ name: 'draft', frozen: null }, ...versions];
}
