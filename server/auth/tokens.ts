import { createHash } from 'node:crypto';

/** How a secret token is kept: SHA-256, hex. Tokens are random and long, so no salt or slowness is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
