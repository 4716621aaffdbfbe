/**
 * One byte form for one value, so that a hash means the same on the server, in a browser and in a verifier written by
 * somebody else. It follows RFC 8785 (members sorted by UTF-16 code units, shortest escapes, no white space) with
 * three stricter rules: strings are put into NFC, numbers are safe integers only (spelling of fractions differs too
 * much between languages), and whatever JSON would silently drop or rewrite is refused.
 * A value that breaks a rule is a bug of the caller, so it throws a TypeError.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

/** The same as UTF-8 bytes: what is hashed. */
export function canonicalBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}

/** Deeper than anything we hash, and far from the end of the stack; also stops a value that holds itself. */
const DEEPEST = 64;

function write(value: unknown, depth: number): string {
  if (depth > DEEPEST) throw new TypeError(`canonical JSON: nested deeper than ${DEEPEST}`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') return writeNumber(value);
  if (Array.isArray(value)) return writeArray(value, depth);
  if (isPlainObject(value)) return writeObject(value, depth);
  throw new TypeError(`canonical JSON: ${kindOf(value)} has no canonical form`);
}

function writeString(value: string): string {
  // Checked with a pattern and not isWellFormed(), which older browsers lack.
  if (/\p{Surrogate}/u.test(value)) throw new TypeError('canonical JSON: half a character (lone surrogate)');
  return JSON.stringify(value.normalize('NFC'));
}

function writeNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`canonical JSON: ${value} is not a safe integer`);
  return String(value);
}

function writeArray(value: readonly unknown[], depth: number): string {
  // Array.from turns holes into undefined, which is then refused.
  return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`;
}

function writeObject(value: Record<string, unknown>, depth: number): string {
  if (Object.getOwnPropertySymbols(value).length > 0)
    throw new TypeError('canonical JSON: a symbol as a key');
  const members = Object.keys(value).map((key) => [key.normalize('NFC'), value[key]] as const);
  if (new Set(members.map(([key]) => key)).size < members.length) {
    throw new TypeError('canonical JSON: two keys are the same once normalised');
  }
  members.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, item]) => `${writeString(key)}:${write(item, depth + 1)}`).join(',')}}`;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The second test lets through objects of another realm, as test runners and frames make them.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function kindOf(value: unknown): string {
  return typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value;
}
