import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId } from '#domain/ids';
import { canonicalDocument } from '#schema/canonical';
import { textOf } from '#schema/document-json';
import { comment } from '#server/db/schema/comments';
import { readDocx } from '#server/documents/read-docx';
import { done } from '#tests/builders/decisions';
import { passage, replacing } from '#tests/builders/specification';
import type { TestPerson } from '#tests/builders/world';
import { editedWord } from '../documents/edited-word';
import { accepted } from '../documents/read-word';
import { acceptedInWord, rejectedInWord } from '../documents/some-suggestions';
import { MergeStory } from './merge-story';

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

const db = () => story.world.runtime.tools.db;

async function suggested(
  words: string,
  wording: string,
  more: object = {},
  by = patrick
): Promise<CommentId> {
  const place = await passage(story.world, story.id, words);
  return done(await by.commands.suggestWording({ specificationId: story.id, ...place, wording, ...more })).id;
}

async function saved(ask: { comments?: string; version?: string } = {}): Promise<Uint8Array> {
  const file = await tom.reads.specificationExport(story.id, { format: 'docx', version: null, ...ask });
  return done(file).body as Uint8Array;
}

const part = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());
const changesIn = (bytes: Uint8Array) =>
  [
    ...part(bytes, 'word/document.xml').matchAll(
      /<w:(ins|del) w:id="\d+" w:author="(.*?)" w:date="(.*?)">([^]*?)<\/w:\1>/g
    )
  ].map(([, kind, author, date, inside]) => [kind, author, date, inside!.replace(/<[^>]*>/g, '')]);
/** Everything in the file, unpacked. */
const all = (bytes: Uint8Array) =>
  Object.values(unzipSync(bytes))
    .map((each) => strFromU8(each))
    .join('\n');

describe('open suggestions in the Word file of a draft', () => {
  it('EXP-17 are tracked changes under the name that readers are shown, and of the day alone', async () => {
    const { world } = story;
    const organisationId = await world.organisation('Carers Together', 'patient-voice');
    const carers = [];
    for (const name of ['Ann Pascoe', 'Bob Hicks', 'Cyd Nance', 'Dot Rowe', 'Eli Moyle'])
      carers.push(await world.person(name, { group: 'patient-carer', organisationId }));
    const [ann, bob] = carers as [TestPerson, TestPerson];
    world.clock.now = new Date('2026-11-24T23:41:17.000Z');
    await suggested('two hours', 'one hour');
    await suggested('every year', 'every month', { shownAs: 'A carer' }, ann);
    await suggested('common', 'frequent', { shownAs: 'nobody' }, bob);
    const bytes = await saved();
    const day = '2026-11-24T12:00:00Z';
    expect(changesIn(bytes)).toEqual([
      ['del', 'Anonymous', day, 'common'],
      ['ins', 'Anonymous', day, 'frequent'],
      ['del', 'Patrick Doyle (ICB)', day, 'two hours'],
      ['ins', 'Patrick Doyle (ICB)', day, 'one hour'],
      ['del', 'A carer', day, 'year'],
      ['ins', 'A carer', day, 'month']
    ]);
    for (const secret of ['Pascoe', 'Hicks', 'Carers Together', '23:41'])
      expect(all(bytes)).not.toContain(secret);
    expect(part(bytes, 'word/comments.xml')).not.toContain('<w:comment ');
  });

  it('EXP-18 are only those that can be accepted: decided ones, those in the text and those out of date are comments', async () => {
    const gone = await suggested('two hours', 'one hour');
    await suggested('common', 'frequent');
    const declined = await suggested('costly', 'dear');
    const taken = await suggested('for older people', 'for people of 65 or more');
    done(await helen.commands.acceptSuggestion({ commentId: taken }));
    const no = { outcome: 'not-changed', body: 'The budget says so.' };
    done(await helen.commands.answerComment({ commentId: declined, ...no }));
    await story.edit(tom, replacing('two hours', 'ninety minutes'));
    await story.edit(tom, replacing('common', 'frequent'));
    expect(done(await tom.reads.comment(gone)).suggestion?.state).toBe('overtaken');
    const bytes = await saved();
    expect(changesIn(bytes)).toEqual([]);
    expect(accepted(readDocx(bytes, 'x.docx')).remarks).toHaveLength(4);
  });

  it('EXP-21 hold nothing that is held, hidden, withdrawn or removed', async () => {
    const fay = await story.world.person('Fay Cilitator', { roles: ['facilitator'] });
    for (const standing of ['held', 'not-let-through', 'concern', 'passed-on'] as const) {
      const id = await suggested('two hours', 'zwanzig minutes');
      expect(all(await saved())).toContain('zwanzig');
      await db().update(comment).set({ standing }).where(eq(comment.id, id));
      expect(all(await saved())).not.toContain('zwanzig');
    }
    const withdrawn = await suggested('two hours', 'zwanzig minutes');
    done(await patrick.commands.withdrawComment({ commentId: withdrawn }));
    const removed = await suggested('two hours', 'zwanzig minutes');
    done(await fay.commands.removeSaid({ commentId: removed, reason: 'patient' }));
    const bytes = await saved();
    expect(changesIn(bytes)).toEqual([]);
    expect(all(bytes)).not.toContain('zwanzig');
  });

  it('EXP-21 are in no file without comments and in no frozen version; the fingerprint is that of the text', async () => {
    await suggested('two hours', 'one hour', { body: 'It is cold.' });
    done(await helen.commands.freezeVersion({ specificationId: story.id }));
    for (const ask of [{ comments: 'no' }, { version: '1' }]) {
      const bytes = await saved(ask);
      expect(changesIn(bytes)).toEqual([]);
      for (const trace of ['one hour', '_suggested_', 'It is cold']) expect(all(bytes)).not.toContain(trace);
    }
    const bytes = await saved();
    expect(changesIn(bytes)).toHaveLength(2);
    const hash = createHash('sha256')
      .update(canonicalDocument(await story.draft()), 'utf8')
      .digest('hex');
    expect(all(bytes)).toContain(hash);
    const file = accepted(readDocx(bytes, 'x.docx'));
    expect(canonicalDocument(file.json)).toBe(canonicalDocument(await story.draft()));
  });
});

describe('a Word file with suggestions that comes back', () => {
  const discussed = async () => {
    const commentId = await suggested('two hours', 'one hour', { body: 'It is cold.' });
    done(await helen.commands.replyToComment({ commentId, body: 'Who would come?' }));
    return commentId;
  };

  it('EXP-20 SUG-18 as a new specification it says the same, and the suggestion can be accepted there', async () => {
    await discussed();
    const file = new File([new Uint8Array(await saved())], 'again.docx');
    const { id, report } = done(await tom.commands.importSpecification({ file }));
    expect(report.notKept).toEqual([]);
    const { items } = done(await patrick.reads.comments(id));
    expect(items).toMatchObject([
      {
        quote: 'two hours',
        body: 'Suggests “one hour” instead of “two hours”.\nIt is cold.',
        brought: { claimedAuthor: 'Patrick Doyle (ICB)' },
        suggestion: { before: 'two hours', after: 'one hour', state: 'open' },
        replies: [{ body: 'Who would come?', brought: { claimedAuthor: 'Helen Marsh (ICB)' } }]
      }
    ]);
    // It goes out again as it is, and comes back a second time.
    const ask = { format: 'docx', version: null };
    const third = done(await tom.reads.specificationExport(id, ask)).body as Uint8Array;
    expect(changesIn(third).map(([kind, author, , words]) => [kind, author, words])).toEqual([
      ['del', 'Patrick Doyle (ICB)', 'two hours'],
      ['ins', 'Patrick Doyle (ICB)', 'one hour']
    ]);
    expect(accepted(readDocx(third, 'x.docx')).remarks).toMatchObject([
      { body: items[0]!.body, replies: [{ body: 'Who would come?' }] }
    ]);
    done(await tom.commands.acceptSuggestion({ commentId: items[0]!.id }));
    const words = done(await tom.reads.comment(items[0]!.id));
    expect(words).toMatchObject({ wordsNow: 'one hour', suggestion: { state: 'accepted' } });
  });

  it('EXP-20 IMP-44 IMP-52 merged into its own draft it changes nothing and brings nothing, whatever was left of the comments', async () => {
    await discussed();
    await suggested('every year', 'twice every year');
    const bytes = await saved();
    const bare = editedWord(
      bytes,
      (xml) => xml.replace(/<w:commentR[^>]*>/g, ''),
      (xml) => xml.replace(/<w:comment [^]*<\/w:comment>/g, '')
    );
    for (const file of [new Uint8Array(bytes), bare, new Uint8Array(rejectedInWord(bare))]) {
      done(await story.send(tom, file));
      expect(await story.offered(tom)).toMatchObject({ rows: [], comments: 0 });
    }
  });

  it('EXP-20 accepted in Word it is a change of its clause, and taken over it stands in the text', async () => {
    const id = await discussed();
    done(await story.send(tom, new Uint8Array(acceptedInWord(await saved()))));
    const offer = await story.offered(tom);
    expect(offer).toMatchObject({ rows: [{ kind: 'changed', usual: 'take' }], comments: 0 });
    done(await tom.commands.mergeWordFile(story.formOf(offer)));
    expect(textOf(await story.draft())).toContain('comes within one hour.');
    expect(done(await patrick.reads.comment(id)).suggestion?.state).toBe('in-text');
  });
});
