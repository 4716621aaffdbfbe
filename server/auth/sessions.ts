import { eq } from 'drizzle-orm';
import { Lucia, TimeSpan } from 'lucia';
import type { PersonId } from '#domain/ids';
import { NOBODY, type Actor, type Membership } from '#domain/membership';
import type { Config } from '../config';
import type { Database } from '../db/database';
import { session } from '../db/schema/people';
import { SessionAdapter } from './session-adapter';
import { sessionRow } from './session-row';
import { hashToken } from './tokens';

interface PersonAttributes {
  readonly name: string;
  readonly memberships: readonly Membership[];
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<{ createdAt: Date }, PersonAttributes>;
    DatabaseSessionAttributes: { createdAt: Date };
    DatabaseUserAttributes: PersonAttributes;
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
  readonly #lucia: Lucia<{ createdAt: Date }, PersonAttributes>;
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
      getUserAttributes: ({ name, memberships }) => ({ name, memberships })
    });
  }

  /** The person behind a cookie's token, with the memberships they hold at this moment. */
  async actorOf(token: string | undefined): Promise<Actor> {
    if (!token) return NOBODY;
    const { user, session: valid } = await this.#lucia.validateSession(token);
    if (!user || !valid) return NOBODY;
    const { name, memberships } = user;
    return {
      kind: 'person',
      personId: user.id as PersonId,
      name,
      sessionHash: hashToken(token),
      memberships
    };
  }

  /** The actor of a session that is known only by its hash (an open socket); does not count as use. */
  async actorOfHash(sessionHash: string): Promise<Actor> {
    const row = await sessionRow(this.db, sessionHash);
    const now = Date.now();
    if (!row || row.expiresAt.getTime() <= now) return NOBODY;
    if (row.createdAt.getTime() + this.config.sessionAbsoluteLimit <= now) return NOBODY;
    const { personId, name, memberships } = row;
    return { kind: 'person', personId, name, sessionHash, memberships };
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
