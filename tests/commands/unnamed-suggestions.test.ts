import { and, eq, sql } from 'drizzle-orm';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentId, SpecificationId } from '#domain/ids';
import { comment } from '#server/db/schema/comments';
import { documentClient, documentUpdate } from '#server/db/schema/specifications';
import { takingMark } from '#server/db/suggestions';
import { DraftHistories } from '#server/documents/draft-histories';
import { done } from '#tests/builders/decisions';
import {
  documentOf,
  draftOf,
  heading,
  paragraph,
  passage,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let helen: TestPerson;
let specificationId: SpecificationId;
/** Five patients and carers: as few as one of them can be among. */
let patients: TestPerson[];
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  helen = await world.person('Helen Marsh', { roles: ['lead', 'editor', 'facilitator'] });
  const names = ['Ann Pascoe', 'Bob Hicks', 'Cyd Nance', 'Dot Rowe', 'Eli Moyle'];
  patients = await Promise.all(
    names.map((name) => world.person(name, { roles: ['contributor'], group: 'patient-carer' }))
  );
  [ann, bob] = patients as [TestPerson, TestPerson];
});
beforeEach(async () => {
  const text = documentOf(
    heading(1, 'Scope'),
    paragraph('Somebody comes within two hours of every call.'),
    paragraph('Saltmere Clinic opens at nine on weekdays.')
  );
  specificationId = await specificationWith(world, helen, text);
});
afterAll(() => world.close());

const db = () => world.runtime.tools.db;

async function suggested(
  by: TestPerson,
  words: string,
  wording: string,
  shownAs?: string
): Promise<CommentId> {
  const place = await passage(world, specificationId, words);
  const fields = { specificationId, ...place, wording, ...(shownAs && { shownAs }) };
  return done(await by.commands.suggestWording(fields)).id;
}

async function taken(by: TestPerson, words: string, wording: string, shownAs?: string): Promise<CommentId> {
  const commentId = await suggested(by, words, wording, shownAs);
  done(await helen.commands.acceptSuggestion({ commentId }));
  return commentId;
}

const CLAUSE = { clause: 'clause-1', from: null, to: null, quote: null };
const partsOf = async (by = helen) => done(await by.reads.passageHistory(specificationId, CLAUSE)).parts;
const partWith = async (words: string) => (await partsOf()).find(({ text }) => text.includes(words));
const ofDraft = async () => (await draftOf(world, specificationId)).documentId;

/** The client ids under which the words of a suggestion stand. */
async function clientsOf(person: TestPerson) {
  return db()
    .select({ clientId: documentClient.clientId, isFree: documentClient.isFree })
    .from(documentClient)
    .where(
      and(eq(documentClient.documentId, await ofDraft()), eq(documentClient.personId, person.actor.personId))
    );
}

describe('a suggestion without a name', () => {
  it('ANO-10 is shown as a comment without one is; by name unless another way was chosen', async () => {
    for (const [shownAs, name] of [
      [undefined, 'Ann Pascoe'],
      ['A carer', 'A carer'],
      ['nobody', 'Anonymous']
    ] as const) {
      const id = await suggested(ann, 'two hours', 'one hour', shownAs);
      const read = done(await helen.reads.comment(id));
      expect(read.by).toMatchObject({ name, group: 'patient-carer' });
      expect(read.dayOnly).toBe(shownAs !== undefined);
      expect(read.suggestion).toMatchObject({ after: 'one hour' });
      expect(done(await ann.reads.comment(id)).mine).toBe(true);
    }
    const page = done(await ann.reads.passageChoice(specificationId, CLAUSE));
    expect(page.waysShown).toMatchObject({ nobody: true });
  });

  it('ANO-10 a role of another group, or nobody among four, is refused and nothing is stored', async () => {
    const alone = await world.person('Vic Tor', { roles: ['contributor'], group: 'provider' });
    const before = await db().$count(comment);
    const place = await passage(world, specificationId, 'two hours');
    const send = (by: TestPerson, shownAs: string) =>
      by.commands.suggestWording({ specificationId, ...place, wording: 'one hour', shownAs });
    expect(await send(ann, 'A GP')).toMatchObject({ code: 'invalid-input', field: 'shownAs' });
    expect(await send(alone, 'nobody')).toMatchObject({ code: 'group-too-small', field: 'shownAs' });
    expect(await db().$count(comment)).toBe(before);
  });
});

describe('its words in the text', () => {
  it('ANO-11 are told as written by what their writer is called, of the draft and of a frozen version', async () => {
    await taken(ann, 'two hours', 'one hour', 'A carer');
    const part = await partWith('one');
    expect(part).toMatchObject({
      writer: { name: 'A carer', group: 'patient-carer', organisation: '' },
      origin: { kind: 'written' },
      dayOnly: true,
      before: null
    });
    // Midday of its day in the United Kingdom.
    expect(part?.first.toISOString()).toMatch(/T1[12]:00:00\.000Z$/);
    expect(part?.last).toEqual(part?.first);
    done(await helen.commands.freezeVersion({ specificationId, label: '' }));
    for (const number of [null, '1']) {
      const { shares } = done(await helen.reads.authors(specificationId, number));
      const share = shares.find(({ group }) => group === 'patient-carer');
      expect(share).toMatchObject({ people: ['A carer'] });
    }
  });

  it('ANO-11 what the editor put in besides stands under the editor’s name', async () => {
    const commentId = await suggested(ann, 'two hours', 'one hour', 'nobody');
    done(await helen.commands.acceptSuggestion({ commentId, wording: 'one hour at most' }));
    expect((await partWith('one'))?.writer.name).toBe('Anonymous');
    expect((await partWith('at most'))?.writer.name).toBe('Helen Marsh');
  });

  it('ANO-11 are a part of their own beside other words of the same person', async () => {
    await taken(ann, 'two hours', 'one hour');
    await taken(ann, 'every call', 'each call', 'nobody');
    await taken(ann, 'opens', 'closes', 'nobody');
    const names = (await partsOf()).map(({ writer }) => writer.name);
    expect(names.filter((name) => name === 'Ann Pascoe')).toHaveLength(1);
    expect(names.filter((name) => name === 'Anonymous')).toHaveLength(2);
  });

  it('ANO-12 stand under a number of their own that nobody is given again', async () => {
    await taken(ann, 'two hours', 'one hour');
    const named = await clientsOf(ann);
    await taken(ann, 'every call', 'each call', 'nobody');
    await taken(ann, 'opens', 'closes', 'nobody');
    const all = await clientsOf(ann);
    const fresh = all.filter(({ clientId }) => !named.some((each) => each.clientId === clientId));
    expect(fresh).toHaveLength(2);
    expect(fresh.every(({ isFree }) => !isFree)).toBe(true);
    await taken(ann, 'weekdays', 'Mondays');
    expect((await clientsOf(ann)).length).toBe(all.length);
  });
});

describe('the attack', () => {
  /** As if somebody else of the group had suggested it: the comment, the row of the log and the number are theirs. */
  async function suggestedByOther(
    id: CommentId,
    { memberId, actor: { personId } }: TestPerson
  ): Promise<void> {
    const rows = and(
      eq(documentUpdate.sessionHash, takingMark(id)),
      eq(documentUpdate.personId, ann.actor.personId)
    );
    const own = and(eq(comment.specificationId, specificationId), eq(comment.authorId, ann.memberId));
    await db().update(comment).set({ authorId: memberId }).where(own);
    // Nobody rewrites the log; the comparison has to.
    await db().execute(sql`alter table document_update disable trigger user`);
    await db().execute(sql`alter table document_client disable trigger user`);
    const changed = await db().update(documentUpdate).set({ personId }).where(rows).returning();
    expect(changed).toHaveLength(1);
    const theirs = and(
      eq(documentClient.documentId, await ofDraft()),
      eq(documentClient.personId, ann.actor.personId)
    );
    await db().update(documentClient).set({ personId }).where(theirs);
    await db().execute(sql`alter table document_update enable trigger user`);
    await db().execute(sql`alter table document_client enable trigger user`);
    // What was kept in memory of the log is read again.
    Object.assign(world.runtime.tools, { histories: new DraftHistories(db(), world.runtime.tools.drafts) });
  }

  /** What is told of the text, of what was said about it, and in the register. */
  async function aboutText({ reads }: TestPerson, id: CommentId): Promise<unknown[]> {
    const asked = { ...(await passage(world, specificationId, 'one hour')) };
    const marked = { clause: null, from: String(asked.from), to: String(asked.to), quote: asked.quote };
    return [
      ...[await reads.comments(specificationId), await reads.comment(id)],
      ...[await reads.suggestion(specificationId, id)],
      ...[await reads.authors(specificationId), await reads.authors(specificationId, '1')],
      ...[await reads.passageHistory(specificationId, CLAUSE)],
      ...[await reads.passageHistory(specificationId, marked)],
      ...[await reads.versions(specificationId), await reads.version(specificationId, '1')],
      ...[await reads.clauseMap(specificationId), await reads.clauses(specificationId)],
      ...[await reads.voice(specificationId, null), await reads.voiceCsv(specificationId, null)],
      ...[await reads.register(), await reads.registerExport()]
    ];
  }

  /** The same with everything around it. */
  async function everything(by: TestPerson, id: CommentId): Promise<string> {
    const { reads } = by;
    return JSON.stringify([
      ...(await aboutText(by, id)),
      ...[await reads.specificationPage(specificationId), await reads.home(), await reads.people()],
      ...[await reads.frame(), await reads.owed(specificationId, new URLSearchParams())],
      ...[await reads.openPoints(specificationId), await reads.specifications()],
      await reads.specificationEdit(specificationId, { withText: true })
    ]);
  }

  /** The draft in this format, of a Word file its parts, without the moment at which it was made. */
  async function exported({ reads }: TestPerson, format: string): Promise<string> {
    const file = done(await reads.specificationExport(specificationId, { format, version: null }));
    const made = /(<dcterms:\w+ [^>]*>)[^<]*/g;
    if (format !== 'docx') return String(file.body);
    const parts = Object.entries(unzipSync(new Uint8Array(file.body as Uint8Array)));
    return JSON.stringify(parts.map(([name, bytes]) => [name, strFromU8(bytes).replace(made, '$1')]));
  }

  const FORMATS = ['docx', 'html', 'json'];

  async function allOf(id: CommentId): Promise<string[]> {
    const [, , ...others] = patients;
    const readers = [helen, ...others];
    const pages = await Promise.all(readers.map((reader) => everything(reader, id)));
    const files = await Promise.all(FORMATS.map((format) => exported(helen, format)));
    return [...pages, ...files];
  }

  it.each(['nobody', 'A carer'])(
    'ANO-11 ANO-3 suggested as “%s” and taken over, every page, file and answer is byte for byte the same whoever it was',
    async (shownAs) => {
      const people = new RegExp(`${ann.actor.personId}|${ann.memberId}|Ann Pascoe`);
      await suggested(ann, 'Saltmere', 'Wenmoor', shownAs);
      const id = await taken(ann, 'two hours', 'one hour', shownAs);
      done(await helen.commands.freezeVersion({ specificationId, label: '' }));
      const before = await allOf(id);
      // Whoever may be asked something is listed by name, as before; of what this was about nobody is.
      expect(JSON.stringify(await aboutText(helen, id))).not.toMatch(people);
      for (const file of before.slice(-FORMATS.length)) expect(file).not.toMatch(people);
      await suggestedByOther(id, bob);
      expect(await allOf(id)).toEqual(before);
    }
  );

  it('ANO-11 the comparison finds a name: of one by name the answers differ', async () => {
    const id = await taken(ann, 'two hours', 'one hour');
    done(await helen.commands.freezeVersion({ specificationId, label: '' }));
    const before = await allOf(id);
    await suggestedByOther(id, bob);
    const after = await allOf(id);
    expect(after[0]).not.toBe(before[0]);
    expect(after.at(-FORMATS.length)).not.toBe(before.at(-FORMATS.length));
  });
});
