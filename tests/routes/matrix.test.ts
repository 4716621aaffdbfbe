import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '#server/auth/passwords';
import { hashToken } from '#server/auth/tokens';
import { ownTemplate } from '#server/db/schema/specifications';
import { mailChoice } from '#server/db/schema/notices';
import { person, session } from '#server/db/schema/people';
import { openedBy, SOME_ASSISTED } from '#tests/builders/ballots';
import { noConsultationOn, openConsultationOn } from '#tests/builders/consultations';
import { done } from '#tests/builders/decisions';
import { specificationWith } from '#tests/builders/specification';
import { PASSWORD, type TestPerson } from '#tests/builders/world';
import { allRoutes } from './all-routes';
import { lineElsewhere } from './budget-line-elsewhere';
import { boldLine, editedDraft } from './draft-edits';
import { namesObjects, requestFor } from './matrix-requests';
import { MATRIX, type MatrixRow, type Met } from './matrix-table';
import {
  castOf,
  clearResponsibility,
  decisionOn,
  factsOn,
  guestBy,
  mergeOf,
  summaryOn,
  templateLike,
  templateOf,
  termBy,
  textWithClause,
  unknownObjects,
  VISITORS,
  type Cast,
  type Objects,
  type People,
  type Visitor
} from './people-and-objects';
import { concernOn, heldOn, nothingRaisedToday, removedOn } from './moderated';
import { answeredOn, commentOn, publishedBy, saidOn, suggestionOn } from './words-said';
import { mailTo, noticeFor } from './told';
import { serveWorld, type Answer, type ServedWorld } from './served-world';

let served: ServedWorld;
let cast: Cast;
/** Of the password that everybody has. */
let passwordHash: string;

/** Everything but the doors, which name no object. */
const NAMING = MATRIX.filter(
  ({ route }) =>
    !/ \/(sign-in|sign-out|set-up|account|join|(account\/)?come-back|access-needs|account\/e-mail|confirm-address)$| \/(unsubscribe|receipts|you-said|account\/address)/.test(
      route
    )
);

beforeAll(async () => {
  served = await serveWorld();
  // How much one person says in ten minutes is another rule: here it would tell of the test's pace.
  Object.assign(served.world.runtime.tools.limits, { comment: () => Promise.resolve(true) });
  cast = await castOf(served.world);
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => served.close());

describe('the authorisation matrix', () => {
  it('ACL-20 every address, action, method and socket stands in the matrix, and nothing else does', () => {
    expect(MATRIX.map(({ route }) => route).sort()).toEqual(allRoutes());
  });

  it.each(MATRIX)('ACL-21 $route answers each kind of visitor as the matrix says', async ({ route, met }) => {
    for (const visitor of VISITORS) {
      const objects = met[visitor] === 'made' ? await freshFor(route, visitor) : cast.own;
      const { answer, changed } = await visit(visitor, route, objects);
      expect(seen(answer, changed, route), `${visitor} at ${route}: ${answer.text.slice(0, 300)}`).toBe(
        met[visitor]
      );
    }
  });

  it.each(NAMING)(
    'ACL-22 $route answers for an object of another partnership exactly as for one that does not exist',
    async (row) => {
      if (!namesObjects(row.route, cast.own, cast.foreign)) return;
      for (const visitor of VISITORS) {
        if (visitor === 'outsider') continue;
        const foreign = await visit(visitor, row.route, cast.foreign);
        const unknown = await visit(visitor, row.route, unknownObjects(cast.foreign));
        const where = `${visitor} at ${row.route}`;
        expect(seen(foreign.answer, foreign.changed, row.route), where).toBe(metElsewhere(row, visitor));
        expect(plain(foreign.answer), where).toEqual(plain(unknown.answer));
        expect(foreign.changed || unknown.changed, where).toBe(false);
      }
    }
  );
});

/** What is not theirs is not found; who may not do it at all, whatever the object, is told so. The way to a notice leads to the inbox. */
function metElsewhere({ route, met }: MatrixRow, visitor: Visitor): Met {
  if (route === 'GET /inbox/[notice]') return met[visitor];
  if (met[visitor] === '401' || met[visitor] === 'in') return met[visitor];
  const namesIt =
    /\[|(Template|mandatoryHeadings)$|^POST \/glossary|(endAccess|handOver)$|^POST \/review(\/concerns)?\?/.test(
      route
    );
  return met[visitor] === '403' && !namesIt ? '403' : '404';
}

/** Objects that nobody has used up: a comment without an answer, a suggestion, an open ballot, an unsigned decision, a text to close. */
async function freshFor(route: string, visitor: Visitor): Promise<Objects> {
  const { own, people } = cast;
  // Once is enough: whoever may not do it uses nothing up, and one person says only so much in ten minutes.
  if (/answer|response/.test(route) && ['editor', 'secretary', 'lead'].includes(visitor)) {
    return { ...own, comment: await commentOn(people.facilitator, own.specification) };
  }
  if (/you-said/.test(route)) {
    const make = route.endsWith('unpublish') ? publishedBy : answeredOn;
    return { ...own, comment: await make(people.lead, own.specification, people['board-member']) };
  }
  if (route === 'POST /receipts?/end') {
    await people[visitor as keyof People].commands.makeReceiptLink({ days: '7', send: 'here' });
  }
  if (route.endsWith('/slips/[comment]?/end')) {
    done(await people.lead.commands.makeSlipLink({ commentId: own.entered, days: '7' }));
  }
  if (/accept|decline/.test(route)) {
    return { ...own, suggestion: await suggestionOn(people.contributor, own.specification) };
  }
  if (/\/report|^POST \/review|verdict|removal$|\/concern|second-look/.test(route))
    return moderatedFor(route);
  if (/revoke$|(endAccess|handOver)$/.test(route))
    return { ...own, ...(await guestBy(served.world, people.lead)) };
  if (visitor === 'lead' && /withdraw$|^DELETE \/api\/v1\/comments/.test(route)) {
    return { ...own, ...(await saidOn(people.lead, own.specification)) };
  }
  if (route.endsWith('linkBudgetLine')) {
    return { ...own, budgetLine: await lineElsewhere(served.world, people.lead, own) };
  }
  if (route.endsWith('removeTemplate')) {
    return { ...own, template: await templateOf(people.lead, own.specification) };
  }
  if (route.endsWith('mandatoryHeadings')) {
    const { db } = served.world.runtime.tools;
    await db.update(ownTemplate).set({ mandatory: ['one-that-was'] });
  }
  if (route.endsWith('?/start')) return { ...own, specification: await withoutSummary(people.lead) };
  if (/\?\/(write|confirm|review)$/.test(route))
    return { ...own, ...(await summaryOn(people.lead, own.specification)) };
  if (route.startsWith('POST /glossary')) return { ...own, term: await termBy(people.lead) };
  if (/\?\/(merge|giveUp)$/.test(route)) {
    const who = people[visitor as keyof People];
    return { ...own, merge: await mergeOf(who, own.specification) };
  }
  if (/^POST .*(e-mail|\[token\])$/.test(route)) {
    await served.world.runtime.tools.db.delete(mailChoice);
    return { ...own, ...(await mailTo(served.world, people.lead)) };
  }
  if (route.startsWith('POST /inbox')) {
    return { ...own, notice: await noticeFor(served.world, people[visitor as keyof People]) };
  }
  if (route.includes('/consultation')) return consultationFor(route);
  const text = { specificationId: own.specification };
  if (route.endsWith('?/close')) await people.lead.commands.openText(text);
  if (route.endsWith('?/open')) await people.lead.commands.closeText(text);
  if (route.endsWith('?/hold'))
    return { ...own, specification: await templateLike(served.world, people.lead) };
  if (route.endsWith('?/structure')) await boldLine(served.world, people.lead, own.specification);
  if (route.endsWith('/restore'))
    return { ...own, draftHash: await editedDraft(served.world, people.lead, own.specification) };
  if (/\/clauses\/|\/points/.test(route)) return freshFacts(own, people, route);
  if (/\/(priorities|ballots)\/\[/.test(route))
    return {
      ...own,
      ballot: await openedBy(people.lead, { specificationId: own.specification, ...SOME_ASSISTED })
    };
  if (/\/decisions\/\[/.test(route)) return { ...own, ...(await decisionOn(people.lead, own.version)) };
  return own;
}

/** What nobody has looked at yet. */
async function moderatedFor(route: string): Promise<Objects> {
  const { own, people } = cast;
  const { lead, editor, secretary, facilitator } = people;
  const text = own.specification;
  if (/\?\/(raise|tell)$|\/concern$/.test(route)) await nothingRaisedToday(served.world);
  if (/settle(ment)?$/.test(route)) return { ...own, concern: await concernOn(served.world, lead, text) };
  if (route.endsWith('verdict'))
    return { ...own, comment: await heldOn(served.world, people['board-member'], text) };
  if (/\?\/look$|^PUT .*second-look$/.test(route)) {
    const who = { writer: secretary, remover: lead };
    return { ...own, comment: await removedOn(who, text, { asked: true }) };
  }
  if (/askAgain$|^POST .*second-look$/.test(route)) {
    const who = { writer: lead, remover: facilitator };
    return { ...own, comment: await removedOn(who, text, { asked: false }) };
  }
  // One person says only so much in ten minutes.
  return { ...own, comment: await commentOn(route.startsWith('POST /api') ? secretary : editor, text) };
}

/** One that is open, or none where one is to be opened. */
async function consultationFor(route: string): Promise<Objects> {
  const { own, people } = cast;
  if (route.endsWith('?/open')) await noConsultationOn(people.lead, own.specification);
  if (!/\?\/end$|\/experience$/.test(route)) return own;
  return { ...own, consultation: await openConsultationOn(people.lead, own.specification) };
}

/** Facts that nobody has taken away, a point that nobody has resolved, and an organisation that is nothing yet. */
async function freshFacts(own: Objects, { lead, secretary }: People, route: string): Promise<Objects> {
  await clearResponsibility(lead, own);
  return /remove|DELETE|resol/.test(route)
    ? { ...own, ...(await factsOn(lead, own.specification, secretary)) }
    : own;
}

function withoutSummary(lead: TestPerson): Promise<string> {
  return specificationWith(served.world, lead, textWithClause());
}

async function visit(
  visitor: Visitor,
  route: string,
  objects: Objects
): Promise<{ answer: Answer; changed: boolean }> {
  const sending = requestFor(route, objects);
  const who = await visiting(visitor, route);
  const before = await served.fingerprint();
  const answer = route.startsWith('UPGRADE')
    ? await socketAnswer(who, sending.path)
    : await served.ask(who, sending);
  const changed = (await served.fingerprint()) !== before;
  if (who && route === 'POST /account') await putBack(who);
  return { answer, changed };
}

/** A change of password ends every session: this person has more to ask for, with the old ones of both. */
async function putBack({ actor: { personId }, token }: TestPerson): Promise<void> {
  const { db, config } = served.world.runtime.tools;
  await db.update(person).set({ passwordHash }).where(eq(person.id, personId));
  const times = { createdAt: new Date(), expiresAt: new Date(Date.now() + config.sessionIdleLimit) };
  await db
    .insert(session)
    .values({ tokenHash: hashToken(token), personId, ...times })
    .onConflictDoNothing();
}

/** Signing out uses up the session, and so does signing in as somebody else: each gets one of its own. */
async function visiting(visitor: Visitor, route: string): Promise<TestPerson | undefined> {
  const who = visitor === 'nobody' ? undefined : cast.people[visitor];
  if (!who || !/ \/(sign-(in|out)|come-back)$/.test(route)) return who;
  const { name, value } = await served.world.runtime.tools.sessions.start(who.actor.personId);
  return { ...who, token: value, cookie: `${name}=${value}` };
}

async function socketAnswer(who: TestPerson | undefined, path: string): Promise<Answer> {
  return { status: await served.upgrade(who, path), headers: new Headers(), text: '' };
}

/** What happened, in the matrix's words. A refusal that changed something matches none of them. */
function seen({ status, headers }: Answer, changed: boolean, route: string): string {
  const to = headers.get('location') ?? '';
  if (changed) return status < 400 && !route.startsWith('GET') ? 'made' : `${status} and something changed`;
  if (status === 303)
    return to.startsWith('/sign-in?next=') ? 'in' : to.startsWith('/') ? 'away' : `to ${to}`;
  return status === 200 ? 'ok' : String(status);
}

/** An answer without what differs by chance: ids, the page's nonce, the date. */
function plain({ status, headers, text }: Answer): unknown {
  const named = [...headers].filter(([name]) => !['date', 'etag'].includes(name));
  const words = JSON.stringify([status, named, text]);
  return words
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}')
    .replaceAll(/nonce(-|=\\")[A-Za-z0-9+/=]+/g, 'nonce')
    .replaceAll(/JCC-[0-9a-f]{8}/g, '{reference}');
}
