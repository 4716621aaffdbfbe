import { and, eq, gt, isNull } from 'drizzle-orm';
import { Lucia, TimeSpan } from 'lucia';
import type { PersonId } from '#domain/ids';
import { NOBODY, type Actor } from '#domain/membership';
import type { Config } from '../config';
import type { Database } from '../db/database';
import { membershipsOf } from '../db/members';
import { person, session } from '../db/schema/people';
import { SessionAdapter } from './session-adapter';
import { hashToken } from './tokens';

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ createdAt: Date }, { name: string }>;
    DatabaseSessionAttributes: { createdAt: Date };
    DatabaseUserAttributes: { name: string };
  }
}

/** A cookie for the browser, as SvelteKit's `cookies.set` takes it. */
export interface SessionCookie {
  readonly name: string;
  readonly value: string;
  readonly attributes: {
    path: string;
    httpOnly: boolean;
    secure: boolean;
    sameSite: 'lax';
    maxAge: number;
  };
}

type SessionConfig = Pick<Config, 'secure' | 'sessionIdleLimit' | 'sessionAbsoluteLimit'>;

/** Sessions: the only class that knows lucia. */
export class Sessions {
  readonly #lucia: Lucia<{ createdAt: Date }, { name: string }>;
  readonly cookieName: string;

  constructor(
    private readonly db: Database,
    private readonly config: SessionConfig
  ) {
    this.cookieName = config.secure ? '__Host-concordat' : 'concordat';
    this.#lucia = new Lucia(new SessionAdapter(db, config.sessionAbsoluteLimit), {
      sessionExpiresIn: new TimeSpan(config.sessionIdleLimit, 'ms'),
      sessionCookie: { name: this.cookieName, attributes: { secure: config.secure } },
      getSessionAttributes: ({ createdAt }) => ({ createdAt }),
      getUserAttributes: ({ name }) => ({ name })
    });
  }

  /** The person behind a cookie's token, with the memberships they hold at this moment. */
  async actorOf(token: string | undefined): Promise<Actor> {
    if (!token) return NOBODY;
    const { user, session: valid } = await this.#lucia.validateSession(token);
    if (!user || !valid) return NOBODY;
    const personId = user.id as PersonId;
    return {
      kind: 'person',
      personId,
      name: user.name,
      sessionHash: hashToken(token),
      memberships: await membershipsOf(this.db, personId)
    };
  }

  /** The actor of a session that is known only by its hash (an open socket); does not count as use. */
  async actorOfHash(sessionHash: string): Promise<Actor> {
    const [row] = await this.db
      .select({ personId: person.id, name: person.name, createdAt: session.createdAt })
      .from(session)
      .innerJoin(person, eq(person.id, session.personId))
      .where(
        and(eq(session.tokenHash, sessionHash), gt(session.expiresAt, new Date()), isNull(person.disabledAt))
      );
    if (!row || row.createdAt.getTime() + this.config.sessionAbsoluteLimit <= Date.now()) return NOBODY;
    const memberships = await membershipsOf(this.db, row.personId);
    return { kind: 'person', personId: row.personId, name: row.name, sessionHash, memberships };
  }

  /** When this session ends at the latest, however it is used. */
  async lastMomentOf(sessionHash: string): Promise<Date | undefined> {
    const [row] = await this.db
      .select({ createdAt: session.createdAt })
      .from(session)
      .where(eq(session.tokenHash, sessionHash));
    return row && new Date(row.createdAt.getTime() + this.config.sessionAbsoluteLimit);
  }

  /** A new session with a new token; whatever cookie was there before is worth nothing to it. */
  async start(personId: PersonId): Promise<SessionCookie> {
    const created = await this.#lucia.createSession(personId, { createdAt: new Date() });
    return this.#cookie(created.id, this.config.sessionAbsoluteLimit / 1000);
  }

  async end(token: string): Promise<void> {
    await this.#lucia.invalidateSession(token);
  }

  blankCookie(): SessionCookie {
    return this.#cookie('', 0);
  }

  /** The token in a Cookie header, for sockets. */
  tokenIn(cookieHeader: string | undefined): string | undefined {
    try {
      return this.#lucia.readSessionCookie(cookieHeader ?? '') ?? undefined;
    } catch {
      // lucia throws at a percent sign that encodes nothing.
      return undefined;
    }
  }

  #cookie(value: string, maxAge: number): SessionCookie {
    const attributes = {
      path: '/',
      httpOnly: true,
      secure: this.config.secure,
      sameSite: 'lax' as const,
      maxAge
    };
    return { name: this.cookieName, value, attributes };
  }
}
