import { isActionFailure, isRedirect, type RequestEvent } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/refusal';
import { comment, commentReply, commentResponse } from '#server/db/schema/comments';
import { documentOf, heading, paragraph, specificationWith } from '#tests/builders/specification';
import { buildWorld, nobody, TEST_ORIGIN, type TestPerson, type World } from '#tests/builders/world';
import { actions } from '../../src/routes/specifications/[id]/+page.server';
import { GET as listed } from '../../src/routes/api/v1/comments/+server';
import { GET as one } from '../../src/routes/api/v1/comments/[id]/+server';
import { POST as reply } from '../../src/routes/api/v1/comments/[id]/replies/+server';
import { POST as respond } from '../../src/routes/api/v1/comments/[id]/response/+server';
import { GET as list, POST as add } from '../../src/routes/api/v1/specifications/[id]/comments/+server';

const TEXT = documentOf(heading(1, 'Scope', '3'), paragraph('Response within 2 hours if not injured.'));

let world: World;
let lead: TestPerson;
let patient: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Helen Marsh', { roles: ['lead'] });
  patient = await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' });
});
afterAll(() => world.close());

type By = Pick<TestPerson, 'reads' | 'commands'>;

/** A request as SvelteKit hands it to an action or an endpoint, as far as ours look at it. */
function eventOf(by: By, id: string, path: string, init: RequestInit) {
  const url = new URL(path, TEST_ORIGIN);
  return {
    request: new Request(url, init),
    url,
    params: { id },
    locals: { reads: by.reads, commands: by.commands }
  };
}

async function submit(
  name: keyof typeof actions,
  by: By,
  id: string,
  fields: Record<string, string>,
  headers = {}
) {
  const init = { method: 'POST', body: new URLSearchParams(fields), headers };
  const event = eventOf(by, id, `/specifications/${id}?/${String(name)}`, init);
  try {
    return (await actions[name]!(event as unknown as RequestEvent<{ id: string }, never>)) as unknown;
  } catch (thrown) {
    return thrown;
  }
}

async function call(handler: unknown, by: By, id: string, path: string, body?: object) {
  const headers = { 'content-type': 'application/json' };
  const event = eventOf(by, id, path, body ? { method: 'POST', body: JSON.stringify(body), headers } : {});
  const response = await (handler as (event: unknown) => Promise<Response>)(event);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function commented(): Promise<{ id: string; commentId: string }> {
  const id = await specificationWith(world, lead, TEXT);
  const added = await patient.commands.addComment({
    specificationId: id,
    clause: 'clause-1',
    body: 'Too long.'
  });
  if (isRefusal(added)) throw new Error(added.code);
  return { id, commentId: added.id };
}

async function everything() {
  const { db } = world.runtime.tools;
  return [
    await db.select().from(comment),
    await db.select().from(commentReply),
    await db.select().from(commentResponse)
  ];
}

describe('the forms of the reading page', () => {
  it('CMT-12 without JavaScript each form ends at the comment it was about', async () => {
    const { id, commentId } = await commented();
    const sent = await submit('comment', patient, id, {
      form: 'say-clause-1',
      from: '1',
      to: '6',
      quote: 'Scope',
      body: 'Why?'
    });
    if (!isRedirect(sent)) throw new Error('not sent on');
    expect(sent.status).toBe(303);
    const found = await patient.reads.comments(id);
    const made = isRefusal(found) ? undefined : found.items.find(({ body }) => body === 'Why?');
    expect(sent.location).toBe(`/specifications/${id}#comment-${made?.id}`);
    const place = { status: 303, location: `/specifications/${id}#comment-${commentId}` };
    expect(await submit('reply', lead, id, { form: 'reply', commentId, body: 'Thank you.' })).toMatchObject(
      place
    );
    expect(
      await submit('answer', lead, id, { form: 'a', commentId, outcome: 'not-changed', body: 'Not now.' })
    ).toMatchObject(place);
  });

  it('CMT-12 a refused form comes back with the sentence and everything that was typed', async () => {
    const { id, commentId } = await commented();
    const before = await everything();
    const typed = {
      form: 'say-clause-1',
      from: '1',
      to: '6',
      quote: 'Other words',
      body: 'Long and careful words.'
    };
    const changed = await submit('comment', patient, id, typed);
    if (!isActionFailure(changed)) throw new Error('not refused');
    expect(changed.status).toBe(409);
    expect(changed.data).toMatchObject({ refusal: { code: 'passage-changed' }, typed });
    const answer = { form: `answer-${commentId}`, commentId, outcome: 'changed', body: '' };
    expect(await submit('answer', lead, id, answer)).toMatchObject({
      data: { refusal: { field: 'body' }, typed: answer }
    });
    const late = await submit('reply', nobody(world), id, { form: 'reply', commentId, body: 'Still here?' });
    expect(late).toMatchObject({
      status: 401,
      data: { refusal: { code: 'signed-out' }, typed: { body: 'Still here?' } }
    });
    expect(await everything()).toEqual(before);
  });

  it('CMT-12 with JavaScript the page stays where it is and learns which comment it was', async () => {
    const { id, commentId } = await commented();
    const headers = { 'x-sveltekit-action': 'true' };
    const fields = { form: `reply-${commentId}`, commentId, body: 'Thank you.' };
    expect(await submit('reply', lead, id, fields, headers)).toEqual({
      done: { form: fields.form, comment: commentId }
    });
  });

  it('CMT-1 the address of the page decides which specification a comment is on', async () => {
    const [here, there] = [await commented(), await commented()];
    const fields = { specificationId: there.id, clause: 'clause-1', body: 'Here or there?', form: 'x' };
    await submit('comment', patient, here.id, fields);
    const bodies = async (id: string) =>
      (await call(list, patient, id, '/')).body.items as { body: string }[];
    expect((await bodies(here.id)).map(({ body }) => body)).toContain('Here or there?');
    expect((await bodies(there.id)).map(({ body }) => body)).not.toContain('Here or there?');
  });
});

describe('comments over the JSON interface', () => {
  it('CMT-18 adds, replies, answers, shows and lists', async () => {
    const id = await specificationWith(world, lead, TEXT);
    const added = await call(add, patient, id, '/', { clause: 'clause-1', body: 'Too long.' });
    expect(added).toMatchObject({ status: 201, body: { specificationId: id } });
    const commentId = String(added.body.id);
    expect((await call(reply, lead, commentId, '/', { body: 'Noted.' })).status).toBe(201);
    const outcome = 'not-changed';
    expect((await call(respond, lead, commentId, '/', { outcome, body: 'Cost.' })).body).toEqual({
      commentId,
      outcome
    });
    const shown = await call(one, patient, commentId, '/');
    expect(shown).toMatchObject({
      status: 200,
      body: { id: commentId, quote: 'Scope', replies: [{ body: 'Noted.' }], answer: { outcome } }
    });
    expect((await call(list, patient, id, '/')).body).toEqual({ items: [shown.body] });
    expect((await call(listed, patient, '', `/?specification=${id}`)).body).toEqual({ items: [shown.body] });
  });

  it('CMT-18 refuses as the pages do, with the code and the status, and changes nothing', async () => {
    const { id, commentId } = await commented();
    const before = await everything();
    const refusal = async (handler: unknown, by: By, of: string, body?: object) => {
      const { status, body: answer } = await call(handler, by, of, '/', body);
      return [status, (answer.error as { code: string }).code];
    };
    const words = { from: 1, to: 6, quote: 'Other', body: 'Hm.' };
    expect(await refusal(add, patient, id, words)).toEqual([409, 'passage-changed']);
    expect(await refusal(add, patient, id, { clause: 'clause-9', body: 'Hm.' })).toEqual([
      400,
      'invalid-input'
    ]);
    expect(await refusal(respond, patient, commentId, { outcome: 'changed', body: 'Yes.' })).toEqual([
      403,
      'not-allowed'
    ]);
    expect(await refusal(reply, nobody(world), commentId, { body: 'Hi.' })).toEqual([401, 'signed-out']);
    expect(await refusal(reply, patient, 'x', { body: 'Hi.' })).toEqual([404, 'not-found']);
    expect(await refusal(one, patient, id)).toEqual([404, 'not-found']);
    expect(await refusal(listed, patient, '')).toEqual([400, 'missing-field']);
    expect(await everything()).toEqual(before);
  });
});
