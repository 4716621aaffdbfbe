import { toHex } from '#domain/bytes';
import type { PartnershipId } from '#domain/ids';
import { refuse, isRefusal, type Refusal } from '#domain/refusal';
import type { RegisterCheck, RememberedHead } from '#domain/register-check';
import type { RegisterContents, RegisterEvent } from '#domain/register-entry';
import {
  isAboutInvitation,
  ERASED_SENTENCE,
  isRegisterKind,
  REGISTER_KIND_NAMES,
  registerSentence
} from '#domain/register-words';
import type { Topic } from '#protocol/topics';
import {
  allEntries,
  checkRegister,
  countByKind,
  entryBySequence,
  newestEntries,
  type RegisterRow
} from '../db/register';
import { currentMembership, visible, type ReadContext } from './read-context';

const PAGE_LENGTH = 50;

export interface RegisterItem {
  /** The entry's number as a string, counted from 0: its place in the log. */
  readonly id: string;
  readonly sequence: number;
  /** What people call it: counted from 1. */
  readonly number: number;
  readonly kind: string;
  readonly kindName: string;
  readonly recordedAt: Date;
  readonly sentence: string;
  /** Where the thing itself is, when there is a page for it. */
  readonly href: string | null;
  /** Hex. */
  readonly leafHash: string;
  readonly chainHash: string;
  /** Null once erased. */
  readonly content: Record<string, unknown> | null;
}

export interface RegisterPage {
  /** Newest first, at most 50. */
  readonly items: readonly RegisterItem[];
  /** Pass this as `before` for the page that follows; null on the last. */
  readonly nextBefore: number | null;
  readonly kind: string | null;
  readonly kinds: readonly { readonly kind: string; readonly name: string; readonly entries: number }[];
  /** Of every kind. */
  readonly size: number;
  /** The result of verifying all of it, when that was asked for. */
  readonly check: RegisterCheck | null;
  readonly topics: readonly Topic[];
}

/** What a page or a script asks for; as it stands in the address, so anything. */
export interface RegisterQuery {
  readonly kind?: string | null;
  readonly before?: string | null;
  /** Given, even empty: verify the whole register. */
  readonly verify?: string | null;
  /** What someone wrote down of it earlier: how many entries, and the fingerprint of the last. */
  readonly size?: string | null;
  readonly head?: string | null;
}

/** The register, newest first, in plain sentences. */
export async function registerPage(
  context: ReadContext,
  query: RegisterQuery = {}
): Promise<RegisterPage | Refusal> {
  const partnershipId = readable(context);
  if (isRefusal(partnershipId)) return partnershipId;
  const before = beforeOf(query);
  if (isRefusal(before)) return before;
  const remembered = rememberedOf(query);
  if (isRefusal(remembered)) return remembered;
  const { db } = context.tools;
  // No database text holds the NUL character, and asking for one is an error there.
  const kind = query.kind?.replaceAll('\0', '') || undefined;
  const rows = await newestEntries(db, partnershipId, { kind, before, most: PAGE_LENGTH + 1 });
  const shown = rows.slice(0, PAGE_LENGTH);
  const kinds = (await countByKind(db, partnershipId)).map((each) => ({
    ...each,
    name: kindName(each.kind)
  }));
  const asked = query.verify !== undefined && query.verify !== null;
  return {
    items: shown.map(itemOf),
    nextBefore: rows.length > PAGE_LENGTH ? (shown.at(-1)?.sequence ?? null) : null,
    kind: kind ?? null,
    kinds: kinds.sort((left, right) => left.name.localeCompare(right.name)),
    size: kinds.reduce((sum, { entries }) => sum + entries, 0),
    check: asked ? await checkRegister(context.tools.db, partnershipId, remembered) : null,
    topics: [{ kind: 'partnership', id: partnershipId }]
  };
}

/** One entry, with the bytes that were hashed. `raw` is its number counted from 0. */
export async function registerEntryPage(context: ReadContext, raw: unknown) {
  const partnershipId = readable(context);
  if (isRefusal(partnershipId)) return partnershipId;
  const sequence = wholeNumber(raw);
  const row =
    sequence === undefined ? undefined : await entryBySequence(context.tools.db, partnershipId, sequence);
  return row ? { ...itemOf(row), ...proofOf(row) } : refuse('not-found');
}

/** What it takes to check the register without us; `howToCheck` says how. */
export async function registerExport(context: ReadContext) {
  const partnershipId = readable(context);
  if (isRefusal(partnershipId)) return partnershipId;
  const rows = await allEntries(context.tools.db, partnershipId);
  return {
    format: 'concordat-register-export/1',
    register: partnershipId,
    exportedAt: await context.tools.now(context.tools.db),
    size: rows.length,
    head: rows.length === 0 ? '0'.repeat(64) : toHex(rows.at(-1)!.chainHash),
    howToCheck: HOW_TO_CHECK,
    entries: rows.map((row) => ({
      sequence: row.sequence,
      kind: row.kind,
      recordedAt: row.recordedAt,
      ...proofOf(row),
      leafHash: toHex(row.leafHash),
      chainHash: toHex(row.chainHash),
      content: row.content
    }))
  };
}

const HOW_TO_CHECK = [
  'Hashes are SHA-256, written as hex. The entries stand in order: sequence 0, 1, 2 and so on, none missing.',
  'leafHash = SHA-256 of a zero byte followed by the UTF-8 bytes of canonical.',
  'chainHash = SHA-256 of the 32 bytes of the chainHash before (32 zero bytes for the first) followed by the 32 bytes of leafHash.',
  'canonical is JSON; its sequence, kind and at are those of the entry, and its register is that of this file.',
  'contentHash inside canonical = SHA-256 of the 16 bytes of salt followed by the UTF-8 bytes of content as canonical JSON (RFC 8785, strings in Unicode NFC). Where content is null it was erased; the chain still holds.',
  'Two exports of one register: the chainHash at the end of the older must stand at the same sequence in the newer.'
];

function readable(context: ReadContext): PartnershipId | Refusal {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const subject = visible(context, 'read-register', { partnershipId: membership.partnershipId });
  return isRefusal(subject) ? subject : subject.partnershipId;
}

function itemOf(row: RegisterRow): RegisterItem {
  const { sequence, kind, recordedAt, leafHash, chainHash, content } = row;
  const event =
    content !== null && isRegisterKind(kind) ? ({ kind, content } as unknown as RegisterEvent) : null;
  return {
    ...{
      id: String(sequence),
      sequence,
      number: sequence + 1,
      kind,
      kindName: kindName(kind),
      recordedAt,
      content
    },
    sentence: event ? sentenceOf(event) : ERASED_SENTENCE,
    href: event && addressOf(event),
    leafHash: toHex(leafHash),
    chainHash: toHex(chainHash)
  };
}

/** Stored content that someone tampered with must not take the page down that would show it. */
function sentenceOf(event: RegisterEvent): string {
  try {
    return registerSentence(event);
  } catch (error) {
    if (error instanceof TypeError) return 'The details of this entry cannot be read. Verify the register.';
    throw error;
  }
}

function proofOf({ canonical, salt }: RegisterRow): { canonical: string; salt: string | null } {
  return { canonical: new TextDecoder().decode(canonical), salt: salt && toHex(salt) };
}

/** An entry of a later version of the product still has its place here. */
function kindName(kind: string): string {
  return isRegisterKind(kind) ? REGISTER_KIND_NAMES[kind] : kind;
}

function addressOf(event: RegisterEvent): string | null {
  if (isAboutInvitation(event)) return '/people';
  const { kind, content } = event;
  if (kind === 'partnership-created') return null;
  switch (kind) {
    case 'specification-created':
    case 'specification-imported':
    case 'word-file-merged':
    case 'comment-answered':
    case 'answer-duty-changed':
    case 'answer-published':
    case 'answer-unpublished':
    case 'comment-not-let-through':
    case 'comment-removed':
    case 'removal-looked-at':
      return `/specifications/${content.specificationId}`;
    case 'consultation-opened':
    case 'consultation-ended':
      return `/specifications/${content.specificationId}/consultation`;
    case 'responsibility-changed':
    case 'owner-left-open':
    case 'open-point-resolved':
    case 'summary-confirmed':
    case 'easy-read-reviewed':
      return clauseAddress(content);
    case 'version-frozen':
    case 'version-restored':
      return `/specifications/${content.specificationId}/versions/${content.number}`;
    case 'ballot-opened':
    case 'ballot-closed':
      return `/priorities/${content.ballotId}`;
    case 'decision-proposed':
    case 'decision-signed':
    case 'decision-refused':
    case 'decision-agreed':
      return `/decisions/${content.decisionId}`;
  }
}

type OfClause =
  | 'responsibility-changed'
  | 'owner-left-open'
  | 'open-point-resolved'
  | 'summary-confirmed'
  | 'easy-read-reviewed';

/** Of what is kept about a clause: the map, where no page of its own is meant. */
function clauseAddress(content: RegisterContents[OfClause]): string {
  const here = `/specifications/${content.specificationId}`;
  if ('openPointId' in content) return `${here}/points#point-${content.openPointId}`;
  return 'summaryHash' in content ? `${here}/clauses/${content.clauseId}/plain` : `${here}/map`;
}

function beforeOf({ before }: RegisterQuery): number | undefined | Refusal {
  if (!before) return undefined;
  return (
    wholeNumber(before) ??
    refuse('invalid-input', { field: 'before', message: 'Give a whole number of an entry.' })
  );
}

/** Both fields or neither; the fingerprint may be typed with spaces and capitals, as it is shown. */
function rememberedOf({ size, head }: RegisterQuery): RememberedHead | undefined | Refusal {
  if (!size && !head) return undefined;
  const entries = wholeNumber(size);
  const hex = (head ?? '').replace(/\s/g, '').toLowerCase();
  if (entries === undefined) {
    return refuse('invalid-input', {
      field: 'size',
      message: 'Give how many entries there were, as a whole number.'
    });
  }
  if (!/^[0-9a-f]{64}$/.test(hex)) {
    return refuse('invalid-input', {
      field: 'head',
      message: 'Give the whole fingerprint: 64 figures and letters from a to f.'
    });
  }
  return { size: entries, head: hex };
}

function wholeNumber(raw: unknown): number | undefined {
  return typeof raw === 'string' && /^\d{1,15}$/.test(raw) ? Number(raw) : undefined;
}
