import type { ClauseId, SpecificationId, VersionId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { HiddenCharacters } from '#domain/hidden-characters';
import type { Readiness } from '#domain/sign-off';
import type { Topic } from '#protocol/topics';
import type { DocumentJson } from '#schema/document-json';
import { hiddenCharacters } from '#schema/hidden-in-document';
import { renderDocument } from '#schema/render-html';
import { membersById } from '../db/people';
import type { SpecificationRow } from '../db/specifications';
import { textLock, type TextLock } from '../db/text-lock';
import { versionByNumber, versionSummaries, type VersionRow } from '../db/versions';
import { clausesOf, type Clause } from '../documents/clauses';
import { jsonFromDoc } from '../documents/document-bytes';
import { documentOf } from '../documents/frozen-text';
import { visibleSpecification } from './comment-thread';
import { plainOf, shownKept, type ShownKept } from './kept-plain';
import { readsPlainFirst, summarisable } from './plain-summaries';
import { decisionsOnTheseVersions, type DecisionOnVersion } from './decisions-on-version';
import type { ReadContext } from './read-context';
import { readinessOf } from './readiness';

export interface VersionSummary {
  readonly id: VersionId;
  readonly number: number;
  readonly label: string;
  /** It was frozen by itself, at a milestone; the label says which. */
  readonly automatic: boolean;
  readonly frozenAt: Date;
  /** SHA-256, hex, of the canonical text. */
  readonly hash: string;
  /** Name of who froze it. */
  readonly frozenBy: string;
}

interface OfSpecification {
  readonly specification: {
    readonly id: SpecificationId;
    readonly title: string;
    readonly serviceNumber: string;
  };
}

export interface VersionList extends OfSpecification {
  /** Newest first. */
  readonly versions: readonly VersionSummary[];
  /** The draft is closed for editing; null while it is open. */
  readonly closed: TextLock | null;
  /** What whoever freezes the draft would not see in it; null for those who may not. */
  readonly hidden: HiddenCharacters | null;
  /** What would stand in the way if the draft as it stands were put to the boards. */
  readonly readiness: Readiness;
  readonly may: { readonly freeze: boolean; readonly close: boolean };
  readonly topics: readonly Topic[];
}

export interface VersionPage extends OfSpecification, VersionSummary {
  /** The title at the time. */
  readonly title: string;
  readonly html: string;
  readonly contents: readonly Clause[];
  /** What a reader would not see in it. */
  readonly hidden: HiddenCharacters;
  /** Its plain summaries as they stood when it was frozen; null for a version of the time before they were kept. */
  readonly plain: { readonly hash: string; readonly summaries: readonly ShownKept[] } | null;
  /** Clauses that have words a summary could be of. */
  readonly summarised: readonly ClauseId[];
  /** This reader is shown the plain words first. */
  readonly plainFirst: boolean;
  /** The text itself, for the browser to work out its fingerprint. */
  readonly document: DocumentJson;
  readonly decisions: readonly DecisionOnVersion[];
  /** Whether the draft was edited since. */
  readonly draftIsNewer: boolean;
  readonly may: { readonly restore: boolean };
  readonly topics: readonly Topic[];
}

/** Every frozen version of a specification, and whether the viewer may freeze the next. */
export async function versionList(context: ReadContext, id: string): Promise<VersionList | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const rows = await versionSummaries(context.tools.db, specification.id);
  const freeze = may(context.actor, 'freeze-version', specification);
  const judge = await readinessOf(context.tools.db, specification.id);
  const draft = jsonFromDoc((await context.tools.drafts.newest(specification.documentId)).ydoc);
  return {
    specification: named(specification),
    versions: await summaries(context, rows),
    closed: await textLock(context.tools.db, specification.documentId),
    hidden: freeze ? hiddenCharacters(draft) : null,
    readiness: judge(draft),
    may: {
      freeze,
      close: may(context.actor, 'close-text', specification)
    },
    topics: [{ kind: 'specification', id: specification.id }]
  };
}

/** One frozen version. `number` is as it stands in the address; anything but a number in its one written form is not found. */
export async function versionPage(
  context: ReadContext,
  id: string,
  number: string
): Promise<VersionPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const row = await numberedVersion(context, specification, number);
  if (!row) return refuse('not-found');
  const [summary] = await summaries(context, [row]);
  const json = documentOf(row);
  const kept = await plainOf(context.tools.db, row);
  return {
    ...summary!,
    specification: named(specification),
    title: row.title,
    html: renderDocument(json, { headingOffset: 1 }),
    contents: clausesOf(json),
    hidden: hiddenCharacters(json),
    plain: kept && { hash: kept.hash, summaries: kept.summaries.map(shownKept) },
    summarised: summarisable(json, specification.ownTerms),
    plainFirst: readsPlainFirst(context.actor, specification, kept?.summaries.length ?? 0),
    document: json,
    decisions: await decisionsOnTheseVersions(context, [row.id]),
    may: { restore: may(context.actor, 'edit-specification', specification) },
    draftIsNewer: (await context.tools.drafts.newestSequence(specification.documentId)) > row.logSequence,
    topics: [{ kind: 'specification', id: specification.id }]
  };
}

/** "1", "2", …: undefined for "01", "1.0" and everything else. */
export async function numberedVersion(
  { tools }: ReadContext,
  specification: SpecificationRow,
  number: string
): Promise<VersionRow | undefined> {
  return /^[1-9]\d{0,8}$/.test(number)
    ? versionByNumber(tools.db, specification.id, Number(number))
    : undefined;
}

type Row = Pick<VersionRow, 'id' | 'number' | 'label' | 'occasion' | 'frozenAt' | 'hash' | 'frozenBy'>;

async function summaries({ tools }: ReadContext, rows: readonly Row[]): Promise<VersionSummary[]> {
  const members = await membersById(tools.db, [...new Set(rows.map(({ frozenBy }) => frozenBy))]);
  const names = new Map(members.map(({ memberId, name }) => [memberId, name]));
  return rows.map(({ id, number, label, occasion, frozenAt, hash, frozenBy }) => {
    const automatic = occasion !== null;
    return { id, number, label, automatic, frozenAt, hash, frozenBy: names.get(frozenBy) ?? '' };
  });
}

function named({ id, title, serviceNumber }: SpecificationRow): OfSpecification['specification'] {
  return { id, title, serviceNumber };
}
