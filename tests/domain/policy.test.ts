import { describe, expect, test } from 'vitest';
import type { MemberId, OrganisationId, PartnershipId, PersonId } from '#domain/ids';
import { parseId } from '#domain/ids';
import { membershipIn, NOBODY, ROLES, type Actor, type Role } from '#domain/membership';
import { can, CAPABILITIES, may, type Capability } from '#domain/policy';
import { isRefusal, refuse, statusOf } from '#domain/refusal';

const HERE = 'p-here' as PartnershipId;
const ELSEWHERE = 'p-elsewhere' as PartnershipId;
/** What everybody is told of, and their own receipt. */
const OWN: Capability[] = ['own-notices', 'own-receipts'];
const ALL = Object.keys(CAPABILITIES) as Capability[];

function memberOf(partnershipId: PartnershipId, ...roles: Role[]): Actor {
  const membership = {
    memberId: 'm1' as MemberId,
    partnershipId,
    organisationId: 'o1' as OrganisationId,
    group: 'patient-carer',
    roles
  } as const;
  return {
    kind: 'person',
    personId: 'person' as PersonId,
    name: 'Patrick Doyle',
    sessionHash: 'hash',
    memberships: [membership]
  };
}

function allowedTo(...roles: Role[]): Capability[] {
  return ALL.filter((capability) => may(memberOf(HERE, ...roles), capability, { partnershipId: HERE }));
}

describe('policy', () => {
  test.each(ALL)('ACL-1 nobody may %s', (capability) => {
    expect(can(NOBODY, capability, { partnershipId: HERE })).toMatchObject({ code: 'signed-out' });
    expect(may(NOBODY, capability, { partnershipId: HERE })).toBe(false);
  });

  test.each(ALL)('ACL-2 someone from outside learns nothing by asking to %s', (capability) => {
    for (const role of ROLES) {
      const refusal = can(memberOf(ELSEWHERE, role), capability, { partnershipId: HERE });
      expect(refusal).toEqual(refuse('not-found'));
    }
  });

  test.each(['', 'delete-everything', 'toString', '__proto__', 'constructor', 'hasOwnProperty'])(
    'ACL-3 a capability that does not stand in the table means no: %j',
    (unknown) => {
      const lead = memberOf(HERE, ...ROLES);
      expect(can(lead, unknown as Capability, { partnershipId: HERE })).toMatchObject({
        code: 'not-allowed'
      });
    }
  );

  test.each(ALL)('ACL-3 a role nobody declared, or none at all, may not %s', (capability) => {
    const none = can(memberOf(HERE), capability, { partnershipId: HERE });
    const stranger = can(memberOf(HERE, 'administrator' as Role), capability, { partnershipId: HERE });
    for (const refusal of [none, stranger]) expect(refusal).toMatchObject({ code: 'not-allowed' });
  });

  test('ACL-4 each role has exactly what the table gives it', () => {
    for (const capability of ALL) {
      const roles: readonly Role[] = CAPABILITIES[capability].roles;
      const answers = ROLES.filter((role) => may(memberOf(HERE, role), capability, { partnershipId: HERE }));
      expect(answers).toEqual(ROLES.filter((role) => roles.includes(role)));
    }
  });

  test('ACL-4 several roles add up', () => {
    const both = allowedTo('contributor', 'board-member');
    expect(both.toSorted()).toEqual(
      [...new Set([...allowedTo('contributor'), ...allowedTo('board-member')])].toSorted()
    );
  });

  test('ACL-5 a contributor, such as a patient representative, reads, comments, raises questions, votes, says what they need and what taking part is like, follows what concerns them, reports what worries them and changes nothing else', () => {
    const reading = ALL.filter((capability) => capability.startsWith('read-'));
    const said = ['comment', 'raise-open-point', 'state-access-needs', 'raise-concern', 'answer-experience'];
    const acts = [...said, 'vote'];
    expect(allowedTo('contributor').toSorted()).toEqual([...reading, ...acts, ...OWN].toSorted());
  });

  test('ACL-6 only a board member signs', () => {
    expect(ROLES.filter((role) => allowedTo(role).includes('sign-decision'))).toEqual(['board-member']);
  });

  test('ACL-7 an observer reads, and does nothing but say what they need, report what worries them and follow what concerns them', () => {
    const doing = allowedTo('observer').filter((capability) => !capability.startsWith('read-'));
    expect(doing.toSorted()).toEqual(['raise-concern', 'state-access-needs', ...OWN].toSorted());
  });

  test('ACL-8 a membership counts only in its own partnership', () => {
    const actor = memberOf(ELSEWHERE, 'lead');
    expect(membershipIn(actor, HERE)).toBeUndefined();
    expect(membershipIn(actor, ELSEWHERE)?.roles).toEqual(['lead']);
    expect(membershipIn(NOBODY, HERE)).toBeUndefined();
  });
});

describe('refusals and ids', () => {
  test('ACL-9 a refusal has a stable code, a plain sentence, an HTTP status and the field it is about', () => {
    expect(refuse('already-voted')).toEqual({
      refused: true,
      code: 'already-voted',
      message: 'You have voted in this ballot already. One person, one vote.'
    });
    const own = refuse('missing-field', { field: 'reason', message: 'Say why.' });
    expect(own).toEqual({ refused: true, code: 'missing-field', message: 'Say why.', field: 'reason' });
    expect([statusOf(refuse('signed-out')), statusOf(own), statusOf(refuse('already-voted'))]).toEqual([
      401, 400, 409
    ]);
  });

  test('ACL-9 only a refusal is taken for one', () => {
    expect(isRefusal(refuse('not-found'))).toBe(true);
    for (const value of [true, null, undefined, 'refused', {}, { refused: 'yes' }, []]) {
      expect(isRefusal(value)).toBe(false);
    }
  });

  test.each([
    ['empty', ''],
    ['not text', 7],
    ['nothing', undefined],
    ['a list', ['3f2b8c1e-5d4a-4c6b-9e7f-0a1b2c3d4e5f']],
    ['capitals', '3F2B8C1E-5D4A-4C6B-9E7F-0A1B2C3D4E5F'],
    ['a line break after it', '3f2b8c1e-5d4a-4c6b-9e7f-0a1b2c3d4e5f\n'],
    ['a path', '../3f2b8c1e-5d4a-4c6b-9e7f-0a1b2c3d4e5f'],
    ['no hyphens', '3f2b8c1e5d4a4c6b9e7f0a1b2c3d4e5f']
  ])('ACL-10 what is not an id in its one form is answered like an id of nothing: %s', (_, value) => {
    expect(parseId(value)).toMatchObject({ code: 'not-found' });
  });

  test('ACL-10 an id in its one form is taken as it is', () => {
    const id = '3f2b8c1e-5d4a-4c6b-9e7f-0a1b2c3d4e5f';
    expect(parseId(id)).toBe(id);
  });
});
