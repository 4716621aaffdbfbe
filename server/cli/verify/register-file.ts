import { fromHex } from '#domain/bytes';
import { isId, type PartnershipId } from '#domain/ids';
import {
  verifyRegister,
  type RegisterCheck,
  type RememberedHead,
  type StoredEntry
} from '#domain/register-check';
import { sha256 } from '../../sha256';
import { differs, fieldsIn, isFinding, parsed, unreadable, type Finding } from './finding';

/** A register as it was downloaded. */
export interface RegisterFile {
  readonly register: PartnershipId;
  readonly entries: readonly StoredEntry[];
  /** What the file itself says of its length and its end. */
  readonly stated: RememberedHead;
}

const FORM = 'concordat-register-export/1';
const NOT_A_REGISTER = unreadable(
  'not-a-register',
  'The file is JSON, but not a register as “Download it as JSON” on its page gives it.'
);

export function readRegisterFile(text: string): RegisterFile | Finding {
  const file = parsed(text, 'file of the register');
  if (isFinding(file)) return file;
  const { format, register, entries, size, head } = file;
  if (typeof format === 'string' && format !== FORM && format.startsWith('concordat-register-export/'))
    return unreadable('unknown-form', `The register was saved in a form that this program does not know.`);
  if (format !== FORM || !isId<'partnership'>(register) || !Array.isArray(entries)) return NOT_A_REGISTER;
  if (typeof size !== 'number' || !isHex(head, 32)) return NOT_A_REGISTER;
  const read = entries.map(entryIn);
  return read.every((entry) => entry !== undefined)
    ? { register, entries: read, stated: { size, head } }
    : NOT_A_REGISTER;
}

/** Works everything out again; also whether the file ends where it says, and where somebody wrote down earlier. */
export function registerFindings(file: RegisterFile, remembered?: RememberedHead): Finding[] {
  const { register, entries, stated } = file;
  const check = verifyRegister(register, entries, sha256, remembered);
  if (!check.ok) return [differs(`register-${check.damage}`, check.message)];
  if (check.size !== stated.size || check.head !== stated.head) {
    const held = `it says that it holds ${stated.size} entries, and holds ${check.size}`;
    const why = check.size === stated.size ? 'the fingerprint at its end is not the one it names' : held;
    return [differs('register-cut-short', `The file of the register is not whole: ${why}.`)];
  }
  return [
    { code: 'register-sound', sentence: check.message },
    { code: 'register-end', sentence: endSentence(check, remembered) }
  ];
}

function endSentence(check: Extract<RegisterCheck, { ok: true }>, remembered?: RememberedHead): string {
  if (check.size === 0) return 'It has no entry yet.';
  const end = `Its last entry is number ${check.size}, with the fingerprint ${check.head}.`;
  return remembered && remembered.size > 0
    ? `${end} What you wrote down of it earlier, ${remembered.size} entries, still stands in it.`
    : `${end} A register that was made up as a whole would hold together as well: compare this with what somebody else wrote down or has downloaded.`;
}

/** Undefined for what cannot be an entry. What it says is checked later, against its hash. */
function entryIn(value: unknown): StoredEntry | undefined {
  const entry = fieldsIn(value) ?? {};
  const { sequence, kind, recordedAt, canonical, leafHash, chainHash, salt, content } = entry;
  const isNumbered = typeof sequence === 'number' && Number.isSafeInteger(sequence);
  if (!isNumbered || typeof kind !== 'string' || typeof canonical !== 'string') return undefined;
  const at = momentIn(recordedAt);
  if (!at || !isHex(leafHash, 32) || !isHex(chainHash, 32)) return undefined;
  if (salt !== null && !isHex(salt, 16)) return undefined;
  return {
    ...{ sequence, kind, recordedAt: at },
    canonical: new TextEncoder().encode(canonical),
    leafHash: fromHex(leafHash),
    chainHash: fromHex(chainHash),
    details: detailsIn(salt, content)
  };
}

/** Erased is what has neither; details without their salt fit no hash, and are found out by that. */
function detailsIn(salt: string | null, content: unknown): StoredEntry['details'] {
  if (salt === null && (content === null || content === undefined)) return null;
  return { salt: salt === null ? new Uint8Array() : fromHex(salt), content };
}

/** Only in the one spelling in which it is exported: what is shown is what was hashed. */
function momentIn(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const moment = new Date(value);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === value ? moment : undefined;
}

export function isHex(value: unknown, bytes: number): value is string {
  return typeof value === 'string' && value.length === 2 * bytes && /^[0-9a-f]*$/.test(value);
}

/** As it was typed: with or without spaces, in capitals or not. */
export function rememberedHead(size: string, head: string): RememberedHead | undefined {
  const hex = head.replace(/\s/g, '').toLowerCase();
  return /^\d{1,15}$/.test(size) && isHex(hex, 32) ? { size: Number(size), head: hex } : undefined;
}
