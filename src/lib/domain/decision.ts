import { toHex, type Sha256 } from './bytes';
import { canonicalBytes } from './canonical-json';
import { formatDate } from './dates';
import type { BallotId, CommentId, MemberId, OrganisationId, PartnershipId } from './ids';
import { refuse, type Refusal } from './refusal';
import { countOf, joinWords } from './words';

export interface DecisionOption {
  readonly key: string;
  readonly title: string;
  /** Whole pounds a year, null when not known. */
  readonly annualCost: number | null;
  readonly chosen: boolean;
  /** Why it was chosen or ruled out. */
  readonly reason: string;
}

/** A comment by a patient or carer that has no answer when the decision is put to the boards, and why not. */
export interface UnansweredComment {
  readonly commentId: CommentId;
  readonly reason: string;
}

/** Everything a signature binds. None of it changes once the decision is proposed. */
export interface ProposedDecision {
  readonly partnershipId: PartnershipId;
  readonly reference: string;
  readonly title: string;
  readonly question: string;
  /** The words that become the decision. */
  readonly wording: string;
  readonly reasons: string;
  /** In the order shown. */
  readonly options: readonly DecisionOption[];
  /** SHA-256, hex, of the frozen specification version. */
  readonly versionHash: string;
  /** The ballot it rests on, with `resultHash` of domain/tally/result-hash; null when there is none. */
  readonly ballot: { readonly id: BallotId; readonly resultHash: string } | null;
  /** How many different organisations must sign: 1 or more. */
  readonly organisationsNeeded: number;
  /** Comments without an answer, each named as an exception; in any order. Left out: there is none. */
  readonly unanswered?: readonly UnansweredComment[];
}

/**
 * The bytes a decision's hash is taken of. Written out by name, so that extra properties never slip in. One that names comments
 * without an answer has the second form, every other one the first: hashes from before there were exceptions stay what they were.
 */
export function canonicalDecision(decision: ProposedDecision): Uint8Array {
  const { partnershipId, reference, title, question, wording, reasons } = decision;
  const { options, versionHash, ballot, organisationsNeeded, unanswered = [] } = decision;
  const form =
    unanswered.length === 0
      ? { v: 'concordat-decision/1' }
      : { v: 'concordat-decision/2', unanswered: canonicalUnanswered(unanswered) };
  return canonicalBytes({
    ...form,
    ...{ partnershipId, reference, title, question, wording, reasons, versionHash, organisationsNeeded },
    ballot: ballot && { id: ballot.id, resultHash: ballot.resultHash },
    options: options.map(canonicalOption)
  });
}

/** SHA-256 of the canonical form, hex: what a signature names. */
export function decisionHash(decision: ProposedDecision, sha256: Sha256): string {
  return toHex(sha256(canonicalDecision(decision)));
}

function canonicalUnanswered(unanswered: readonly UnansweredComment[]): UnansweredComment[] {
  return unanswered
    .map(({ commentId, reason }) => ({ commentId, reason }))
    .sort((a, b) => (a.commentId < b.commentId ? -1 : 1));
}

/** Of these comments without an answer, those that no exception names. */
export function notExcepted<Said extends { readonly id: CommentId }>(
  comments: readonly Said[],
  exceptions: readonly UnansweredComment[]
): Said[] {
  return comments.filter(({ id }) => !exceptions.some(({ commentId }) => commentId === id));
}

function canonicalOption({ key, title, annualCost, chosen, reason }: DecisionOption): DecisionOption {
  return { key, title, annualCost, chosen, reason };
}

/** A board member's answer to a decision, given for their organisation. */
export interface Signature {
  readonly memberId: MemberId;
  readonly organisationId: OrganisationId;
  readonly outcome: 'signed' | 'refused';
  /** Why it was refused; empty for a signature. */
  readonly reason: string;
  readonly signedAt: Date;
}

export type DecisionState =
  | {
      readonly state: 'awaiting';
      /** In the order in which they signed, each once. */
      readonly signedBy: readonly OrganisationId[];
      /** How many more organisations must sign: 1 or more. */
      readonly stillNeeded: number;
    }
  | { readonly state: 'agreed'; readonly signedBy: readonly OrganisationId[]; readonly at: Date }
  | { readonly state: 'refused'; readonly by: Signature; readonly at: Date };

/** The state follows from the signatures alone: the first refusal, or the signature that makes up the number, settles it. */
export function decisionState(signatures: readonly Signature[], organisationsNeeded: number): DecisionState {
  const signedBy = new Set<OrganisationId>();
  for (const signature of inOrderOfTime(signatures)) {
    if (signature.outcome === 'refused') return { state: 'refused', by: signature, at: signature.signedAt };
    signedBy.add(signature.organisationId);
    if (signedBy.size >= organisationsNeeded) {
      return { state: 'agreed', signedBy: [...signedBy], at: signature.signedAt };
    }
  }
  return { state: 'awaiting', signedBy: [...signedBy], stillNeeded: organisationsNeeded - signedBy.size };
}

function inOrderOfTime(signatures: readonly Signature[]): Signature[] {
  return [...signatures].sort((left, right) => left.signedAt.getTime() - right.signedAt.getTime());
}

/** What a board member sends: their answer, and the two hashes that stood on the page they read. */
export interface SignatureRequest {
  readonly memberId: MemberId;
  readonly outcome: 'signed' | 'refused';
  readonly reason: string;
  readonly decisionHash: string;
  readonly versionHash: string;
}

/** Whether this signature can be taken. That the person is a board member is policy's question, not this one's. */
export function checkSignature(
  request: SignatureRequest,
  decision: { readonly hash: string; readonly versionHash: string; readonly organisationsNeeded: number },
  signatures: readonly Signature[]
): true | Refusal {
  if (signatures.some(({ memberId }) => memberId === request.memberId)) return refuse('already-signed');
  if (decisionState(signatures, decision.organisationsNeeded).state !== 'awaiting')
    return refuse('decision-closed');
  if (request.decisionHash !== decision.hash || request.versionHash !== decision.versionHash) {
    return refuse('version-changed');
  }
  if (request.outcome === 'refused' && request.reason.trim() === '') {
    return refuse('missing-field', { field: 'reason', message: 'Say why you refuse to sign.' });
  }
  return true;
}

/** The sentence at the top of a decision. `nameOf` answers an organisation's name. */
export function decisionSentence(state: DecisionState, nameOf: (id: OrganisationId) => string): string {
  switch (state.state) {
    case 'awaiting':
      return awaitingSentence(state.stillNeeded, state.signedBy.map(nameOf));
    case 'agreed':
      return `Agreed on ${formatDate(state.at)} by ${joinWords(state.signedBy.map(nameOf))}.`;
    case 'refused':
      return `Refused on ${formatDate(state.at)} by ${nameOf(state.by.organisationId)}: “${state.by.reason}”`;
  }
}

function awaitingSentence(stillNeeded: number, signed: readonly string[]): string {
  const noun = signed.length === 0 ? 'organisation' : 'more organisation';
  const waiting = `Not yet a decision. Waiting for ${countOf(stillNeeded, noun)} to sign.`;
  return signed.length === 0 ? waiting : `${waiting} Signed so far: ${joinWords(signed)}.`;
}
