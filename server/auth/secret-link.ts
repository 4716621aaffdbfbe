import { SLIP_CODE_LENGTH, slipCode } from '#domain/slip-code';
import type { Tools } from '../runtime';
import { hashToken } from './tokens';

/** 192 bits: nobody guesses one. */
const TOKEN_BYTES = 24;

/** A token for a link that lets somebody in. Only the hash is stored. */
export interface SecretToken {
  readonly token: string;
  /** SHA-256, hex. */
  readonly tokenHash: string;
}

/** Whether it could be one at all. */
export function isSecretToken(text: string): boolean {
  return /^[\w-]{32}$/.test(text);
}

export function newSecretToken({ randomBytes }: Pick<Tools, 'randomBytes'>): SecretToken {
  const token = Buffer.from(randomBytes(TOKEN_BYTES)).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

/** An e-mail address together with the link that is for it: without the link, nobody finds out by trying which address it was. */
export function hashAddress(token: string, address: string): string {
  return hashToken(`${token} ${address}`);
}

/** The same for paper: short enough to be typed. */
export function newSlipToken({ randomBytes }: Pick<Tools, 'randomBytes'>): SecretToken {
  const token = slipCode(randomBytes(SLIP_CODE_LENGTH));
  return { token, tokenHash: hashToken(token) };
}
