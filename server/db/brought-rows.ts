import type { DocumentId } from '#domain/ids';
import type { Database } from './database';
import { restoredVersions, type RestoredVersion } from './restorations';
import { mergedFiles } from './text-merges';

/** What the server itself brought into a text with a row of its log. */
export type Brought =
  | { readonly kind: 'merged'; readonly fileName: string }
  | { readonly kind: 'restored'; readonly version: RestoredVersion };

/** The rows of a document's log that brought in a Word file or a version. */
export async function broughtRows(db: Database, id: DocumentId): Promise<ReadonlyMap<number, Brought>> {
  const restored = await restoredVersions(db, id);
  const merged = await mergedFiles(db, id);
  return new Map<number, Brought>([
    ...[...restored].map(([row, version]) => [row, { kind: 'restored', version }] as const),
    ...[...merged].map(([row, fileName]) => [row, { kind: 'merged', fileName }] as const)
  ]);
}

/** Whether both know of the same rows up to this one. What is known of a row never changes. */
export function sameBrought(
  a: ReadonlyMap<number, Brought>,
  b: ReadonlyMap<number, Brought>,
  upTo: number
): boolean {
  const rows = (all: ReadonlyMap<number, Brought>) => [...all.keys()].filter((row) => row <= upTo);
  return rows(a).length === rows(b).length && rows(a).every((row) => b.has(row));
}
