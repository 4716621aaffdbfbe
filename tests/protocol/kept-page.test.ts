import { describe, expect, it } from 'vitest';
import type { PersonId } from '#domain/ids';
import { encodeTerms, isEditingPage, isInTime, readTerms } from '#protocol/kept-page';
import { pageOrKept } from '../../src/service-worker/kept-answers';

const personId = '6f9619ff-8b86-4d01-b42d-00c04fc964ff' as PersonId;
const terms = { build: '1795691517068', personId, until: 1_795_691_517_000 };
const never = new Promise<never>(() => {});
const now = Promise.resolve();
const page = (text: string, status = 200) => new Response(text, { status });

describe('the terms of a kept page', () => {
  it('SYN-62 a page is shown before the last moment of its session and not from then on', () => {
    expect(readTerms(encodeTerms(terms))).toEqual(terms);
    expect(isInTime(terms, terms.until - 1)).toBe(true);
    expect(isInTime(terms, terms.until)).toBe(false);
    expect(isInTime(undefined, 0)).toBe(false);
  });

  it('SYN-61 a page without terms, or with others than the server writes, may not be kept', () => {
    for (const header of [
      null,
      '',
      personId,
      `${personId} later build`,
      `${personId} 12`,
      `${personId.toUpperCase()} 12 build`,
      `somebody 12 build`,
      `${personId} 12 build more`
    ])
      expect(readTerms(header), String(header)).toBeUndefined();
  });

  it('SYN-61 no page but the editing page of a specification is ever answered from what is kept', () => {
    expect(isEditingPage(`/specifications/${personId}/edit`)).toBe(true);
    for (const path of [
      '/',
      '/sign-in',
      `/specifications/${personId}`,
      `/specifications/${personId}/edit/`,
      `/specifications/${personId}/edit/access`,
      `/specifications/${personId}/edit/__data.json`,
      `/api/v1/specifications/${personId}/edit`,
      '/specifications/new/edit'
    ])
      expect(isEditingPage(path), path).toBe(false);
  });
});

describe('asking the server first', () => {
  const text = async (answer: Promise<Response>) => (await answer).text();
  const kept = async () => page('kept');
  const none = async () => undefined;

  it('SYN-90 whatever the server answers is shown, and what is kept is not even looked for', async () => {
    const untouched = () => Promise.reject(new Error('looked for'));
    for (const status of [200, 401, 404, 429, 500]) {
      const answer = await pageOrKept(Promise.resolve(page('from the server', status)), untouched, never);
      expect([answer.status, await answer.text()]).toEqual([status, 'from the server']);
    }
    const redirect = Response.redirect('http://localhost/sign-in');
    expect(await pageOrKept(Promise.resolve(redirect), untouched, never)).toBe(redirect);
  });

  it('SYN-90 the kept page is shown when the network fails, does not answer in time, or a proxy says that nobody is there', async () => {
    expect(await text(pageOrKept(Promise.reject(new TypeError('offline')), kept, never))).toBe('kept');
    expect(await text(pageOrKept(never, kept, now))).toBe('kept');
    for (const status of [502, 503, 504])
      expect(await text(pageOrKept(Promise.resolve(page('away', status)), kept, never))).toBe('kept');
  });

  it('SYN-90 where nothing is kept the network has the last word, however late', async () => {
    const offline = new TypeError('offline');
    await expect(pageOrKept(Promise.reject(offline), none, never)).rejects.toBe(offline);
    expect((await pageOrKept(Promise.resolve(page('away', 503)), none, never)).status).toBe(503);
    let answer!: (late: Response) => void;
    const shown = pageOrKept(new Promise<Response>((resolve) => (answer = resolve)), none, now);
    answer(page('late'));
    expect(await text(shown)).toBe('late');
  });
});
