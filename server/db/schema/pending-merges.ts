import { index, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ImportReport } from '#schema/import-report';
import type { SaidInFile } from '../../documents/clause-bookmarks';
import type { AnchoredRemark } from '../../documents/imported-draft';
import { bytea, idColumn, moment } from './columns';
import { member } from './people';
import { specification } from './specifications';

/**
 * A Word file that was read and waits until the person who sent it has chosen what of it to bring into a specification. One of
 * each person for a specification; gone when it was used, given up or replaced, and no use to anybody after it expired.
 */
export const pendingMerge = pgTable(
  'pending_merge',
  {
    id: idColumn<'merge'>('id').primaryKey(),
    specificationId: idColumn<'specification'>('specification_id')
      .notNull()
      .references(() => specification.id),
    /** Who sent it, and who alone may see it. */
    memberId: idColumn<'member'>('member_id')
      .notNull()
      .references(() => member.id),
    fileName: text('file_name').notNull(),
    /** SHA-256, hex, of the file as it was sent. */
    fileHash: text('file_hash').notNull(),
    /** The file's text as a Yjs update. */
    bytes: bytea('bytes').notNull(),
    /** Its comments and tracked changes, tied to that text. */
    remarks: jsonb('remarks').$type<readonly AnchoredRemark[]>().notNull(),
    /** What its clauses said when it was made here. */
    said: jsonb('said').$type<SaidInFile>().notNull(),
    report: jsonb('report').$type<ImportReport>().notNull(),
    sentAt: moment('sent_at').notNull(),
    expiresAt: moment('expires_at').notNull()
  },
  (table) => [
    uniqueIndex('pending_merge_once').on(table.specificationId, table.memberId),
    index('pending_merge_expiry').on(table.expiresAt)
  ]
);
