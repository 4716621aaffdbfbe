import type { Stopped } from '#editor/connection-state';

/** Longest wait for an answer, in milliseconds. */
const PATIENCE = 4000;

/**
 * Why the editor's socket was refused: asked over HTTP, because a browser hides a refused upgrade's status.
 * Null when the server cannot be reached, has nothing against it, or somebody else answers in its place, as the
 * sign-in page of a hotel's network does.
 */
export async function whyRefused(address: string, memberId: string): Promise<Stopped | null> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  if (!answer || answer.status >= 500) return null;
  const body: unknown = await answer.json().catch(() => null);
  if (isRecord(body) && 'error' in body) return refusedWith(answer.status);
  return isAccess(body) ? without(body, memberId) : null;
}

interface Access {
  readonly memberId: string;
  readonly name: string;
  readonly edit: boolean;
}

function refusedWith(status: number): Stopped | null {
  if (status === 401) return { why: 'signed-out', message: 'You are signed out.' };
  if (status === 429) return null;
  return { why: 'not-allowed', message: 'You may no longer see this text.' };
}

function without({ memberId, name, edit }: Access, expected: string): Stopped | null {
  if (memberId !== expected) {
    // Sending would put these words under another person's name.
    const message = `You are now signed in as ${name}, so what was typed before is not sent.`;
    return { why: 'held-back', message };
  }
  return edit ? null : { why: 'not-allowed', message: 'You may no longer change this text.' };
}

function isAccess(body: unknown): body is Access {
  return isRecord(body) && typeof body.memberId === 'string' && typeof body.edit === 'boolean';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
