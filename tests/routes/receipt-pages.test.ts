import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SpecificationId } from '#domain/ids';
import { done } from '#tests/builders/decisions';
import {
  documentOf,
  edit,
  heading,
  paragraph,
  replacing,
  specificationWith
} from '#tests/builders/specification';
import { doorsAt, guestOf, holderOf, invitedBy } from '#tests/builders/guests';
import type { TestPerson } from '#tests/builders/world';
import { serveWorld, type ServedWorld } from './served-world';

let served: ServedWorld;
let helen: TestPerson;
let patrick: TestPerson;
let id: SpecificationId;
let commentId: string;

beforeAll(async () => {
  served = await serveWorld();
  helen = await served.world.person('Helen Marsh', { roles: ['lead'] });
  patrick = await served.world.person('Patrick Doyle', { group: 'patient-carer' });
  const text = documentOf(heading(1, 'Scope', '3'), paragraph('Somebody comes within two hours.'));
  id = await specificationWith(served.world, helen, text);
  const words = { specificationId: id, clause: 'clause-1', body: 'Two hours is long on a cold floor.' };
  commentId = done(await patrick.commands.addComment(words)).id;
  done(await helen.commands.answerComment({ commentId, outcome: 'not-changed', body: 'Not this year.' }));
});
afterAll(() => served?.close());

it('RCP-11 RCP-14 signed out the link shows the receipt, without scripts, and tells its address to nobody', async () => {
  const { token } = done(await patrick.commands.makeReceiptLink({ days: '7', send: 'here' }));
  const page = await served.ask(undefined, { path: `/receipts/by-link?key=${token}` });
  expect(page.status).toBe(200);
  expect(page.text).toContain('Two hours is long on a cold floor.');
  expect(page.text).toContain('Not this year.');
  expect(page.text).not.toMatch(/Helen|\/specifications\//);
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('x-robots-tag')).toContain('noindex');
  expect(page.headers.get('set-cookie')).toBeNull();
  expect((await served.ask(undefined, { path: '/receipts' })).status).toBe(303);
});

it('RCP-12 RCP-14 one that does not work says so, once and the same, and is kept out of search engines', async () => {
  const answers = await Promise.all(
    ['', '?key=', '?key=x', `?key=${'x'.repeat(32)}`].map((query) =>
      served.ask(undefined, { path: `/receipts/by-link${query}` })
    )
  );
  for (const { status, headers, text } of answers) {
    expect(status).toBe(404);
    expect(text).toContain('This link does not work.');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  }
});

it('RCP-16 after a guest’s seat was handed over both pages say what the link from before shows', async () => {
  const { token: invitation } = await invitedBy(helen);
  const guest = await guestOf(served.world, invitation, { called: 'name', name: 'Una Moyle' });
  const { token } = done(await guest.commands.makeReceiptLink({ days: '7', send: 'here' }));
  const { code } = done(await helen.commands.handOverLink({ memberId: guest.memberId }));
  const page = await served.ask(undefined, { path: `/receipts/by-link?key=${token}` });
  expect(page.text).toMatch(/This page shows what was said until then/);
  expect(page.text).not.toContain('href="/receipts"');
  const doors = doorsAt(served.world);
  const back = await holderOf(served.world, done(await doors.comeBack({ key: code })).cookie);
  const own = await served.ask(back, { path: '/receipts' });
  expect(own.text).toContain('End the earlier link now');
  expect(own.text).not.toContain('End this link now');
});

it('RCP-12 whatever is wrong it is the page of /slip, with what was typed in its field, one sentence and the code', async () => {
  const form = /<form method="GET" action="\/receipts\/by-link"[\s\S]*?<\/form>/;
  const blank = await served.ask(undefined, { path: '/slip' });
  expect(blank.text).toMatch(form);
  expect(blank.text).not.toContain('nhsuk-error');
  const same = new Set<string>();
  for (const typed of ['k7m2-9xqd-4hpw-3rnt-8vbz', 'K7M2', '"><b>x', 'y'.repeat(32), '']) {
    const path = `/receipts/by-link?key=${encodeURIComponent(typed)}`;
    const { status, text } = await served.ask(undefined, { path });
    expect(status).toBe(404);
    const [main] = /<main[\s\S]*<\/main>/.exec(text)!;
    const written = typed.replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    if (typed) expect(main).toContain(`value="${written}"`);
    expect(main.match(/This code or link does not work: /g)).toHaveLength(2);
    expect(main).toContain('Code: link-not-valid');
    expect(main).toMatch(form);
    same.add(main.replace(`value="${written}"`, 'value=""'));
  }
  expect(same.size).toBe(1);
});

it('RCP-27 the public page is there for everybody while something is published, and search engines may list it', async () => {
  const path = `/you-said/${id}`;
  expect((await served.ask(undefined, { path })).status).toBe(404);
  done(await helen.commands.publishAnswer({ commentId, words: 'own' }));
  const page = await served.ask(undefined, { path });
  expect(page.status).toBe(200);
  expect(page.text).toContain('Two hours is long on a cold floor.');
  expect(page.text).not.toMatch(/Helen|Patrick|noindex/);
  expect(page.text).not.toContain(commentId);
  expect(page.headers.get('x-robots-tag')).toBeNull();
  done(await patrick.commands.withdrawComment({ commentId }));
  expect((await served.ask(undefined, { path })).status).toBe(404);
});

it('ENT-15 ENT-16 a slip’s code shows that one thing, signed out and without scripts, and tells its address to nobody', async () => {
  const entered = { clause: 'whole', body: 'Please write shorter texts.', who: 'A carer', way: 'paper' };
  const more = { specificationId: id, on: '2026-11-20', agreed: 'yes' };
  const slipOf = done(await helen.commands.enterContribution({ ...entered, ...more })).id;
  const { code } = done(await helen.commands.makeSlipLink({ commentId: slipOf, days: '7' }));
  const typed = await served.ask(undefined, { path: '/slip' });
  expect(typed.text).toContain('action="/receipts/by-link"');
  const page = await served.ask(undefined, { path: `/receipts/by-link?key=${code.toUpperCase()}` });
  expect(page.status).toBe(200);
  expect(page.text).toContain('Please write shorter texts.');
  expect(page.text).not.toMatch(/Helen|Patrick|\/specifications\/|Two hours is long/);
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('x-robots-tag')).toContain('noindex');
  expect(page.headers.get('cache-control')).toMatch(/^private, no-/);
  done(await helen.commands.endSlipLink({ commentId: slipOf }));
  const wrong = await served.ask(undefined, { path: `/receipts/by-link?key=${'x'.repeat(32)}` });
  const ended = await served.ask(undefined, { path: `/receipts/by-link?key=${code}` });
  expect(ended.status).toBe(404);
  const plain = (text: string, typed: string) =>
    text.replaceAll(/nonce(-|=\\?")[A-Za-z0-9+/=]+/g, 'nonce').replace(`value="${typed}"`, '');
  expect(plain(ended.text, code)).toBe(plain(wrong.text, 'x'.repeat(32)));
});

it('RCP-7 what is about the whole specification says so, also where somebody replied to it', async () => {
  const entered = { clause: 'whole', body: 'Write shorter texts.', who: 'A carer', way: 'paper' };
  const more = { specificationId: id, on: '2026-11-20', agreed: 'yes' };
  const said = done(await helen.commands.enterContribution({ ...entered, ...more })).id;
  done(await patrick.commands.replyToComment({ commentId: said, body: 'I say so too.' }));
  await edit(served.world, id, helen, replacing('Somebody comes', 'They come'));
  const answer = { commentId: said, outcome: 'changed', body: 'It is shorter now.', clause: 'clause-1' };
  done(await helen.commands.answerComment(answer));
  const slip = await served.ask(helen, { path: `/specifications/${id}/slips/${said}` });
  const receipt = await served.ask(patrick, { path: '/receipts' });
  for (const { text } of [slip, receipt]) {
    expect(text).toContain('About the whole specification.');
    expect(text).not.toMatch(/“”|<del>(<!--.*?-->)*<\/del>/);
  }
  expect(slip.text).toContain('It is shorter now.');
});
