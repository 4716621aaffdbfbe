import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Entrance } from '#server/auth/entrance';
import { FilePlaces } from '#server/auth/file-gate';
import { buildWorld, TEST_ORIGIN, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let lead: TestPerson;

beforeAll(async () => {
  world = await buildWorld();
  lead = await world.person('Lead', { roles: ['lead'] });
});
afterAll(() => world.close());

describe('files at the entrance', () => {
  const page = new URL(`${TEST_ORIGIN}/specifications/new?/word`);
  const endless = () => {
    let sent = 0;
    const part = new TextEncoder().encode(
      '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nFalls <care>\r\n--x\r\n'
    );
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(sent === 0 ? part : new Uint8Array(64 * 1024));
        sent += 1;
        if (sent === 40) controller.close();
      }
    });
  };

  it('SIG-17 of a large form only the beginning is looked through', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '2600000' };
    const init = { method: 'POST', headers, body: endless(), duplex: 'half' };
    const request = new Request(page, init);
    const whole = vi.spyOn(request, 'formData');
    const answer = await new Entrance(world.runtime.tools, () => new Set()).keepTypedText(request, page, {
      kind: 'nobody'
    });
    expect(answer?.status).toBe(401);
    expect(await answer!.text()).toContain('Falls &#60;care&#62;');
    expect(whole).not.toHaveBeenCalled();
  });

  it('IMP-28 who may import is told before the file is read', async () => {
    const observer = await world.person('Observer', { roles: ['observer'] });
    const entrance = new Entrance(world.runtime.tools, () => new Set());
    const allowed = async (token?: string) => (await entrance.admit(token, '192.0.2.1')).files.allowed;
    expect(await allowed(lead.token)).toBe(true);
    expect(await allowed()).toMatchObject({ refused: true, code: 'signed-out' });
    expect(await allowed(observer.token)).toMatchObject({ refused: true, code: 'not-allowed' });
  });

  it('IMP-29 three files at a time are held, the next waits for a place, whatever became of the one before', async () => {
    const { oneOfFew } = new FilePlaces().gateFor(lead.actor);
    const held: { resolve(text: string): void; reject(error: Error): void }[] = [];
    const hold = () => new Promise<string>((resolve, reject) => held.push({ resolve, reject }));
    const done = [0, 1, 2].map(() => oneOfFew(hold));
    const later = vi.fn(() => Promise.resolve('later'));
    const waiting = oneOfFew(later);
    const last = oneOfFew(() => Promise.resolve('last'));
    await Promise.resolve();
    expect(later).not.toHaveBeenCalled();
    held[1]!.reject(new Error('broken'));
    await expect(done[1]).rejects.toThrow('broken');
    expect([await waiting, await last]).toEqual(['later', 'last']);
    held[0]!.resolve('first');
    held[2]!.resolve('third');
    expect(await Promise.all([done[0], done[2]])).toEqual(['first', 'third']);
  });
});
