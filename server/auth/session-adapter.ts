import { eq, lte } from 'drizzle-orm';
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import type { PersonId } from '#domain/ids';
import type { Database } from '../db/database';
import { session } from '../db/schema/people';
import { sessionRow } from './session-row';
import { hashToken } from './tokens';

/**
 * lucia's store over our tables. lucia itself would keep the token readable in the database; here only its
 * SHA-256 is kept, and what lucia is handed back is the token it presented. Also holds the absolute limit,
 * which lucia does not know: no use, however steady, extends a session past it.
 */
export class SessionAdapter implements Adapter {
  constructor(
    private readonly db: Database,
    /** Milliseconds from sign-in after which a session ends whatever happens. */
    private readonly absoluteLimit: number
  ) {}

  async getSessionAndUser(token: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const row = await sessionRow(this.db, hashToken(token));
    if (!row) return [null, null];
    const { personId, name, memberships, createdAt } = row;
    const attributes = { createdAt };
    const expiresAt = this.capped(row.expiresAt, attributes);
    return [
      { id: token, userId: personId, expiresAt, attributes },
      { id: personId, attributes: { name, memberships } }
    ];
  }

  async getUserSessions(): Promise<DatabaseSession[]> {
    throw new Error(
      'Sessions are listed through our own queries: lucia would need tokens, which are not kept.'
    );
  }

  async setSession(given: DatabaseSession): Promise<void> {
    await this.db.insert(session).values({
      tokenHash: hashToken(given.id),
      personId: given.userId as PersonId,
      createdAt: given.attributes.createdAt,
      expiresAt: given.expiresAt
    });
  }

  async updateSessionExpiration(token: string, expiresAt: Date): Promise<void> {
    await this.db
      .update(session)
      .set({ expiresAt })
      .where(eq(session.tokenHash, hashToken(token)));
  }

  async deleteSession(token: string): Promise<void> {
    await this.db.delete(session).where(eq(session.tokenHash, hashToken(token)));
  }

  async deleteUserSessions(personId: string): Promise<void> {
    await this.db.delete(session).where(eq(session.personId, personId as PersonId));
  }

  async deleteExpiredSessions(): Promise<void> {
    await this.db.delete(session).where(lte(session.expiresAt, new Date()));
  }

  private capped(expiresAt: Date, { createdAt }: { createdAt: Date }): Date {
    return new Date(Math.min(expiresAt.getTime(), createdAt.getTime() + this.absoluteLimit));
  }
}
