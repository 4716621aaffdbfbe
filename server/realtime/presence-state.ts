import { BODY } from '#schema/schema';
import type { Identity } from './connection';

/**
 * A client's presence as others will see it, JSON: `{"user": {name, group, memberId}, "cursor": …}`. The person is
 * whom the session says; of what the client sent only a well-formed caret is kept.
 * Null: the client says it has gone. Undefined: damaged, or larger than `most` bytes.
 */
export function stampedState(state: string, identity: Identity, most: number): string | null | undefined {
  if (state.length > most) return undefined;
  const sent = parse(state);
  if (sent === null) return null;
  if (!isRecord(sent)) return undefined;
  const { name, group, memberId } = identity;
  return JSON.stringify({ user: { name, group, memberId }, cursor: caret(sent.cursor) });
}

function parse(state: string): unknown {
  try {
    return JSON.parse(state);
  } catch {
    return undefined;
  }
}

function caret(value: unknown): { anchor: unknown; head: unknown } | null {
  if (!isRecord(value)) return null;
  const anchor = position(value.anchor);
  const head = position(value.head);
  return anchor && head ? { anchor, head } : null;
}

/** A Yjs relative position, written out afresh so that nothing else travels with it. */
function position(value: unknown): unknown {
  if (!isRecord(value)) return undefined;
  const type = place(value.type);
  const item = place(value.item);
  const assoc = value.assoc === -1 ? -1 : 0;
  const tname = value.tname === BODY ? BODY : null;
  return (type ?? item ?? tname) ? { type, tname, item, assoc } : undefined;
}

function place(value: unknown): { client: number; clock: number } | null {
  if (!isRecord(value)) return null;
  const { client, clock } = value;
  return isCount(client) && isCount(clock) ? { client, clock } : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
