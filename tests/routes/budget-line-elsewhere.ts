import { eq } from 'drizzle-orm';
import type { BudgetLineId, ClauseId } from '#domain/ids';
import { clauseBudgetLink } from '#server/db/schema/clause-facts';
import { done } from '#tests/builders/decisions';
import type { TestPerson, World } from '#tests/builders/world';
import type { Objects } from './people-and-objects';

/** A budget line of the specification that pays for another clause. */
export async function lineElsewhere(world: World, by: TestPerson, own: Objects): Promise<string> {
  const place = { specificationId: own.specification, clause: own.clause };
  const money = { label: 'Response', perYear: '£1,000', payerId: own.organisation };
  const { id } = done(await by.commands.keepBudgetLine({ ...place, ...money }));
  const { db } = world.runtime.tools;
  await db
    .update(clauseBudgetLink)
    .set({ clauseId: 'elsewhere' as ClauseId })
    .where(eq(clauseBudgetLink.lineId, id as BudgetLineId));
  return id;
}
