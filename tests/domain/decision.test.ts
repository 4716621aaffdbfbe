import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalDecision,
  checkSignature,
  decisionHash,
  decisionSentence,
  decisionState,
  type ProposedDecision,
  type Signature,
  type SignatureRequest
} from '#domain/decision';
import type { BallotId, CommentId, MemberId, OrganisationId } from '#domain/ids';
import { readVectors, sha256 } from './sha256';

interface Vectors {
  cases: { name: string; decision: ProposedDecision; canonical: string; hash: string }[];
}
const vectors = readVectors<Vectors>('decision');

function proposed(): ProposedDecision {
  const [first] = vectors.cases;
  if (!first) throw new Error('no vectors');
  return first.decision;
}

function signed(member: string, organisation: string, minute: number): Signature {
  const signedAt = new Date(Date.UTC(2027, 2, 9, 18, minute));
  return {
    memberId: member as MemberId,
    organisationId: organisation as OrganisationId,
    outcome: 'signed',
    reason: '',
    signedAt
  };
}

function refused(member: string, organisation: string, minute: number): Signature {
  return { ...signed(member, organisation, minute), outcome: 'refused', reason: 'Not costed' };
}

const NAMES: Record<string, string> = { icb: 'the Integrated Care Board', council: 'the Council' };
const nameOf = (id: OrganisationId) => NAMES[id] ?? id;

describe('what a signature binds', () => {
  test.each(vectors.cases)(
    'DEC-1 the canonical form and its hash: $name',
    ({ decision, canonical, hash }) => {
      expect(new TextDecoder().decode(canonicalDecision(decision))).toBe(canonical);
      expect(decisionHash(decision, sha256)).toBe(hash);
    }
  );

  test('DEC-29 a decision that names no exception has the first form, as ever', () => {
    const decision = proposed();
    const none = { ...decision, unanswered: [] };
    expect(decisionHash(none, sha256)).toBe(decisionHash(decision, sha256));
    const named = { ...decision, unanswered: [{ commentId: 'c1' as CommentId, reason: 'Not ours.' }] };
    const other = { ...decision, unanswered: [{ commentId: 'c1' as CommentId, reason: 'Not now.' }] };
    expect(new Set([none, named, other].map((each) => decisionHash(each, sha256))).size).toBe(3);
  });

  test('DEC-1 the order of properties, extra properties and the kind of accent make no difference', () => {
    const decision = proposed();
    const reversed = Object.fromEntries(Object.entries(decision).reverse()) as unknown as ProposedDecision;
    const extra = {
      ...decision,
      options: decision.options.map((option) => ({ ...option, position: 1 })),
      id: 'd1'
    };
    const otherAccent = { ...decision, wording: decision.wording.normalize('NFD') };
    for (const same of [reversed, extra, otherAccent]) {
      expect(decisionHash(same, sha256)).toBe(decisionHash(decision, sha256));
    }
  });

  const changes: [string, Partial<ProposedDecision>][] = [
    [
      'the partnership',
      { partnershipId: '00000000-0000-4000-8000-0000000000ff' as ProposedDecision['partnershipId'] }
    ],
    ['the reference', { reference: 'JCC-2027-005' }],
    ['the title', { title: 'Falls' }],
    ['the question', { question: 'Which?' }],
    ['one letter of the wording', { wording: `${proposed().wording} ` }],
    ['the reasons', { reasons: '' }],
    ['the version of the specification', { versionHash: 'f'.repeat(64) }],
    [
      'the ballot',
      { ballot: { id: '00000000-0000-4000-8000-000000000013' as BallotId, resultHash: 'b'.repeat(64) } }
    ],
    [
      'the ballot’s result',
      { ballot: { id: proposed().ballot?.id as BallotId, resultHash: 'c'.repeat(64) } }
    ],
    ['how many must sign', { organisationsNeeded: 1 }],
    ['the order of options', { options: proposed().options.toReversed() }],
    ['a cost', { options: proposed().options.map((option) => ({ ...option, annualCost: 1 })) }],
    [
      'which option is chosen',
      { options: proposed().options.map((option) => ({ ...option, chosen: false })) }
    ],
    [
      'why an option was ruled out',
      { options: proposed().options.map((option) => ({ ...option, reason: '' })) }
    ]
  ];
  test.each(changes)('DEC-1 the hash changes with %s', (_, change) => {
    expect(decisionHash({ ...proposed(), ...change }, sha256)).not.toBe(decisionHash(proposed(), sha256));
  });
});

describe('a decision’s state', () => {
  test('DEC-2 nobody has signed: it waits for the number asked for', () => {
    const state = decisionState([], 2);
    expect(state).toEqual({ state: 'awaiting', signedBy: [], stillNeeded: 2 });
    expect(decisionSentence(state, nameOf)).toBe('Not yet a decision. Waiting for 2 organisations to sign.');
  });

  test('DEC-2 one has signed: it waits for one more, in words', () => {
    const state = decisionState([signed('ngozi', 'icb', 0)], 2);
    expect(state).toEqual({ state: 'awaiting', signedBy: ['icb'], stillNeeded: 1 });
    expect(decisionSentence(state, nameOf)).toBe(
      'Not yet a decision. Waiting for 1 more organisation to sign. Signed so far: the Integrated Care Board.'
    );
  });

  test('DEC-3 two people of one organisation are one organisation', () => {
    const state = decisionState([signed('ngozi', 'icb', 0), signed('tom', 'icb', 1)], 2);
    expect(state).toEqual({ state: 'awaiting', signedBy: ['icb'], stillNeeded: 1 });
  });

  test('DEC-3 agreed by the signature that makes up the number, at its moment', () => {
    const last = signed('joan', 'council', 5);
    const state = decisionState([last, signed('ngozi', 'icb', 0)], 2);
    expect(state).toEqual({ state: 'agreed', signedBy: ['icb', 'council'], at: last.signedAt });
    expect(decisionSentence(state, nameOf)).toBe(
      'Agreed on 9 March 2027 by the Integrated Care Board and the Council.'
    );
  });

  test('DEC-4 a refusal settles it, whoever signed before', () => {
    const refusal = refused('joan', 'council', 5);
    const state = decisionState([signed('ngozi', 'icb', 0), refusal], 2);
    expect(state).toEqual({ state: 'refused', by: refusal, at: refusal.signedAt });
    expect(decisionSentence(state, nameOf)).toBe('Refused on 9 March 2027 by the Council: “Not costed”');
  });

  test('DEC-3 agreed exactly when enough different organisations signed and nobody refused', () => {
    const some = fc.uniqueArray(
      fc.record({
        member: fc.nat(20).map((n) => `m${n}`),
        organisation: fc.constantFrom('a', 'b', 'c', 'd')
      }),
      { selector: ({ member }) => member }
    );
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 5 }), (people, needed) => {
        const signatures = people.map(({ member, organisation }, index) =>
          signed(member, organisation, index)
        );
        const organisations = new Set(people.map(({ organisation }) => organisation)).size;
        const state = decisionState(signatures, needed);
        expect(state.state).toBe(organisations >= needed ? 'agreed' : 'awaiting');
        if (state.state === 'awaiting') expect(state.stillNeeded).toBe(needed - organisations);
      })
    );
  });
});

describe('whether a signature is taken', () => {
  const decision = { hash: 'd'.repeat(64), versionHash: 'e'.repeat(64), organisationsNeeded: 2 };
  const request: SignatureRequest = {
    memberId: 'joan' as MemberId,
    outcome: 'signed',
    reason: '',
    decisionHash: decision.hash,
    versionHash: decision.versionHash
  };
  const one = [signed('ngozi', 'icb', 0)];

  test('DEC-5 both hashes are those on the page: it is taken', () => {
    expect(checkSignature(request, decision, one)).toBe(true);
    expect(checkSignature({ ...request, outcome: 'refused', reason: 'Not costed' }, decision, one)).toBe(
      true
    );
  });

  test.each([
    ['the decision', { decisionHash: 'f'.repeat(64) }],
    ['the text', { versionHash: 'f'.repeat(64) }],
    ['nothing at all', { decisionHash: '', versionHash: '' }]
  ])('DEC-5 another hash of %s is refused, for a refusal to sign as well', (_, other) => {
    expect(checkSignature({ ...request, ...other }, decision, one)).toMatchObject({
      code: 'version-changed'
    });
    const no = { ...request, ...other, outcome: 'refused', reason: 'Not costed' } as const;
    expect(checkSignature(no, decision, one)).toMatchObject({ code: 'version-changed' });
  });

  test('DEC-6 each member once', () => {
    const again = { ...request, memberId: 'ngozi' as MemberId };
    expect(checkSignature(again, decision, one)).toMatchObject({ code: 'already-signed' });
    expect(checkSignature({ ...again, outcome: 'refused', reason: 'x' }, decision, one)).toMatchObject({
      code: 'already-signed'
    });
  });

  test('DEC-7 once agreed or refused it takes no more', () => {
    const agreed = [...one, signed('priya', 'council', 1)];
    const isRefused = [...one, refused('priya', 'council', 1)];
    expect(checkSignature(request, decision, agreed)).toMatchObject({ code: 'decision-closed' });
    expect(checkSignature(request, decision, isRefused)).toMatchObject({ code: 'decision-closed' });
  });

  test.each(['', '   ', '\n\t'])('DEC-8 refusing needs a reason: %j is none', (reason) => {
    expect(checkSignature({ ...request, outcome: 'refused', reason }, decision, one)).toMatchObject({
      code: 'missing-field',
      field: 'reason'
    });
  });
});
