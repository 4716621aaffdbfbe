import { describe, expect, test } from 'vitest';
import {
  ballotPhase,
  checkClose,
  checkResult,
  checkVote,
  endOfVoting,
  secrecySentence,
  type Voter
} from '#domain/ballot';
import { drawUpRoll, groupSizes, turnoutOf, turnoutSentence } from '#domain/electoral-roll';
import type { MemberId, OrganisationId, PartnershipId } from '#domain/ids';
import type { Membership, Role } from '#domain/membership';

const CLOSES = new Date('2026-11-24T17:00:00.000Z');
const BEFORE = new Date('2026-11-24T16:59:59.999Z');
const open = { closesAt: CLOSES, closedAt: null };
const closedEarly = { closesAt: CLOSES, closedAt: new Date('2026-11-24T12:00:00.000Z') };
const voter: Voter = { memberId: 'm1' as MemberId, group: 'clinician', hasVoted: false };

function member(id: string, ...roles: Role[]): Membership {
  return {
    memberId: id as MemberId,
    partnershipId: 'p' as PartnershipId,
    organisationId: 'o' as OrganisationId,
    group: id.startsWith('c') ? 'clinician' : 'patient-carer',
    roles
  };
}

describe('a ballot’s time', () => {
  test('VOT-4 open until the set moment, closed from that moment on', () => {
    expect(ballotPhase(open, BEFORE)).toBe('open');
    expect(ballotPhase(open, CLOSES)).toBe('closed');
  });

  test('VOT-4 closed by someone it stays closed, even when the clock is set back', () => {
    expect(ballotPhase(closedEarly, new Date('2026-11-24T11:00:00.000Z'))).toBe('closed');
    expect(endOfVoting(closedEarly)).toEqual(closedEarly.closedAt);
  });

  test('VOT-4 when its end is recorded later, voting ended at the set moment', () => {
    expect(endOfVoting({ closesAt: CLOSES, closedAt: new Date('2026-11-24T18:00:00.000Z') })).toEqual(CLOSES);
    expect(endOfVoting(open)).toEqual(CLOSES);
  });

  test('VOT-4 a vote after the end is refused with the moment it closed', () => {
    expect(checkVote(open, voter, CLOSES)).toMatchObject({
      code: 'ballot-closed',
      message: 'This ballot closed on 24 November 2026 at 5:00pm, so the vote was not counted.'
    });
    expect(checkVote(closedEarly, voter, BEFORE)).toMatchObject({
      code: 'ballot-closed',
      message: expect.stringContaining('at midday') as string
    });
  });

  test('VOT-4 it closes once and does not open again', () => {
    expect(checkClose(open, BEFORE)).toBe(true);
    expect(checkClose(open, CLOSES)).toMatchObject({ code: 'ballot-closed' });
    expect(checkClose(closedEarly, BEFORE)).toMatchObject({ code: 'ballot-closed' });
  });

  test('VOT-15 no result before the end', () => {
    expect(checkResult(open, BEFORE)).toMatchObject({ code: 'ballot-open' });
    expect(checkResult(open, CLOSES)).toBe(true);
    expect(checkResult(closedEarly, BEFORE)).toBe(true);
  });
});

describe('the electoral roll', () => {
  test('VOT-16 names each member whose role allows a vote, once, sorted by id', () => {
    const roll = drawUpRoll([
      member('p2', 'contributor', 'board-member'),
      member('c1', 'lead'),
      member('p2', 'contributor'),
      member('c9', 'observer'),
      member('c8'),
      member('p3', 'observer', 'secretary')
    ]);
    expect(roll).toEqual([
      { memberId: 'c1', group: 'clinician', hasVoted: false },
      { memberId: 'p2', group: 'patient-carer', hasVoted: false },
      { memberId: 'p3', group: 'patient-carer', hasVoted: false }
    ]);
    expect(groupSizes(roll)).toEqual([
      { group: 'clinician', people: 1 },
      { group: 'patient-carer', people: 2 }
    ]);
  });

  test('VOT-16 who is not on it cannot vote, open or closed', () => {
    expect(checkVote(open, undefined, BEFORE)).toMatchObject({ code: 'not-on-roll' });
    expect(checkVote(open, undefined, CLOSES)).toMatchObject({ code: 'not-on-roll' });
  });

  test('VOT-17 one person, one vote', () => {
    expect(checkVote(open, voter, BEFORE)).toBe(true);
    expect(checkVote(open, { ...voter, hasVoted: true }, BEFORE)).toMatchObject({ code: 'already-voted' });
  });

  test('VOT-15 while it is open, the turnout is all there is to know', () => {
    const roll = [{ hasVoted: true }, { hasVoted: false }, { hasVoted: true }];
    expect(turnoutOf(roll)).toEqual({ voted: 2, voters: 3 });
    expect(turnoutSentence(turnoutOf(roll))).toBe('2 of 3 people have voted.');
    expect(turnoutSentence({ voted: 0, voters: 1 })).toBe('0 of 1 person has voted.');
  });

  test('VOT-18 the promise of secrecy says where it ends: in a group of fewer than five', () => {
    expect(secrecySentence('clinician', 5)).toBe(
      'Your vote is secret: it is stored without your name, and no result is shown before the ballot closes.'
    );
    expect(secrecySentence('social-care', 4)).toContain('There are only 4 people in the group “Social care”');
    expect(secrecySentence('voluntary', 1)).toContain(
      'You are the only person in the group “Voluntary sector”'
    );
  });
});
