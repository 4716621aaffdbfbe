import { decisionHash, notExcepted, type ProposedDecision } from '#domain/decision';
import type { BallotId, DecisionId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { RegisterEvent } from '#domain/register-entry';
import { checkReady, type Readiness } from '#domain/sign-off';
import type { Transaction } from '../db/database';
import { holdBallot, type BallotRow } from '../db/ballots';
import { ballotResultHash, frozenVersion, hashOfText, type FrozenVersion } from '../db/decision-evidence';
import { insertDecision, referenceIsTaken, type NewDecision } from '../db/decisions';
import { lockPartnership } from '../db/partnerships';
import { documentOf } from '../documents/frozen-text';
import type { SpecificationRow } from '../db/specifications';
import { unansweredOn, type Unanswered } from '../db/unanswered';
import { lockedSpecification } from '../db/versions';
import { currentMembership } from '../reads/read-context';
import { readinessOf } from '../reads/readiness';
import { sha256 } from '../sha256';
import type { Acting, Command } from './command';
import { freezeAtMilestone, textToFreeze } from './freeze-text';
import { doingOf, tellSigners } from './tell-people';
import { noSuchBallot, noSuchVersion, parseProposal, type Proposal } from './decision-proposal';

interface Facts extends Subject {
  /** Whose version it rests on; its row is locked. */
  readonly specification: SpecificationRow | undefined;
  readonly referenceTaken: boolean;
  readonly version: FrozenVersion | undefined;
  /** Of the version's text; undefined when there is none, or it is not what was frozen. */
  readonly readiness: Readiness | undefined;
  readonly ballot: ChosenBallot | null | undefined;
  /** What patients and carers have said about the specification and nobody has answered. */
  readonly unanswered: readonly Unanswered[];
}

interface ChosenBallot extends BallotRow {
  /** The count as it stands; means something only once the ballot has closed. */
  readonly resultHash: string;
}

interface Outcome extends NewDecision {
  readonly event: RegisterEvent;
}

interface Proposed {
  readonly id: DecisionId;
  readonly reference: string;
  /** What a signature will name. */
  readonly hash: string;
}

/** Puts a decision to the boards. Its fields: see decision-proposal. */
export const proposeDecision: Command<Proposal, undefined, Facts, Outcome, Proposed> = {
  name: 'propose-decision',
  needs: 'propose-decision',

  parse: parseProposal,

  // What people have seen as saved must be in what is frozen at this moment.
  async prepare(_input, _actor, tools): Promise<undefined> {
    await tools.drafts.settle();
  },

  async load(tx, input, actor, tools) {
    const membership = currentMembership(actor);
    if (isRefusal(membership)) return membership;
    const { partnershipId } = membership;
    // The specification before both: whoever freezes a version locks it first.
    const version = await frozenVersion(tx, input.versionId);
    const ours = version?.partnershipId === partnershipId;
    const specification = ours ? await lockedSpecification(tx, version.specificationId) : undefined;
    // The ballot before the partnership: closing a ballot, which records that in the register, locks in this order.
    const ballot = input.ballotId && (await chosenBallot(tx, input.ballotId));
    await lockPartnership(tx, partnershipId);
    return {
      partnershipId,
      referenceTaken: await referenceIsTaken(tx, partnershipId, input.reference),
      specification,
      ...(await withReadiness(tx, version)),
      ballot,
      unanswered: specification ? await unansweredOn(tx, specification.id, await tools.now(tx)) : []
    };
  },

  decide(facts, input, _prepared, acting) {
    if (facts.referenceTaken) return refuse('reference-taken', { field: 'reference' });
    const version = usableVersion(facts);
    if (isRefusal(version)) return version;
    const ready = facts.readiness ? checkReady(facts.readiness, 'versionId') : true;
    if (isRefusal(ready)) return ready;
    const ballot = usableBallot(facts);
    if (isRefusal(ballot)) return ballot;
    const answered = allAnswered(facts, input);
    return isRefusal(answered) ? answered : proposed(input, facts, { version, ballot }, acting);
  },

  async store(tx, { event, ...made }, { facts, acting, tools, record }) {
    await insertDecision(tx, made);
    await tellSigners(tx, made.row, doingOf(acting));
    const text = await textToFreeze(tx, facts.specification!, tools);
    const occasion = { kind: 'decision', reference: made.row.reference } as const;
    await freezeAtMilestone(tx, text, occasion, { acting, record });
    await record(event);
    const { id, reference, hash } = made.row;
    return { id, reference, hash };
  },

  announces: (_outcome, { partnershipId, specification }) => [
    { kind: 'partnership', id: partnershipId },
    { kind: 'specification', id: specification!.id }
  ]
};

async function chosenBallot(tx: Transaction, id: BallotId): Promise<ChosenBallot | undefined> {
  const row = await holdBallot(tx, id, 'share');
  return row && { ...row, resultHash: await ballotResultHash(tx, id) };
}

async function withReadiness(
  tx: Transaction,
  version: FrozenVersion | undefined
): Promise<Pick<Facts, 'version' | 'readiness'>> {
  if (!version || !isIntact(version)) return { version, readiness: undefined };
  const judge = await readinessOf(tx, version.specificationId);
  return { version, readiness: judge(documentOf(version)) };
}

function isIntact({ canonical, hash }: FrozenVersion): boolean {
  return hashOfText(canonical) === hash;
}

function usableVersion({ version, partnershipId }: Facts): FrozenVersion | Refusal {
  if (version?.partnershipId !== partnershipId) return noSuchVersion();
  if (isIntact(version)) return version;
  const message = 'The stored text of this version no longer fits its fingerprint. Freeze a new version.';
  return refuse('version-changed', { field: 'versionId', message });
}

function usableBallot({ ballot, partnershipId }: Facts): ChosenBallot | null | Refusal {
  if (ballot === null) return null;
  if (ballot?.partnershipId !== partnershipId) return noSuchBallot();
  if (ballot.closedAt !== null) return ballot;
  const message = 'This ballot is still open. A decision can rest on it once it has closed.';
  return refuse('ballot-open', { field: 'ballotId', message });
}

/** Promised to patients and carers: nothing is decided over what they said and nobody answered, unless it is named. */
function allAnswered({ unanswered }: Facts, { exceptions }: Proposal): true | Refusal {
  const left = notExcepted(unanswered, exceptions);
  const [first, ...others] = left;
  if (!first) return true;
  const [said, have] = others.length === 0 ? ['1 comment', 'has'] : [`${others.length + 1} comments`, 'have'];
  const message = `${said} by patients and carers ${have} no answer yet. Answer ${others.length === 0 ? 'it' : 'them'}, or say for each why it has none.${lookedAtFirst(left)}`;
  return refuse('comments-unanswered', { field: `exception.${first.id}`, message });
}

function lookedAtFirst(left: readonly Unanswered[]): string {
  const hidden = left.filter((each) => each.hidden).length;
  return hidden === 0
    ? ''
    : ` Not shown yet, and to be looked at by a facilitator or a lead first: ${hidden}.`;
}

function proposed(
  input: Proposal,
  { partnershipId, unanswered }: Facts,
  { version, ballot }: { version: FrozenVersion; ballot: ChosenBallot | null },
  { membership, by, now, newId }: Acting
): Outcome {
  const { options, versionId, ballotId, organisationsNeeded, exceptions: named, ...words } = input;
  // What was answered or withdrawn meanwhile needs no exception any more.
  const exceptions = named.filter(({ commentId }) => unanswered.some(({ id }) => id === commentId));
  const result = ballot && { id: ballot.id, resultHash: ballot.resultHash };
  const content: ProposedDecision = {
    ...{ partnershipId, ...words, options, organisationsNeeded, unanswered: exceptions },
    versionHash: version.hash,
    ballot: result
  };
  const id = newId<'decision'>();
  const hash = decisionHash(content, sha256);
  const about = { decisionId: id, reference: words.reference, title: words.title, decisionHash: hash };
  return {
    row: {
      ...{ id, partnershipId, ...words, versionId, ballotId, hash, organisationsNeeded },
      proposedAt: now,
      proposedBy: membership.memberId
    },
    options,
    exceptions,
    event: {
      kind: 'decision-proposed',
      content: {
        ...about,
        ...{ versionHash: version.hash, organisationsNeeded, by },
        ...(exceptions.length > 0 && { unanswered: exceptions })
      }
    }
  };
}
