import { sha256Hex } from '../sha256';

/** How a secret token is kept: SHA-256, hex. Tokens are random and long, so no salt or slowness is needed. */
export function hashToken(token: string): string {
  return sha256Hex(token);
}
