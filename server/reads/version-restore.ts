import type { SpecificationId } from '#domain/ids';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { documentDiff } from '#schema/diff/document-diff';
import { renderDiff } from '#schema/diff/render-diff';
import { countChanges, summarySentence } from '#schema/diff/summary';
import { textLock, type TextLock } from '../db/text-lock';
import { jsonFromDoc } from '../documents/document-bytes';
import { documentOf } from '../documents/frozen-text';
import { parsePart, partName, restoring } from '../documents/restoration';
import { visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';
import { numberedVersion } from './version-page';

export interface VersionRestorePage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  readonly number: number;
  readonly label: string;
  /** The clause that would come back: its number for the form, and its name. Null: the whole text. */
  readonly clause: { readonly part: number; readonly name: string } | null;
  /** What the draft would become: "2 clauses changed. 4 words added." */
  readonly summary: string;
  /** What would change in the draft, and nothing else; empty when it says the same already. */
  readonly html: string;
  /** For the form: what would be replaced, as it was seen here. */
  readonly seen: string;
  /** Nobody may change the text now. */
  readonly closed: TextLock | null;
  readonly topics: readonly Topic[];
}

/** What bringing a version back would do to the draft, for those who may edit it. */
export async function versionRestorePage(
  context: ReadContext,
  id: string,
  { number, clause }: { readonly number: string; readonly clause: string | null }
): Promise<VersionRestorePage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const allowed = can(context.actor, 'edit-specification', specification);
  if (isRefusal(allowed)) return allowed;
  const version = await numberedVersion(context, specification, number);
  const part = parsePart(clause);
  if (!version || part === undefined) return refuse('not-found');
  const [draft, frozen] = [
    jsonFromDoc((await context.tools.drafts.newest(specification.documentId)).ydoc),
    documentOf(version)
  ];
  const [made, name] = [restoring(draft, frozen, part), partName(frozen, part)];
  if (isRefusal(made)) return made;
  if (isRefusal(name)) return name;
  const diff = documentDiff(draft, made.text);
  return {
    specification: { id: specification.id, title: specification.title },
    number: version.number,
    label: version.label,
    clause: part === null ? null : { part, name },
    summary: summarySentence(countChanges(diff)),
    html: renderDiff(diff, 'changes').html,
    seen: made.replaces,
    closed: await textLock(context.tools.db, specification.documentId),
    topics: []
  };
}
