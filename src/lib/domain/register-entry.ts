import { HASH_LENGTH, joinBytes, toHex, type Sha256 } from './bytes';
import { canonicalBytes } from './canonical-json';
import type { ResponsibilityKind } from './clause-facts';
import type { ConsultationLevel } from './consultation';
import type {
  ClauseId,
  CommentId,
  ConsultationId,
  DecisionId,
  InvitationId,
  OpenPointId,
  PartnershipId,
  SpecificationId,
  VersionId
} from './ids';
import type { StakeholderGroup } from './membership';
import { leafHash } from './merkle';
import type { RemovalReason, SecondLook } from './moderation';
import type { OpenPointKind } from './open-point';
import type { BallotContents } from './register-ballots';
import type { RegisterPerson } from './register-person';

export type { RegisterPerson };

interface AboutSpecification {
  readonly specificationId: SpecificationId;
  readonly title: string;
  readonly by: RegisterPerson;
}

interface AboutClause extends AboutSpecification {
  readonly clauseId: ClauseId;
  /** What it was called then: "3.2 Scope". */
  readonly clause: string;
}

interface AboutSummary extends AboutSpecification {
  readonly clauseId: ClauseId;
  /** What the clause was called, "3.2 Service description". */
  readonly clause: string;
  /** SHA-256, hex, of the summary's text. */
  readonly summaryHash: string;
}

interface AboutInvitation {
  readonly invitationId: InvitationId;
  /** What people are invited for. */
  readonly purpose: string;
  readonly group: StakeholderGroup;
  readonly by: RegisterPerson;
}

/** A guest who came by an invitation. Of one without a name it says who did it, and nothing by which they could be found. */
type AboutGuest = AboutInvitation | { readonly by: RegisterPerson };

interface AboutDecision {
  readonly decisionId: DecisionId;
  /** e.g. "JCC-2027-004". */
  readonly reference: string;
  readonly title: string;
  /** SHA-256, hex, of the decision's canonical form. */
  readonly decisionHash: string;
  /** SHA-256, hex, of the frozen specification version it rests on. */
  readonly versionHash: string;
}

/** What each kind of entry says. Plain JSON of strings, integers, lists and null, so that it has a canonical form. */
export interface RegisterContents extends BallotContents {
  'partnership-created': {
    readonly partnershipId: PartnershipId;
    readonly name: string;
    readonly localityName: string;
    readonly by: RegisterPerson;
  };
  'specification-created': AboutSpecification;
  'specification-imported': AboutSpecification & {
    readonly fileName: string;
    /** SHA-256, hex, of the Word file as it was sent. */
    readonly fileHash: string;
  };
  /** What somebody chose of a Word file was brought into the draft. */
  'word-file-merged': AboutSpecification & {
    readonly fileName: string;
    /** SHA-256, hex, of the Word file as it was sent. */
    readonly fileHash: string;
    /** How many clauses were changed, added, removed and only moved or renumbered. */
    readonly changed: number;
    readonly added: number;
    readonly removed: number;
    readonly moved: number;
    /** How many comments and changes came in as comments. */
    readonly comments: number;
  };
  'version-frozen': AboutSpecification & {
    readonly versionId: VersionId;
    readonly number: number;
    readonly label: string;
    /** SHA-256, hex, of the frozen text's canonical form. */
    readonly hash: string;
    /** The same of the plain summaries that are kept with it. Left out where there are none, and in entries of earlier times. */
    readonly plainHash?: string;
  };
  /** The draft was made to say what a version says, or one clause of it was. */
  'version-restored': AboutSpecification & {
    readonly versionId: VersionId;
    readonly number: number;
    /** The words of the clause's heading; empty for the whole text. */
    readonly clause: string;
    /** SHA-256, hex, of the version. */
    readonly hash: string;
  };
  'comment-answered': AboutSpecification & {
    readonly commentId: CommentId;
    readonly outcome: 'changed' | 'partly' | 'not-changed' | 'passed-on';
    readonly answer: string;
    /** To whom it was passed on; the words in which a change is to be seen, as they read then. Left out where there are none. */
    readonly passedTo?: string;
    readonly words?: string;
  };
  /** A comment and its answer can be read by everybody, in its writer's words, in a shorter form, or the answer alone. The words are not here. */
  'answer-published': AboutSpecification & {
    readonly commentId: CommentId;
    readonly words: 'own' | 'short' | 'none';
  };
  'answer-unpublished': AboutSpecification & { readonly commentId: CommentId };
  /** Neither what was said nor who said it. */
  'comment-not-let-through': AboutSpecification & { readonly reason: string };
  'comment-removed': AboutSpecification & { readonly removal: RemovalReason };
  'removal-looked-at': AboutSpecification & {
    readonly removal: RemovalReason;
    readonly outcome: SecondLook;
  };
  /** Who answers a comment, and by when. */
  'answer-duty-changed': AboutSpecification & {
    readonly commentId: CommentId;
    /** The name of who owes the answer now. */
    readonly owner: string;
    /** The last day for it, "2026-12-08". */
    readonly dueOn: string;
  };
  'responsibility-changed': AboutClause & {
    /** The organisation's name. */
    readonly organisation: string;
    readonly responsibility: ResponsibilityKind;
    readonly change: 'given' | 'taken-away';
  };
  'owner-left-open': AboutClause & {
    /** False: it takes its owner from the clause above again. */
    readonly open: boolean;
  };
  'open-point-resolved': AboutSpecification & {
    readonly openPointId: OpenPointId;
    readonly pointKind: OpenPointKind;
    /** What was asked, and how it was settled. */
    readonly words: string;
    readonly resolution: string;
  };
  'summary-confirmed': AboutSummary & {
    /** SHA-256, hex, of the clause that it was confirmed for. */
    readonly clauseHash: string;
  };
  'easy-read-reviewed': AboutSummary & {
    /** The name of who checked it. */
    readonly reviewer: string;
  };
  'invitation-made': AboutInvitation & {
    /** How many people it lets in. */
    readonly most: number;
    /** ISO 8601 UTC with milliseconds. */
    readonly expiresAt: string;
  };
  'invitation-withdrawn': AboutInvitation & {
    /** How many had come by it. */
    readonly used: number;
  };
  /** Who it was is not told. */
  'guest-access-ended': AboutGuest;
  /** The same, of one who had lost their private link. */
  'guest-link-handed-over': AboutGuest;
  /** What people were promised, in words that never change. */
  'consultation-opened': AboutSpecification & {
    readonly consultationId: ConsultationId;
    readonly level: ConsultationLevel;
    readonly question: string;
    readonly decider: string;
    /** "2027-01-15" */
    readonly lastDay: string;
    /** The text that people are asked about. Left out where it had no words, and in entries of earlier times. */
    readonly versionHash?: string;
  };
  /** Before its last day. One that runs its time ends without an entry: its last day is in the one above. */
  'consultation-ended': AboutSpecification & {
    readonly consultationId: ConsultationId;
    readonly reason: string;
  };
  'decision-proposed': AboutDecision & {
    readonly organisationsNeeded: number;
    readonly by: RegisterPerson;
    /** Comments by patients and carers that had no answer, each with the reason. Left out where there were none. */
    readonly unanswered?: readonly { readonly commentId: CommentId; readonly reason: string }[];
  };
  'decision-signed': AboutDecision & { readonly by: RegisterPerson };
  'decision-refused': AboutDecision & { readonly reason: string; readonly by: RegisterPerson };
  /** The organisations' names, in the order in which they signed. */
  'decision-agreed': AboutDecision & { readonly organisations: readonly string[] };
}

export type RegisterKind = keyof RegisterContents;

/** What a command hands over to be recorded. */
export type RegisterEvent = {
  [Kind in RegisterKind]: { readonly kind: Kind; readonly content: RegisterContents[Kind] };
}[RegisterKind];

/** The part of an entry that is hashed into the log. It holds a hash of the content, never the content. */
export interface EntryHead {
  readonly register: PartnershipId;
  /** 0, 1, 2, … */
  readonly sequence: number;
  readonly kind: string;
  readonly at: Date;
  /** SHA-256, hex. */
  readonly contentHash: string;
}

/** An entry's bytes and hashes, as they are stored. */
export interface SealedEntry {
  readonly canonical: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly chainHash: Uint8Array;
}

/** What stands before the first entry: 32 zero bytes. */
export function chainStart(): Uint8Array {
  return new Uint8Array(HASH_LENGTH);
}

/** SHA-256(salt ‖ canonical JSON of the content), hex. The salt keeps short contents from being guessed. */
export function contentHash(content: unknown, salt: Uint8Array, sha256: Sha256): string {
  return toHex(sha256(joinBytes(salt, canonicalBytes(content))));
}

/** The leaf's bytes: `{"at":…,"contentHash":…,"kind":…,"register":…,"sequence":…,"v":"concordat-register/1"}`. */
export function canonicalEntry(head: EntryHead): Uint8Array {
  return canonicalBytes({ ...head, v: 'concordat-register/1', at: head.at.toISOString() });
}

/** SHA-256(previous chain hash ‖ leaf hash). */
export function chainHash(previous: Uint8Array, leaf: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(joinBytes(previous, leaf));
}

/** An event → the bytes and hashes of the entry that records it, next after `previous`. */
export function sealEntry(
  entry: {
    readonly event: RegisterEvent;
    readonly register: PartnershipId;
    readonly sequence: number;
    readonly at: Date;
    /** 16 random bytes. */
    readonly salt: Uint8Array;
    /** The chain hash of the entry before, or `chainStart()`. */
    readonly previous: Uint8Array;
  },
  sha256: Sha256
): SealedEntry {
  const { event, register, sequence, at, salt, previous } = entry;
  const content = contentHash(event.content, salt, sha256);
  const canonical = canonicalEntry({ register, sequence, kind: event.kind, at, contentHash: content });
  const leaf = leafHash(canonical, sha256);
  return { canonical, leafHash: leaf, chainHash: chainHash(previous, leaf, sha256) };
}
