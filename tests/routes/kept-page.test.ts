import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEEP_HEADER, readTerms } from '#protocol/kept-page';
import type { TestPerson } from '#tests/builders/world';
import { castOf, type Cast } from './people-and-objects';
import { serveWorld, type ServedWorld } from './served-world';

/** What stands in the text of the cast's specification. */
const TEXT = 'Somebody comes within two hours.';

let served: ServedWorld;
let cast: Cast;
beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
});
afterAll(() => served.close());

const page = (person: TestPerson | undefined, query: string) =>
  served.ask(person, { path: `/specifications/${cast.own.specification}/edit${query}` });

describe('a page that may be kept', () => {
  it('SYN-61 it is kept when it was asked for that, without the text, for who asked and no longer than their session', async () => {
    const { editor } = cast.people;
    const kept = await page(editor, '?keep');
    const terms = readTerms(kept.headers.get(KEEP_HEADER));
    expect(terms?.personId).toBe(editor.actor.personId);
    const { sessions, config } = served.world.runtime.tools;
    const last = await sessions.lastMomentOf(editor.actor.sessionHash);
    expect(terms?.until).toBe(last!.getTime());
    expect(terms!.until - Date.now()).toBeLessThanOrEqual(config.sessionAbsoluteLimit);
    expect(kept.text).toContain('Editing the draft');
    expect(kept.text).not.toContain(TEXT);
    // No cache but the one that the page itself puts it into.
    expect(kept.headers.get('cache-control')).toMatch(/^private, no-/);

    const opened = await page(editor, '');
    expect(opened.text).toContain(TEXT);
    expect(opened.headers.get(KEEP_HEADER)).toBeNull();
  });

  it('SYN-61 nobody and people who may only read are sent elsewhere, with nothing to keep', async () => {
    const { contributor, outsider, disabled } = cast.people;
    for (const person of [undefined, contributor, outsider, disabled]) {
      const answer = await page(person, '?keep');
      expect([303, 404]).toContain(answer.status);
      expect(answer.headers.get(KEEP_HEADER)).toBeNull();
    }
  });

  it('SYN-61 no other page says that it may be kept', async () => {
    const own = `/specifications/${cast.own.specification}`;
    for (const path of ['/', own, `${own}/versions`, `${own}/edit/access`, '/api/v1/specifications']) {
      const { headers } = await served.ask(cast.people.lead, { path: `${path}?keep` });
      expect(headers.get(KEEP_HEADER), path).toBeNull();
    }
  });

  it('SYN-61 the service worker may ask us and nobody else, and brings no code but its own', async () => {
    const worker = await served.ask(undefined, { path: '/service-worker.js' });
    expect(worker.status).toBe(200);
    expect(worker.headers.get('content-security-policy')).toBe("default-src 'none'; connect-src 'self'");
    expect(worker.text).not.toMatch(/importScripts|\bimport\(/);
    // Every page's own policy lets it start no other.
    expect((await page(cast.people.lead, '')).headers.get('content-security-policy')).toContain(
      "worker-src 'self'"
    );
  });
});
