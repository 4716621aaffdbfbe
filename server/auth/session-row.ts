import { and, eq, isNull } from 'drizzle-orm';
import type { PersonId } from '#domain/ids';
import type { Membership } from '#domain/membership';
import type { Database } from '../db/database';
import { membershipsIn } from '../db/members';
import { member, memberRole, person, session } from '../db/schema/people';

/** A session whose person may sign in; whether its time is up is for the reader to see. */
export interface SessionRow {
  readonly personId: PersonId;
  readonly name: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** What the person holds at this moment. */
  readonly memberships: readonly Membership[];
}

/** In one statement: every page and every socket waits for it. */
export async function sessionRow(db: Database, tokenHash: string): Promise<SessionRow | undefined> {
  const { createdAt, expiresAt } = session;
  const rows = await db
    .select({
      of: { personId: person.id, name: person.name, createdAt, expiresAt },
      member,
      role: memberRole.role
    })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .leftJoin(member, and(eq(member.personId, person.id), isNull(member.leftAt)))
    .leftJoin(memberRole, eq(memberRole.memberId, member.id))
    .where(and(eq(session.tokenHash, tokenHash), isNull(person.disabledAt)))
    .orderBy(member.joinedAt, member.id);
  return rows[0] && { ...rows[0].of, memberships: membershipsIn(rows) };
}
