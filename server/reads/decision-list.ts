import { decisionSentence, decisionState, type DecisionState } from '#domain/decision';
import { nextReference } from '#domain/decision-reference';
import type { BallotId, DecisionId, SpecificationId, VersionId } from '#domain/ids';
import { can, may } from '#domain/policy';
import { endOfVoting } from '#domain/ballot';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Readiness } from '#domain/sign-off';
import type { Topic } from '#protocol/topics';
import type { Database } from '../db/database';
import { closedBallotsOf, frozenVersionsOf, hashOfText } from '../db/decision-evidence';
import { unansweredOn, type Unanswered } from '../db/unanswered';
import { decisionsOf, signaturesOf, type DecisionRow, type NamedSignature } from '../db/decisions';
import { documentOf } from '../documents/frozen-text';
import { currentMembership, visible, type ReadContext } from './read-context';
import { readinessOf } from './readiness';

export interface DecisionSummary {
  readonly id: DecisionId;
  readonly reference: string;
  readonly title: string;
  readonly question: string;
  readonly state: DecisionState['state'];
  /** "Not yet a decision. Waiting for 1 more organisation to sign. …" */
  readonly sentence: string;
  readonly proposedAt: Date;
  readonly settledAt: Date | null;
}

export interface DecisionList {
  /** Newest first. */
  readonly decisions: readonly DecisionSummary[];
  readonly may: { readonly propose: boolean };
  readonly topics: readonly Topic[];
}

/** Every decision of the partnership: those that wait for signatures and those that are settled. */
export async function decisionList(context: ReadContext): Promise<DecisionList | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const subject = visible(context, 'read-decision', { partnershipId: membership.partnershipId });
  if (isRefusal(subject)) return subject;
  const { db } = context.tools;
  const rows = await decisionsOf(db, subject.partnershipId);
  const signatures = await signaturesOf(
    db,
    rows.map(({ id }) => id)
  );
  return {
    decisions: rows.map((row) =>
      summaryOf(
        row,
        signatures.filter(({ decisionId }) => decisionId === row.id)
      )
    ),
    may: { propose: may(context.actor, 'propose-decision', subject) },
    topics: [{ kind: 'partnership', id: subject.partnershipId }]
  };
}

function summaryOf(row: DecisionRow, signatures: readonly NamedSignature[]): DecisionSummary {
  const { id, reference, title, question, proposedAt, settledAt, organisationsNeeded } = row;
  const state = decisionState(signatures, organisationsNeeded);
  const sentence = sentenceOf(state, signatures);
  return { id, reference, title, question, state: state.state, sentence, proposedAt, settledAt };
}

/** The sentence at the top of a decision, with the organisations' names. */
export function sentenceOf(state: DecisionState, signatures: readonly NamedSignature[]): string {
  const names = new Map(signatures.map(({ organisationId, organisation }) => [organisationId, organisation]));
  return decisionSentence(state, (id) => names.get(id) ?? '');
}

export interface OfferedVersion {
  readonly id: VersionId;
  readonly name: string;
  readonly frozenAt: Date;
  readonly specificationId: SpecificationId;
  /** What stands in the way of sign-off; null when its text is not what was frozen. */
  readonly readiness: Readiness | null;
}

/** What patients and carers have said about a specification and nobody has answered. */
export interface UnansweredOn {
  readonly specificationId: SpecificationId;
  readonly comments: readonly Unanswered[];
}

export interface ProposalPage {
  /** The reference to suggest. */
  readonly reference: string;
  readonly versions: readonly OfferedVersion[];
  readonly unanswered: readonly UnansweredOn[];
  readonly ballots: readonly { readonly id: BallotId; readonly title: string; readonly closedAt: Date }[];
  readonly topics: readonly Topic[];
}

/** What the form for a new decision offers. For those who may propose one. */
export async function proposalPage(context: ReadContext): Promise<ProposalPage | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const { partnershipId } = membership;
  const allowed = can(context.actor, 'propose-decision', { partnershipId });
  if (isRefusal(allowed)) return allowed;
  const { db } = context.tools;
  const now = await context.tools.now(db);
  const decisions = await decisionsOf(db, partnershipId);
  const versions = await frozenVersionsOf(db, partnershipId);
  const ballots = await closedBallotsOf(db, partnershipId);
  return {
    reference: nextReference(
      decisions.map(({ reference }) => reference),
      now.getUTCFullYear()
    ),
    versions: await offered(db, versions),
    unanswered: await unansweredOf(db, versions, now),
    ballots: ballots.map((ballot) => ({ id: ballot.id, title: ballot.title, closedAt: endOfVoting(ballot) })),
    topics: [{ kind: 'partnership', id: partnershipId }]
  };
}

async function unansweredOf(
  db: Database,
  versions: Awaited<ReturnType<typeof frozenVersionsOf>>,
  now: Date
): Promise<UnansweredOn[]> {
  const ids = new Set(versions.map(({ specificationId }) => specificationId));
  const found: UnansweredOn[] = [];
  for (const id of ids) found.push({ specificationId: id, comments: await unansweredOn(db, id, now) });
  return found;
}

async function offered(
  db: Database,
  versions: Awaited<ReturnType<typeof frozenVersionsOf>>
): Promise<OfferedVersion[]> {
  const judges = new Map<SpecificationId, Awaited<ReturnType<typeof readinessOf>>>();
  for (const { specificationId } of versions) {
    if (!judges.has(specificationId)) judges.set(specificationId, await readinessOf(db, specificationId));
  }
  return versions.map((version) => {
    const { id, frozenAt, specificationId, canonical, hash } = version;
    const intact = hashOfText(canonical) === hash;
    const readiness = intact ? judges.get(specificationId)!(documentOf(version)) : null;
    return { id, frozenAt, specificationId, name: versionName(version), readiness };
  });
}

/** "Falls and frailty service, version 7 (0.7)". */
export function versionName({
  title,
  number,
  label
}: {
  title: string;
  number: number;
  label: string;
}): string {
  return `${title}, version ${number}${label === '' ? '' : ` (${label})`}`;
}
