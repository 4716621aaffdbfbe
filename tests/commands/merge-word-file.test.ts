import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal, refuse } from '#domain/refusal';
import { canonicalDocument } from '#schema/canonical';
import { clauseIdsOf } from '#schema/clause-ids';
import { textOf } from '#schema/document-json';
import { done, recorded } from '#tests/builders/decisions';
import { documentOf, passage, replacing } from '#tests/builders/specification';
import type { TestPerson } from '#tests/builders/world';
import { HEADING_STYLES, styled, wordFile } from '../documents/word-file';
import { MergeStory, swap } from './merge-story';

let story: MergeStory;
let helen: TestPerson;
let tom: TestPerson;
let patrick: TestPerson;

beforeAll(async () => {
  story = await MergeStory.start();
  ({ helen, tom, patrick } = story);
});
afterAll(() => story.close());
beforeEach(() => story.begin());

const rangeOf = ({ from, to }: { from: number; to: number }) => ({ from, to });

describe('changes from a Word file', () => {
  test('IMP-42 IMP-44 the file as it went out differs in nothing, and reading it changes nothing', async () => {
    const before = await story.everything();
    done(await story.send(tom, await story.word()));
    expect(await story.offered(tom)).toMatchObject({
      rows: [],
      same: ['1 Needs', '2 Response', '3 Carers'],
      matches: true
    });
    expect(await story.everything()).toEqual(before);
  });

  test('IMP-42 IMP-45 IMP-48 what was chosen comes in as one edit of the person; the rest stays', async () => {
    const bytes = await story.word((xml) =>
      swap(
        'two hours',
        'one hour'
      )(swap('every year', 'twice a year')(swap('>Needs<', '>What people need<')(xml)))
    );
    done(await story.send(tom, bytes));
    const offer = await story.offered(tom);
    expect(offer.rows.map(({ name, kind }) => [name, kind])).toEqual([
      ['1 What people need', 'changed'],
      ['2 Response', 'changed'],
      ['3 Carers', 'changed']
    ]);
    expect(offer.rows[1]!.html).toMatch(/<del>.*two.*<\/del>.*<ins>.*one/);
    const before = await story.everything();
    const merged = done(await tom.commands.mergeWordFile(story.formOf(offer, { '3 Carers': 'keep' })));
    expect(merged).toMatchObject({
      counts: { changed: 2, added: 0, removed: 0, moved: 0, comments: 0 },
      left: 0,
      keptAs: 1
    });
    const after = await story.everything();
    expect(after.log).toHaveLength(before.log.length + 1);
    expect(after.log.at(-1)).toMatchObject({
      personId: tom.actor.personId,
      sessionHash: tom.actor.sessionHash
    });
    expect((await story.draft()).content!.map(textOf)).toEqual([
      'What people need',
      'Falls are common and costly for older people in the vale.',
      'Response',
      'Somebody comes within one hour.',
      'Carers',
      'Carers are asked every year how they are.'
    ]);
    expect(clauseIdsOf(await story.draft())).toEqual(['aa1', 'bb2', 'cc3']);
    expect(await story.pending()).toEqual([]);
  });

  test('IMP-46 comments on words that stay follow them, and facts stay with their clause', async () => {
    const said = {
      specificationId: story.id,
      body: 'Who decides?',
      ...(await passage(story.world, story.id, 'Somebody comes'))
    };
    done(await patrick.commands.addComment(said));
    const line = { label: 'Cars', perYear: 700_000, payerId: helen.actor.memberships[0]!.organisationId };
    done(await helen.commands.keepBudgetLine({ specificationId: story.id, clause: 'bb2', ...line }));
    const ofClause = async () => done(await patrick.reads.clause(story.id, 'bb2'));
    const { facts } = await ofClause();
    expect(facts.budgetLines).toMatchObject([{ label: 'Cars', pencePerYear: 70_000_000 }]);
    const bytes = await story.word((xml) =>
      swap('two hours', 'one hour')(swap('>Response<', '>Who comes<')(xml))
    );
    done(await story.send(tom, bytes));
    done(await tom.commands.mergeWordFile(story.formOf(await story.offered(tom))));
    const { items } = done(await patrick.reads.comments(story.id));
    expect(items).toMatchObject([{ wordsNow: null }]);
    expect(items[0]!.range).toEqual(rangeOf(await passage(story.world, story.id, 'Somebody comes')));
    expect(await ofClause()).toMatchObject({ name: '2 Who comes', facts });
  });

  test('IMP-57 what was changed only in the draft since the file was made stays, unless the file’s is chosen', async () => {
    const bytes = await story.word(swap('every year', 'twice a year'));
    await story.edit(helen, replacing('two hours', 'one hour'));
    done(await story.send(tom, bytes));
    const offer = await story.offered(tom);
    expect(offer.rows.map(({ name, usual, older }) => [name, usual, older])).toEqual([
      ['2 Response', 'keep', true],
      ['3 Carers', 'take', false]
    ]);
    done(await tom.commands.mergeWordFile(story.formOf(offer)));
    expect(textOf(await story.draft())).toMatch(/one hour.*twice a year/);
    expect(textOf(await story.draft())).not.toContain('two hours');
  });

  test('IMP-57 what was taken out of the draft since the file was made stays out, unless the file’s is chosen', async () => {
    const bytes = await story.word();
    await story.edit(helen, (text) => documentOf(...text.content!.slice(0, -2)));
    const without = await story.draft();
    done(await story.send(tom, bytes));
    const offer = await story.offered(tom);
    expect(offer.rows.map(({ name, kind, usual, older }) => [name, kind, usual, older])).toEqual([
      ['3 Carers', 'new', 'keep', true]
    ]);
    done(await tom.commands.mergeWordFile(story.formOf(offer)));
    expect(await story.draft()).toEqual(without);
    done(await story.send(tom, bytes));
    const again = story.formOf(await story.offered(tom), { '3 Carers': 'take' });
    expect(done(await tom.commands.mergeWordFile(again)).counts).toMatchObject({ added: 1, changed: 0 });
    expect(textOf(await story.draft())).toContain('every year');
  });

  test('IMP-50, VER-30 what the draft said before is frozen with a label that says why, and the register names the file', async () => {
    const before = canonicalDocument(await story.draft());
    done(await story.send(tom, await story.word(swap('two hours', 'one hour'))));
    done(await tom.commands.mergeWordFile(story.formOf(await story.offered(tom))));
    const { versions } = await story.everything();
    expect(versions).toMatchObject([
      {
        number: 1,
        label: 'Before changes came in from the Word file falls.docx',
        occasion: 'merged',
        canonical: before
      }
    ]);
    const [entry] = done(await helen.reads.register()).items;
    expect(entry!.sentence).toMatch(
      /Tom Adeyemi .* brought changes from the Word file “falls.docx” into “.*”: 1 clause changed\./
    );
  });

  test('IMP-50 the register names the file by its SHA-256; a draft that the newest version says is not frozen again', async () => {
    done(await helen.commands.freezeVersion({ specificationId: story.id, label: 'Before' }));
    const { versions } = await story.everything();
    const bytes = await story.word(swap('two hours', 'one hour'));
    done(await story.send(tom, bytes));
    expect(done(await tom.commands.mergeWordFile(story.formOf(await story.offered(tom)))).keptAs).toBeNull();
    expect((await story.everything()).versions).toEqual(versions);
    const merges = (await recorded(story.world)).filter(({ kind }) => kind === 'word-file-merged');
    expect(merges.at(-1)!.content).toMatchObject({
      specificationId: story.id,
      fileName: 'falls.docx',
      fileHash: createHash('sha256').update(bytes).digest('hex'),
      changed: 1
    });
  });

  test('IMP-50 nothing taken: nothing is changed, frozen or recorded, and the file is gone', async () => {
    done(await story.send(tom, await story.word(swap('two hours', 'one hour'))));
    const before = await story.everything();
    const merged = done(
      await tom.commands.mergeWordFile(story.formOf(await story.offered(tom), { '2 Response': 'keep' }))
    );
    expect(merged).toEqual({
      counts: { changed: 0, added: 0, removed: 0, moved: 0, comments: 0 },
      left: 0,
      keptAs: null
    });
    expect(await story.everything()).toEqual(before);
    expect(await story.pending()).toEqual([]);
  });

  test('IMP-49 IMP-48 a chosen clause that somebody changed meanwhile is refused by name, nothing comes in, and others may type elsewhere', async () => {
    done(
      await story.send(
        tom,
        await story.word((xml) => swap('two hours', 'one hour')(swap('every year', 'twice a year')(xml)))
      )
    );
    const form = story.formOf(await story.offered(tom));
    await story.edit(helen, replacing('Somebody comes', 'A nurse comes'));
    await story.edit(helen, replacing('in the vale', 'here'));
    const before = await story.everything();
    const refused = await tom.commands.mergeWordFile(form);
    expect(refused).toMatchObject({ code: 'draft-changed' });
    expect(isRefusal(refused) && refused.message).toMatch(
      /^“2 Response” was changed in the draft meanwhile, so nothing was brought in/
    );
    expect(await story.everything()).toEqual(before);
    expect(await story.pending()).toHaveLength(1);
    // Seen and chosen again: what was typed elsewhere stays.
    const again = await story.offered(tom);
    done(await tom.commands.mergeWordFile(story.formOf(again, { '1 Needs': 'keep', '2 Response': 'keep' })));
    expect(textOf(await story.draft())).toMatch(
      /people here\..*A nurse comes within two hours.*twice a year/
    );
  });

  test('IMP-49 two people who merge at once: of a clause that both want one comes second and is told', async () => {
    done(await story.send(tom, await story.word(swap('two hours', 'one hour')), 'one.docx'));
    done(await story.send(helen, await story.word(swap('two hours', 'six hours')), 'six.docx'));
    const forms = [story.formOf(await story.offered(tom)), story.formOf(await story.offered(helen))] as const;
    const answers = await Promise.all([
      tom.commands.mergeWordFile(forms[0]),
      helen.commands.mergeWordFile(forms[1])
    ]);
    expect(answers.filter(isRefusal).map(({ code }) => code)).toEqual(['draft-changed']);
    expect(textOf(await story.draft())).toMatch(/within (one hour|six hours)\./);
    expect((await story.everything()).versions).toHaveLength(1);
  });

  test('IMP-54 the same form sent twice at once comes in once', async () => {
    done(await story.send(tom, await story.word(swap('two hours', 'one hour'))));
    const form = story.formOf(await story.offered(tom));
    const before = await story.everything();
    const answers = await Promise.all([tom.commands.mergeWordFile(form), tom.commands.mergeWordFile(form)]);
    expect(answers.filter((answer) => !isRefusal(answer)).length).toBeGreaterThan(0);
    for (const answer of answers) if (isRefusal(answer)) expect(answer.code).toBe('merge-gone');
    const after = await story.everything();
    expect(after.log).toHaveLength(before.log.length + 1);
    expect(after.versions).toHaveLength(before.versions.length + 1);
    expect(await tom.commands.mergeWordFile(form)).toEqual(refuse('merge-gone'));
    expect(await story.everything()).toEqual(after);
  });

  test('IMP-55 a file of which no clause is one of the draft says so; what comes in is new, and ours stays', async () => {
    const body = styled('Heading1', 'Parking') + styled('Normal', 'Where cars go.');
    done(await story.send(tom, new Uint8Array(wordFile({ styles: HEADING_STYLES, body }))));
    const offer = await story.offered(tom);
    expect(offer.matches).toBe(false);
    expect(offer.rows.filter(({ kind }) => kind === 'new').map(({ name }) => name)).toEqual(['Parking']);
    done(await tom.commands.mergeWordFile(story.formOf(offer)));
    expect(textOf(await story.draft())).toMatch(/Parking.*Where cars go.*Needs.*Response.*Carers/);
  });
});
