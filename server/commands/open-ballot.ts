import type { Voter } from '#domain/ballot';
import { checkClosingTime, keyedOptions } from '#domain/ballot-paper';
import { assistedLines } from '#domain/electoral-roll';
import type { BallotId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { RegisterEvent, RegisterPerson } from '#domain/register-entry';
import { insertBallot, specificationOfBallot, type NewBallot } from '../db/ballots';
import type { Transaction } from '../db/database';
import { rollNow } from '../db/electoral-roll';
import { currentMembership } from '../reads/read-context';
import { parseBallotDraft, type BallotDraft } from './ballot-draft';
import type { Command } from './command';
import { ballotTopics } from './record-closing';
import { doingOf, tellVoters } from './tell-people';

interface Facts extends Subject {
  /** Who may vote, as things stand in this moment. */
  readonly roll: readonly Voter[];
  /** Whether the ballot may be about it; said only to those who may open one. */
  readonly specification: true | Refusal;
}

interface Opened {
  readonly id: BallotId;
}

/** Opens a ballot; everything about it, the electoral roll included, is frozen from then on. Fields: `parseBallotDraft`. */
export const openBallot: Command<BallotDraft, undefined, Facts, NewBallot, Opened> = {
  name: 'open-ballot',
  needs: 'open-ballot',
  parse: parseBallotDraft,

  async load(tx, draft, actor) {
    const membership = currentMembership(actor);
    if (isRefusal(membership)) return membership;
    const { partnershipId } = membership;
    return {
      partnershipId,
      roll: await rollNow(tx, partnershipId, draft.groups, draft.assisted),
      specification: await specificationIsOurs(tx, draft, partnershipId)
    };
  },

  decide({ partnershipId, roll, specification }, draft, _prepared, { membership, now, newId }) {
    if (isRefusal(specification)) return specification;
    const { title, question, purpose, closesAt, specificationId } = draft;
    const options = keyedOptions(draft.options);
    if (isRefusal(options)) return options;
    const inTime = checkClosingTime(closesAt, now);
    if (isRefusal(inTime)) return inTime;
    if (roll.length === 0) return refuse('invalid-input', { field: 'groups', message: NOBODY_MAY_VOTE });
    const opened = { openedAt: now, openedBy: membership.memberId, closesAt, method: 'borda' } as const;
    return {
      id: newId(),
      partnershipId,
      specificationId,
      title,
      question,
      purpose,
      ...opened,
      options,
      roll
    };
  },

  async store(tx, ballot, { acting, record }) {
    await insertBallot(tx, ballot);
    await tellVoters(tx, ballot, doingOf(acting));
    await record(openedEvent(ballot, acting.by));
    return { id: ballot.id };
  },

  announces: (ballot) => ballotTopics(ballot)
};

const NOBODY_MAY_VOTE = 'Nobody in these groups may vote. Choose other groups.';

async function specificationIsOurs(
  tx: Transaction,
  { specificationId }: BallotDraft,
  partnershipId: Subject['partnershipId']
): Promise<true | Refusal> {
  const found = specificationId && (await specificationOfBallot(tx, specificationId));
  if (specificationId === null || (found && found.partnershipId === partnershipId)) return true;
  return refuse('not-found', {
    field: 'specificationId',
    message: 'This specification is not one you can see.'
  });
}

function openedEvent(ballot: NewBallot, by: RegisterPerson): RegisterEvent {
  const { id, title, question, method, closesAt, roll } = ballot;
  const options = ballot.options.map(({ key, name }) => ({ key, name }));
  const assisted = assistedLines(roll).length;
  const content = {
    ballotId: id,
    title,
    question,
    method,
    options,
    voters: roll.length,
    ...(assisted > 0 ? { assisted } : {}),
    closesAt: closesAt.toISOString(),
    by
  };
  return { kind: 'ballot-opened', content };
}
