import { randomUUID } from 'node:crypto';
import type { Actor } from '#domain/membership';
import { refuse, statusOf } from '#domain/refusal';
import { textsLetBy } from '#protocol/form-head';
import { commandsFor, type Commands } from '../commands/all-commands';
import { packedAnswer } from '../packed-answer';
import { readsFor, type Reads } from '../reads/all-reads';
import type { ReadContext } from '../reads/read-context';
import type { Tools } from '../runtime';
import { doorsFor, type Doors } from './doors';
import { FilePlaces, type FileGate } from './file-gate';
import { safetyHeaders } from './safety-headers';
import { signedOutPage } from './signed-out-page';

export interface Admitted {
  readonly actor: Actor;
  readonly reads: Reads;
  readonly commands: Commands;
  readonly doors: Doors;
  readonly files: FileGate;
  readonly demo: boolean;
}

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Where a form may be posted without being signed in. */
const OPEN_TO_ALL = ['/sign-in', '/sign-out', '/set-up', '/join', '/come-back', '/confirm-address'];
const UNSUBSCRIBE = '/unsubscribe/';

/** What every HTTP request passes before a page or an API route sees it. */
export class Entrance {
  readonly cookieName: string;
  readonly #places = new FilePlaces();

  constructor(
    private readonly tools: Tools,
    private readonly present: ReadContext['present']
  ) {
    this.cookieName = tools.sessions.cookieName;
  }

  /** Who is it, and what may be handed to them? */
  async admit(token: string | undefined, address: string): Promise<Admitted> {
    const { tools, present } = this;
    const actor = await tools.sessions.actorOf(token);
    return {
      actor,
      reads: readsFor({ tools, actor, present }),
      commands: commandsFor(actor, tools),
      doors: doorsFor({ actor, token, address }, tools),
      files: this.#places.gateFor(actor),
      demo: tools.config.demo
    };
  }

  /**
   * SvelteKit refuses forms from other sites; the same rule here covers every other body, JSON included.
   * A change must name an origin and it must be ours.
   */
  refuseCrossSite(request: Request, url: URL): Response | undefined {
    if (!CHANGES.has(request.method)) return undefined;
    const origin = request.headers.get('origin');
    if (origin === url.origin && request.headers.get('sec-fetch-site') !== 'cross-site') return undefined;
    const { code, message } = refuse('cross-site');
    return Response.json({ error: { code, message } }, { status: 403 });
  }

  /**
   * A form posted after the session ended, by a browser without JavaScript: the page that comes back holds
   * everything that was typed, so that nothing is lost on the way through signing in.
   */
  async keepTypedText(request: Request, url: URL, actor: Actor): Promise<Response | undefined> {
    if (request.method !== 'POST' || actor.kind !== 'nobody') return undefined;
    if (url.pathname.startsWith('/api/') || isOpenToAll(url.pathname)) return undefined;
    if (request.headers.has('x-sveltekit-action')) return undefined;
    const typed = await textsIn(request);
    return new Response(signedOutPage(typed, url.pathname + url.search), {
      status: statusOf(refuse('signed-out')),
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
      }
    });
  }

  /** The same that `aroundPages` sets, for development; what a page or a file says of itself stands. */
  addHeaders(headers: Headers): void {
    for (const [name, value] of safetyHeaders(this.tools.config)) {
      if (!headers.has(name)) headers.set(name, value);
    }
    // Pages are made for one person: no cache may keep them, or Back would show them after signing out.
    if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
  }

  /** Fewer bytes on the way, where that gives nothing away. */
  pack(request: Request, answer: Response): Promise<Response> {
    return packedAnswer(request, answer);
  }

  /** Logs what went wrong, without the person's text, and answers the reference they can quote. */
  logFault(error: unknown, at: { path: string; method: string }): string {
    const reference = randomUUID().slice(0, 8);
    this.tools.log.error({ err: error, reference, ...at }, 'fault');
    return reference;
  }
}

function isOpenToAll(path: string): boolean {
  return OPEN_TO_ALL.includes(path) || path.startsWith(UNSUBSCRIBE);
}

/** Nothing that people type is larger; a form with a file may be. Bytes. */
const LARGEST_TYPED = 1024 * 1024;

/** A form's text fields. Of a larger form only the beginning is looked through: nobody unknown fills our memory. */
async function textsIn(request: Request): Promise<[string, string][]> {
  const length = Number(request.headers.get('content-length') ?? 0);
  if (length > LARGEST_TYPED) return Object.entries(await textsLetBy(request));
  const form = await request.formData().catch(() => new FormData());
  return [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}
