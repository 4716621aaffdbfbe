import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Refusal } from '#domain/refusal';
import { STARTER_TERMS } from '#server/glossary/starter-terms';
import { newSetUpToken, setUp } from '#server/auth/set-up';
import { glossaryTerm } from '#server/db/schema/plain-summaries';
import { composeRuntime } from '#server/runtime';
import { isRefusal } from '#domain/refusal';
import { done } from '#tests/builders/decisions';
import { withClauses, summaryFor, writeSummary } from '#tests/builders/summaries';
import { openTestDatabase } from '#tests/builders/test-database';
import { buildWorld, nobody, TEST_CONFIG, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let tom: TestPerson;
let patrick: TestPerson;
let stranger: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead'] });
  tom = await world.person('Tom Adeyemi', { roles: ['editor'] });
  patrick = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
  const other = await world.partnership('Other');
  stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId: other });
});
afterAll(() => world.close());

const ICB = { term: 'ICB', otherForms: 'ICBs, integrated care board', explanation: 'It plans health care.' };
const rows = () => world.runtime.tools.db.select().from(glossaryTerm);
const glossary = async (by: TestPerson) => done(await by.reads.glossary());

async function refusedWithout(change: () => Promise<unknown>): Promise<Refusal> {
  const before = await rows();
  const answer = await change();
  expect(await rows()).toEqual(before);
  return answer as Refusal;
}

describe('the glossary', () => {
  it('PLN-40 words are added, changed and removed by leads and editors, and everybody reads them in order', async () => {
    const { id } = done(await helen.commands.addGlossaryTerm(ICB));
    done(
      await tom.commands.addGlossaryTerm({ term: 'carer', otherForms: '', explanation: 'Who looks after.' })
    );
    const { terms, may } = await glossary(patrick);
    expect(terms.map(({ term }) => term)).toEqual(['carer', 'ICB']);
    expect(terms[1]).toEqual({ id, ...ICB, otherForms: ['ICBs', 'integrated care board'] });
    expect([may.edit, (await glossary(tom)).may.edit]).toEqual([false, true]);
    done(await tom.commands.changeGlossaryTerm({ id, ...ICB, explanation: 'It plans and pays.' }));
    expect((await glossary(patrick)).terms[1]!.explanation).toBe('It plans and pays.');
    done(await helen.commands.removeGlossaryTerm({ id }));
    expect((await glossary(patrick)).terms.map(({ term }) => term)).toEqual(['carer']);
  });

  it('PLN-40 nobody else changes it, and who is of another partnership finds nothing of it', async () => {
    const { id } = done(await helen.commands.addGlossaryTerm({ ...ICB, term: 'board' }));
    const fields = { id, ...ICB, term: 'other' };
    for (const command of ['addGlossaryTerm', 'changeGlossaryTerm', 'removeGlossaryTerm'] as const) {
      const by = (who: { commands: TestPerson['commands'] }) =>
        refusedWithout(() => who.commands[command](fields));
      expect((await by(patrick)).code).toBe('not-allowed');
      expect((await by(nobody(world))).code).toBe('signed-out');
      if (command !== 'addGlossaryTerm') expect((await by(stranger)).code).toBe('not-found');
    }
    expect((await glossary(stranger)).terms).toEqual([]);
    expect(await nobody(world).reads.glossary()).toMatchObject({ code: 'signed-out' });
  });

  it('PLN-40 a word stands in it once, whatever its capitals; another partnership has its own', async () => {
    const { id } = done(await helen.commands.addGlossaryTerm({ ...ICB, term: 'Frailty' }));
    const second = done(await helen.commands.addGlossaryTerm({ ...ICB, term: 'frail' }));
    const taken = { code: 'term-taken', field: 'term' };
    expect(
      await refusedWithout(() => tom.commands.addGlossaryTerm({ ...ICB, term: 'FRAILTY' }))
    ).toMatchObject(taken);
    const renamed = { ...ICB, id: second.id, term: 'frailty' };
    expect(await refusedWithout(() => tom.commands.changeGlossaryTerm(renamed))).toMatchObject(taken);
    done(await tom.commands.changeGlossaryTerm({ ...ICB, id, term: 'frailty' }));
    done(await stranger.commands.addGlossaryTerm({ ...ICB, term: 'frailty' }));
    const both = await Promise.all(
      [0, 1].map(() => helen.commands.addGlossaryTerm({ ...ICB, term: 'at once' }))
    );
    expect(both.filter(isRefusal)).toMatchObject([taken]);
  });

  it.each([
    ['term', { term: ' ' }, 'missing-field'],
    ['term', { term: 'x'.repeat(81) }, 'too-long'],
    ['term', { term: 'A' }, 'invalid-input'],
    ['term', { term: 'word', otherForms: 'words, w' }, 'invalid-input'],
    ['otherForms', { otherForms: 'x'.repeat(801) }, 'too-long'],
    ['explanation', { explanation: '' }, 'missing-field'],
    ['explanation', { explanation: 'x'.repeat(501) }, 'too-long'],
    ['explanation', { explanation: 'Ring 020 7946 0018.' }, 'personal-data']
  ])('PLN-45 %s: %j is refused', async (field, wrong, code) => {
    const fields = { ...ICB, term: 'new word', ...wrong };
    expect(await refusedWithout(() => helen.commands.addGlossaryTerm(fields))).toMatchObject({ code, field });
  });

  it('PLN-43 a word is explained in the text and in the summary beside it, and in neither once it is removed', async () => {
    const { id } = done(
      await helen.commands.addGlossaryTerm({ term: 'service', otherForms: '', explanation: 'What is done.' })
    );
    const specificationId = await withClauses(world, helen);
    await writeSummary(helen, { specificationId, clause: 'aims', text: 'One service for you.' });
    const html = async () => [
      done(await patrick.reads.specificationPage(specificationId)).html,
      (await summaryFor(patrick, specificationId, 'aims')).html!
    ];
    for (const [index, page] of (await html()).entries()) {
      expect(page).toContain('aria-label="What “service” means"');
      expect(page).toContain(`id="${['text', 'plain-aims'][index]}-term-1"`);
    }
    done(await helen.commands.removeGlossaryTerm({ id }));
    for (const page of await html()) expect(page).not.toContain('term-button');
    const exported = done(
      await patrick.reads.specificationExport(specificationId, { format: 'html', version: null })
    );
    expect(JSON.stringify(exported)).not.toContain('term-');
  });
});

it('PLN-41 the first partnership of an installation begins with the common words', async () => {
  const runtime = composeRuntime({ config: TEST_CONFIG, database: await openTestDatabase() });
  try {
    const token = await newSetUpToken(runtime.tools.db);
    const words = {
      organisation: 'Board',
      organisationKind: 'council',
      partnership: 'Vale',
      purpose: 'Care'
    };
    const lead = {
      locality: 'Vale',
      name: 'Eve',
      email: 'eve@test.example',
      password: 'a long password here'
    };
    expect(isRefusal(await setUp({ token, ...words, ...lead }, runtime.tools))).toBe(false);
    const planted = await runtime.tools.db.select().from(glossaryTerm);
    expect(planted.map(({ term }) => term).sort()).toEqual(STARTER_TERMS.map(({ term }) => term).sort());
  } finally {
    await runtime.close();
  }
});
