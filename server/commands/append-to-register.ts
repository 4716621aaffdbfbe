import { desc, eq } from 'drizzle-orm';
import type { PartnershipId } from '#domain/ids';
import { chainStart, sealEntry, type RegisterEvent } from '#domain/register-entry';
import type { Transaction } from '../db/database';
import { lockPartnership } from '../db/partnerships';
import { registerContent, registerEntry } from '../db/schema/decisions';
import type { Tools } from '../runtime';
import { sha256 } from '../sha256';

const SALT_LENGTH = 16;

/**
 * Records what counts, in the transaction that makes it so. The partnership's row is locked first: entries of
 * one register get one order, whatever happens at the same time.
 */
export async function appendToRegister(
  tx: Transaction,
  tools: Pick<Tools, 'randomBytes'>,
  entry: { readonly partnershipId: PartnershipId; readonly event: RegisterEvent; readonly now: Date }
): Promise<void> {
  const { partnershipId, event, now } = entry;
  await lockPartnership(tx, partnershipId);
  const last = await lastEntry(tx, partnershipId);
  const sequence = last ? last.sequence + 1 : 0;
  const salt = tools.randomBytes(SALT_LENGTH);
  const previous = last?.chainHash ?? chainStart();
  const sealed = sealEntry({ event, register: partnershipId, sequence, at: now, salt, previous }, sha256);
  await tx
    .insert(registerEntry)
    .values({ partnershipId, sequence, kind: event.kind, recordedAt: now, ...sealed });
  const content = event.content as unknown as Record<string, unknown>;
  await tx.insert(registerContent).values({ partnershipId, sequence, salt, content });
}

async function lastEntry(tx: Transaction, partnershipId: PartnershipId) {
  const [last] = await tx
    .select({ sequence: registerEntry.sequence, chainHash: registerEntry.chainHash })
    .from(registerEntry)
    .where(eq(registerEntry.partnershipId, partnershipId))
    .orderBy(desc(registerEntry.sequence))
    .limit(1);
  return last;
}
