import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionHash } from '#domain/decision';
import { nextReference } from '#domain/decision-reference';
import { ballotResultHash } from '#server/db/decision-evidence';
import { sha256 } from '#server/sha256';
import { openedBy } from '#tests/builders/ballots';
import {
  boardsOf,
  decisionFields,
  decisionRows,
  done,
  OPTIONS,
  proposedBy,
  recorded,
  type Boards
} from '#tests/builders/decisions';
import { documentOf, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let boards: Boards;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
});
afterAll(() => world.close());

/** Sends it, and shows that it was refused and that nothing changed. */
async function refusedWith(code: string, fields: Record<string, unknown>, by: TestPerson = boards.helen) {
  const before = await decisionRows(world);
  const answer = await by.commands.proposeDecision(fields);
  expect(answer).toMatchObject({ refused: true, code });
  expect(await decisionRows(world)).toEqual(before);
  return answer as { field?: string; message: string };
}

const field = async (code: string, more: Record<string, unknown>) =>
  (await refusedWith(code, decisionFields(boards, { reference: 'NEW-1', ...more }))).field;

describe('putting a decision to the boards', () => {
  it('DEC-20 a lead and a board secretary may, nobody else', async () => {
    const secretary = await world.person('Sam Secretary', { roles: ['secretary'] });
    done(await secretary.commands.proposeDecision(decisionFields(boards, { reference: 'SEC-1' })));
    for (const person of [boards.ngozi, boards.patrick]) {
      await refusedWith('not-allowed', decisionFields(boards, { reference: 'NEW-1' }), person);
      expect(await person.reads.decisionProposal()).toMatchObject({ refused: true, code: 'not-allowed' });
    }
    const before = await decisionRows(world);
    expect(await nobody(world).commands.proposeDecision(decisionFields(boards))).toMatchObject({
      code: 'signed-out'
    });
    expect(await decisionRows(world)).toEqual(before);
  });

  it('DEC-21 it is stored as sent, with its hash, and recorded in the register', async () => {
    const made = done(
      await boards.helen.commands.proposeDecision(decisionFields(boards, { reference: 'JCC-2026-007' }))
    );
    const { wording, reasons, question, title } = decisionFields(boards) as Record<string, string>;
    const content = {
      title: title!,
      question: question!,
      wording: wording!,
      reasons: reasons!,
      options: OPTIONS
    };
    const page = done(await boards.helen.reads.decision(made.id));
    expect(page).toMatchObject({ ...content, reference: 'JCC-2026-007', versionHash: boards.versionHash });
    expect(page).toMatchObject({ organisationsNeeded: 2, ballot: null, proposedBy: { name: 'Helen Marsh' } });
    const { partnershipId } = world;
    const { versionHash } = boards;
    const bound = {
      ...content,
      partnershipId,
      versionHash,
      reference: made.reference,
      ballot: null,
      organisationsNeeded: 2
    };
    expect(made.hash).toBe(decisionHash(bound, sha256));
    expect((await recorded(world)).at(-1)).toMatchObject({
      kind: 'decision-proposed',
      content: { decisionId: made.id, decisionHash: made.hash, versionHash, by: { name: 'Helen Marsh' } }
    });
  });

  it('DEC-21 a form without JavaScript makes the same decision as a JSON body', async () => {
    const { options: _left, ...words } = decisionFields(boards, { reference: 'FORM-1' });
    const form: Record<string, unknown> = { ...words, chosen: '1', organisationsNeeded: '2', ballotId: '' };
    OPTIONS.forEach((option, index) => {
      form[`options.${index}.key`] = option.key;
      form[`options.${index}.title`] = option.title;
      form[`options.${index}.annualCost`] =
        option.annualCost === null ? '' : `£${option.annualCost.toLocaleString('en-GB')}`;
      form[`options.${index}.reason`] = option.reason;
    });
    for (const index of [3, 4, 5]) form[`options.${index}.key`] = 'DEF'.charAt(index - 3);
    const { id } = done(await boards.helen.commands.proposeDecision(form));
    expect(done(await boards.helen.reads.decision(id)).options).toEqual(OPTIONS);
  });

  it.each(['reference', 'title', 'question', 'wording', 'reasons', 'versionId'])(
    'DEC-22 without its %s it is refused, and the field is named',
    async (name) => {
      expect(await field('missing-field', { [name]: '  ' })).toBe(name);
    }
  );

  it('DEC-22 half a character, a list for a text and a text without end are refused', async () => {
    expect(await field('invalid-input', { title: 'a\ud800' })).toBe('title');
    expect(await field('invalid-input', { wording: ['a'] })).toBe('wording');
    expect(await field('too-long', { reasons: 'a'.repeat(10_001) })).toBe('reasons');
    for (const fields of [undefined, null, 'text', 7, []]) {
      expect(await boards.helen.commands.proposeDecision(fields)).toMatchObject({ refused: true });
    }
  });

  it('DEC-23 two to six options, each with a title and a reason', async () => {
    const [a, b] = OPTIONS;
    expect(await field('missing-field', { options: [b] })).toBe('options.1.title');
    expect(await field('missing-field', { options: [] })).toBe('options.0.title');
    const seven = Array.from({ length: 7 }, (_, index) => ({ ...a, key: String(index) }));
    expect(await field('invalid-input', { options: seven })).toBe('options.0.title');
    expect(await field('missing-field', { options: [a, { ...b, title: '' }] })).toBe('options.1.title');
    expect(await field('missing-field', { options: [a, { ...b, reason: ' ' }] })).toBe('options.1.reason');
    expect(await field('invalid-input', { options: [a, { ...b, annualCost: 12.5 }] })).toBe(
      'options.1.annualCost'
    );
    expect(await field('invalid-input', { options: [a, { ...b, annualCost: 'lots' }] })).toBe(
      'options.1.annualCost'
    );
    expect(await field('missing-field', { options: [a, 'b'] })).toBe('options.1.title');
  });

  it('DEC-23 exactly one is chosen and no two have the same key', async () => {
    const [a, b, d] = OPTIONS;
    expect(await field('missing-field', { options: [a, d] })).toBe('chosen');
    expect(await field('invalid-input', { options: [b, { ...a, chosen: true }] })).toBe('chosen');
    expect(await field('invalid-input', { options: [a, { ...b, key: 'A' }] })).toBe('options.1.key');
  });

  it('DEC-24 it rests on a frozen version of this partnership', async () => {
    const elsewhere = await world.partnership('Elsewhere');
    const stranger = await world.person('Sid Stranger', { roles: ['lead'], partnershipId: elsewhere });
    const theirs = await specificationWith(world, stranger, documentOf(paragraph('Theirs.')));
    const { id } = done(await stranger.commands.freezeVersion({ specificationId: theirs, label: '' }));
    expect(await field('not-found', { versionId: id })).toBe('versionId');
    expect(await field('not-found', { versionId: world.runtime.tools.newId() })).toBe('versionId');
    expect(await field('not-found', { versionId: 'newest' })).toBe('versionId');
    expect(done(await stranger.reads.decisionProposal()).versions.map((each) => each.id)).toEqual([id]);
  });

  it('DEC-24 it may rest on a ballot, once that has closed', async () => {
    const ballotId = await openedBy(boards.helen);
    expect(await field('ballot-open', { ballotId })).toBe('ballotId');
    expect(await field('not-found', { ballotId: world.runtime.tools.newId() })).toBe('ballotId');
    expect(await field('not-found', { ballotId: 'last' })).toBe('ballotId');
    expect(done(await boards.helen.reads.decisionProposal()).ballots).toEqual([]);
    done(await boards.helen.commands.closeBallot({ ballotId }));
    expect(done(await boards.helen.reads.decisionProposal()).ballots).toMatchObject([{ id: ballotId }]);
    const id = await proposedBy(boards, 'BAL-1', { ballotId });
    const page = done(await boards.helen.reads.decision(id));
    expect(page).toMatchObject({ ballot: { id: ballotId, title: 'Falls priorities' }, intact: true });
    const { title, question, wording, reasons, options, versionHash } = page;
    const resultHash = await ballotResultHash(world.runtime.tools.db, ballotId);
    const { partnershipId } = world;
    const bound = {
      partnershipId,
      reference: 'BAL-1',
      title,
      question,
      wording,
      reasons,
      options,
      versionHash
    };
    const ballot = { id: ballotId, resultHash };
    expect(page.hash).toBe(decisionHash({ ...bound, ballot, organisationsNeeded: 2 }, sha256));
  });

  it('DEC-25 a reference is used once in a partnership, also by two at once', async () => {
    const twice = [0, 1].map(() =>
      boards.helen.commands.proposeDecision(decisionFields(boards, { reference: 'ONCE-1' }))
    );
    const answers = await Promise.all(twice);
    expect(answers.filter((answer) => 'refused' in answer)).toMatchObject([
      { code: 'reference-taken', field: 'reference' }
    ]);
    expect(
      (await refusedWith('reference-taken', decisionFields(boards, { reference: ' ONCE-1 ' }))).field
    ).toBe('reference');
  });

  it('DEC-25 the next reference is suggested: same series, this year, one more', () => {
    expect(nextReference([], 2027)).toBe('JCC-2027-001');
    expect(nextReference(['JCC-2027-004', 'JCC-2027-012', 'ABC-2027-099'], 2027)).toBe('JCC-2027-013');
    expect(nextReference(['JCC-2027-012'], 2028)).toBe('JCC-2028-001');
    expect(nextReference(['JCC-2027-012'], 2026)).toBe('JCC-2027-013');
    expect(nextReference(['JCC-2099-012'], 2026)).toBe('JCC-2026-001');
    expect(nextReference(['Minute 7', 'WV/JCC-2027-999'], 2027)).toBe('WV/JCC-2027-1000');
  });

  it.each([['0'], ['21'], ['two'], ['-1'], [1.5]])(
    'DEC-26 %s organisations to sign is not a number that can be needed',
    async (organisationsNeeded) => {
      expect(await field('invalid-input', { organisationsNeeded })).toBe('organisationsNeeded');
    }
  );

  it('DEC-27 text that looks like an NHS number or a phone number is stopped', async () => {
    expect(await field('personal-data', { reasons: 'Ask Joan, 943 476 5919.' })).toBe('reasons');
    const [a, b] = OPTIONS;
    expect(await field('personal-data', { options: [a, { ...b, reason: 'Ring 01632 960 983.' }] })).toBe(
      'options.1.reason'
    );
  });
});
