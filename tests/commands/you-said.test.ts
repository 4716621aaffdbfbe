import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import type { CommentId, SpecificationId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { registerEntry } from '#server/db/schema/decisions';
import { publishedAnswer } from '#server/db/schema/receipts';
import { done, recorded } from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  passage,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { refusing } from '#tests/builders/refused';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';

const TEXT = documentOf(heading(1, 'Scope', '3'), paragraph('Response within 2 hours if not injured.'));
const SAID = 'Two hours is long on a cold floor.';

let world: World;
let lead: TestPerson;
let facilitator: TestPerson;
let others: TestPerson[];
let patient: TestPerson;
let stranger: TestPerson;
let id: SpecificationId;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead', 'editor'] });
  facilitator = await world.person('Grace Lindqvist', { roles: ['facilitator'] });
  const as = (role: 'editor' | 'secretary' | 'board-member' | 'observer') =>
    world.person(`Some ${role}`, { roles: [role] });
  others = [await as('editor'), await as('secretary'), await as('board-member'), await as('observer')];
  patient = await world.person('Patrick Doyle', { group: 'patient-carer' });
  for (const name of ['Ann', 'Ben', 'Cyn', 'Dot']) await world.person(name, { group: 'patient-carer' });
  const other = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId: other });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = new Date('2026-11-24T10:00:00.000Z');
  id = await specificationWith(world, lead, TEXT);
});

async function commented(more: object = {}): Promise<CommentId> {
  const place = await passage(world, id, 'within 2 hours if');
  return done(await patient.commands.addComment({ specificationId: id, ...place, body: SAID, ...more })).id;
}

async function answered(more: object = {}): Promise<CommentId> {
  await edit(world, id, lead, replacing('1 hour', '2 hours'));
  const commentId = await commented(more);
  await edit(world, id, lead, replacing('2 hours', '1 hour'));
  done(await lead.commands.answerComment({ commentId, outcome: 'changed', body: 'It is one hour now.' }));
  return commentId;
}

const publish = (commentId: CommentId, more: object = {}, by = facilitator) =>
  by.commands.publishAnswer({ specificationId: id, commentId, words: 'own', ...more });
const page = () => nobody(world).reads.youSaid(id);
const rows = () =>
  world.runtime.tools.db
    .select()
    .from(publishedAnswer)
    .where(eq(publishedAnswer.specificationId, id))
    .orderBy(publishedAnswer.commentId);
const entries = () => world.runtime.tools.db.select().from(registerEntry);

const refusedWith = refusing(async () => [await rows(), await entries()]);

describe('publishing', () => {
  it('RCP-20 RCP-23 RCP-27 everybody reads what was said, the answer and the words, and no name', async () => {
    expect(await page()).toMatchObject({ code: 'not-found' });
    done(await publish(await answered({ kind: 'experience' })));
    const shown = done(await page());
    expect(shown).toEqual({
      title: 'Integrated falls and frailty service',
      partnership: 'Vale',
      parts: [
        {
          ...{ group: 'patient-carer', kind: 'experience', said: SAID, isShort: false },
          ...{ outcome: 'changed', answer: 'It is one hour now.', passedTo: null },
          ...{ before: 'within 2 hours if', after: 'within 1 hour if', publishedOn: '2026-11-24' }
        }
      ]
    });
    expect(done(await stranger.reads.youSaid(id))).toEqual(shown);
  });

  it('RCP-20 a shorter form stands in the place of the words', async () => {
    const commentId = await answered();
    const missing = await refusedWith('missing-field', () =>
      publish(commentId, { words: 'short', short: ' ' })
    );
    expect(missing.field).toBe('short');
    done(await publish(commentId, { words: 'short', short: 'Come sooner.' }, lead));
    const shown = done(await page());
    expect(shown.parts).toMatchObject([{ said: 'Come sooner.', isShort: true }]);
    expect(JSON.stringify([shown, await rows()])).not.toContain('cold floor');
  });

  it('RCP-20 who may not publish is offered nothing, changes nothing, and from outside learns nothing', async () => {
    const commentId = await answered();
    for (const by of [...others, patient]) {
      await refusedWith('not-allowed', () => publish(commentId, {}, by));
      expect(await by.reads.published(id)).toMatchObject({ code: 'not-allowed' });
    }
    await refusedWith('not-found', () => publish(commentId, {}, stranger));
    expect(await stranger.reads.published(id)).toMatchObject({ code: 'not-found' });
    await refusedWith('signed-out', () =>
      nobody(world).commands.publishAnswer({ specificationId: id, commentId, words: 'own' })
    );
    done(await publish(commentId));
    for (const by of [...others, patient])
      await refusedWith('not-allowed', () => by.commands.unpublishAnswer({ commentId }));
    await refusedWith('not-found', () => stranger.commands.unpublishAnswer({ commentId }));
  });

  it('RCP-22 what has no answer, was withdrawn or is published is refused, and what names one person', async () => {
    await refusedWith('not-answered-yet', async () => publish(await commented()));
    const commentId = await answered();
    const personal = await refusedWith('personal-data', () =>
      publish(commentId, { words: 'short', short: 'Ring 01632 960 001.' })
    );
    expect(personal.field).toBe('short');
    await refusedWith('invalid-input', () => publish(commentId, { words: 'mine' }));
    await refusedWith('missing-field', () => publish(commentId, { words: '' }));
    await refusedWith('not-found', () => publish(commentId, { specificationId: lead.memberId }));
    done(await publish(commentId));
    await refusedWith('already-published', () => publish(commentId));
    const gone = await answered();
    done(await patient.commands.withdrawComment({ commentId: gone }));
    await refusedWith('already-withdrawn', () => publish(gone));
  });

  it('RCP-21 it stays as it was published, also when the text changes; the database refuses to change it', async () => {
    const commentId = await answered();
    done(await publish(commentId));
    const before = done(await page());
    await edit(world, id, lead, replacing('1 hour', '3 hours'));
    expect(done(await page())).toEqual(before);
    const rewrite = world.runtime.tools.db
      .update(publishedAnswer)
      .set({ said: 'We are happy.' })
      .where(eq(publishedAnswer.commentId, commentId));
    await expect(rewrite).rejects.toThrow();
    expect(done(await page())).toEqual(before);
  });

  it('RCP-23 whoever chose not to be named, or a role, is shown by their group like everybody', async () => {
    const unnamed = await answered({ shownAs: 'nobody' });
    const named = await answered();
    done(await publish(unnamed));
    const first = JSON.stringify(done(await page()));
    done(await facilitator.commands.unpublishAnswer({ specificationId: id, commentId: unnamed }));
    done(await publish(named));
    expect(JSON.stringify(done(await page()))).toBe(first);
    expect(first).not.toMatch(/Patrick|Helen|Grace|Anonymous|ICB/);
    for (const secret of [unnamed, patient.memberId, lead.memberId, facilitator.memberId])
      expect(first).not.toContain(secret);
  });
});

describe('what must not be quoted', () => {
  const quote = (commentId: CommentId, quoted: string, by = patient) =>
    by.commands.quoteComment({ commentId, quoted });
  const offered = async () => done(await facilitator.reads.published(id)).offered;

  it('RCP-6 RCP-28 from that moment on the page shows the answer without the words, until it is taken back', async () => {
    const commentId = await answered({ shownAs: 'nobody' });
    done(await publish(commentId));
    const before = [done(await page()), await entries()];
    done(await quote(commentId, 'no'));
    const shown = done(await page());
    expect(shown.parts).toMatchObject([
      { said: null, answer: 'It is one hour now.', after: 'within 1 hour if' }
    ]);
    expect(JSON.stringify(shown)).not.toContain('cold floor');
    expect(
      done(await patient.reads.receipts()).receipts.find((each) => each.specification.id === id)
    ).toMatchObject({
      published: [commentId],
      notQuoted: [commentId]
    });
    done(await quote(commentId, 'yes'));
    expect([done(await page()), await entries()]).toEqual(before);
  });

  it('RCP-28 whoever publishes is told, keeps no words, and a shorter form is left out as well', async () => {
    const commentId = await answered();
    expect(await offered()).toMatchObject([{ id: commentId, mayBeQuoted: true }]);
    done(await quote(commentId, 'no'));
    expect(await offered()).toMatchObject([{ id: commentId, mayBeQuoted: false }]);
    done(await publish(commentId, { words: 'short', short: 'Come sooner.' }));
    expect(done(await page()).parts).toMatchObject([{ said: null, isShort: false }]);
    expect(JSON.stringify(await rows())).not.toMatch(/cold floor|Come sooner/);
    expect((await recorded(world)).at(-1)).toMatchObject({
      kind: 'answer-published',
      content: { words: 'none' }
    });
  });

  it('RCP-6 nobody else says so, and not of what was withdrawn', async () => {
    const commentId = await answered();
    for (const by of [lead, facilitator, ...others])
      await refusedWith('not-allowed', () => quote(commentId, 'no', by));
    await refusedWith('not-found', () => quote(commentId, 'no', stranger));
    await refusedWith('signed-out', () => nobody(world).commands.quoteComment({ commentId, quoted: 'no' }));
    await refusedWith('missing-field', () => quote(commentId, ''));
    await refusedWith('invalid-input', () => quote(commentId, 'maybe'));
    expect(await offered()).toMatchObject([{ id: commentId, mayBeQuoted: true }]);
    done(await patient.commands.withdrawComment({ commentId }));
    await refusedWith('already-withdrawn', () => quote(commentId, 'no'));
  });
});

describe('taking away', () => {
  it('RCP-24 RCP-26 each part by itself; both are in the register, without the words', async () => {
    const [first, second] = [await answered(), await answered()];
    done(await publish(first));
    done(await publish(second, { words: 'short', short: 'Come sooner.' }));
    done(await facilitator.commands.unpublishAnswer({ specificationId: id, commentId: first }));
    expect(done(await page()).parts.map(({ said }) => said)).toEqual(['Come sooner.']);
    expect(JSON.stringify(await rows())).not.toContain('cold floor');
    await refusedWith('not-found', () => facilitator.commands.unpublishAnswer({ commentId: first }));
    const about = { specificationId: id, by: { name: 'Grace Lindqvist' } };
    const told = (await recorded(world)).slice(-3);
    expect(told).toMatchObject([
      { kind: 'answer-published', content: { ...about, commentId: first, words: 'own' } },
      { kind: 'answer-published', content: { ...about, commentId: second, words: 'short' } },
      { kind: 'answer-unpublished', content: { ...about, commentId: first } }
    ]);
    expect(JSON.stringify(told)).not.toMatch(/cold floor|Come sooner|Patrick/);
    done(await publish(first, {}, lead));
    expect(done(await page()).parts).toHaveLength(2);
  });

  it('RCP-25 RCP-27 withdrawing it takes it away at the same moment, and the register says nothing', async () => {
    const commentId = await answered({ shownAs: 'nobody' });
    done(await publish(commentId, { words: 'short', short: 'Come sooner.' }));
    const before = await entries();
    done(await patient.commands.withdrawComment({ commentId }));
    expect(await page()).toMatchObject({ code: 'not-found' });
    expect((await rows()).filter((row) => row.commentId === commentId)).toEqual([]);
    expect(await entries()).toEqual(before);
  });

  it('RCP-25 of publishing and withdrawing at the same moment nothing is left to read', async () => {
    const commentId = await answered();
    const [withdrawn] = await Promise.all([
      patient.commands.withdrawComment({ commentId }),
      publish(commentId)
    ]);
    expect(isRefusal(withdrawn)).toBe(false);
    expect(await page()).toMatchObject({ code: 'not-found' });
  });

  it('RCP-25 a reply that is withdrawn takes nothing away', async () => {
    const commentId = await commented();
    const reply = done(await patient.commands.replyToComment({ commentId, body: 'And cold.' }));
    done(await lead.commands.answerComment({ commentId, outcome: 'not-changed', body: 'Not this year.' }));
    done(await publish(commentId));
    done(await patient.commands.withdrawComment({ commentId, replyId: reply.id }));
    expect(done(await page()).parts).toMatchObject([{ before: null, after: null, said: SAID }]);
  });

  it('RCP-5 the receipt of its writer says what is public', async () => {
    const commentId = await answered();
    done(await publish(commentId));
    const { receipts } = done(await patient.reads.receipts());
    expect(receipts.find(({ specification }) => specification.id === id)).toMatchObject({
      published: [commentId]
    });
  });
});
