import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { roomName } from '#protocol/rooms';
import type { DocumentJson } from '#schema/document-json';
import { member, person } from '#server/db/schema/people';
import { specification } from '#server/db/schema/specifications';
import { openedBy, SOME_ASSISTED } from '#tests/builders/ballots';
import { openConsultationOn } from '#tests/builders/consultations';
import { EVIDENCE, MEASURE } from '#tests/builders/clauses';
import { decisionFields, done, type Boards } from '#tests/builders/decisions';
import {
  clauseHeading,
  documentOf,
  heading,
  paragraph,
  specificationWith
} from '#tests/builders/specification';
import { doorsAt, guestOf, invitedBy } from '#tests/builders/guests';
import type { TestPerson, World } from '#tests/builders/world';
import { HEADING_STYLES, styled, wordFile } from '#tests/documents/word-file';
import { concernOn } from './moderated';
import { mailTo, noticeFor } from './told';
import { enteredOn, oweAnswer, publishedBy, saidOn, suggestionOn } from './words-said';

/** Every kind of visitor, in the order of the matrix's columns. */
export const VISITORS = [
  'nobody',
  'disabled',
  'left',
  'outsider',
  'observer',
  'contributor',
  'facilitator',
  'board-member',
  'editor',
  'secretary',
  'lead'
] as const;
export type Visitor = (typeof VISITORS)[number];

/** One of everything that has an address, all of one partnership. */
export interface Objects {
  readonly specification: string;
  readonly room: string;
  readonly version: string;
  readonly comment: string;
  /** What the lead entered for somebody without an account. */
  readonly entered: string;
  /** A comment that suggests other words. */
  readonly suggestion: string;
  /** A reply under it. */
  readonly reply: string;
  /** A clause that has a plain summary, and the hashes of both texts. */
  readonly clause: string;
  readonly clauseHash: string;
  readonly summaryHash: string;
  /** A word of the glossary. */
  readonly term: string;
  readonly ballot: string;
  /** An organisation of the partnership, and a member who may be asked to settle something. */
  readonly organisation: string;
  readonly member: string;
  readonly evidence: string;
  readonly measure: string;
  readonly budgetLine: string;
  readonly point: string;
  readonly consultation: string;
  /** Something in the restricted queue. */
  readonly concern: string;
  /** Something that the lead was told, and has not read. */
  readonly notice: string;
  /** An e-mail, and the token in its link by which one gets no more. */
  readonly mail: string;
  readonly unsubscribe: string;
  readonly decision: string;
  readonly template: string;
  readonly decisionHash: string;
  readonly versionHash: string;
  /** A Word file that somebody sent, to bring changes in. */
  readonly merge: string;
  /** SHA-256 of the draft, as the page that brings a version back has it. */
  readonly draftHash: string;
  /** An invitation that lets in as many as come, the token of its link, and a guest with the private one of theirs. */
  readonly invitation: string;
  readonly link: string;
  readonly guestMember: string;
  readonly key: string;
  /** The token of the guest's link to what they said. */
  readonly receipt: string;
  /** E-mail address of somebody who has nothing to do with it and may sign in. */
  readonly guest: string;
}

export type People = Readonly<Record<Exclude<Visitor, 'nobody'>, TestPerson>>;

export interface Cast {
  readonly people: People;
  readonly own: Objects;
  /** Of the partnership that the outsider leads. */
  readonly foreign: Objects;
}

export async function castOf(world: World): Promise<Cast> {
  const people = await peopleOf(world);
  const { email: guest } = await world.person('Gus Guest', { roles: [] });
  const own = { ...(await objectsOf(world, people.lead)), guest };
  const foreign = { ...(await objectsOf(world, people.outsider)), guest };
  const { db } = world.runtime.tools;
  const then = world.clock.now;
  await db.update(person).set({ disabledAt: then }).where(eq(person.id, people.disabled.actor.personId));
  await db.update(member).set({ leftAt: then }).where(eq(member.id, people.left.memberId));
  return { people, own, foreign };
}

async function peopleOf(world: World): Promise<People> {
  const elsewhere = await world.partnership('Another vale');
  const organisationId = await world.organisation('Another board');
  return {
    disabled: await world.person('Di Sabled', { roles: ['lead', 'board-member'] }),
    left: await world.person('Lee Ft', { roles: ['lead', 'board-member'] }),
    outsider: await world.person('Olly Outsider', {
      roles: ['lead', 'editor', 'board-member'],
      partnershipId: elsewhere,
      organisationId
    }),
    observer: await world.person('Obi Server', { roles: ['observer'] }),
    contributor: await world.person('Con Tributor', { roles: ['contributor'] }),
    facilitator: await world.person('Fay Cilitator', { roles: ['facilitator'] }),
    'board-member': await world.person('Bo Ardmember', { roles: ['board-member'] }),
    editor: await world.person('Ed Itor', { roles: ['editor'] }),
    secretary: await world.person('Sec Retary', { roles: ['secretary'] }),
    lead: await world.person('Le Ad', { roles: ['lead'] })
  };
}

async function objectsOf(world: World, lead: TestPerson): Promise<Omit<Objects, 'guest'>> {
  const report = { importReport: NOTHING_LOST, sourceFileName: 'scope.docx' };
  const id = await specificationWith(world, lead, textWithClause(), report);
  const { db } = world.runtime.tools;
  const [row] = await db.select().from(specification).where(eq(specification.id, id));
  const version = done(await lead.commands.freezeVersion({ specificationId: id, label: '' }));
  const without = { specification: id, room: roomName(row!.documentId), version: version.id };
  const ballot = await openedBy(lead, { specificationId: id, ...SOME_ASSISTED });
  const membership = lead.actor.memberships[0]!;
  const names = { clause: CLAUSE, organisation: membership.organisationId, member: lead.memberId };
  const facts = await factsOn(lead, id);
  const { hash: versionHash } = version;
  const withBallot = { ...without, ...names, ...facts, ballot, versionHash, draftHash: versionHash };
  const said = await saidOn(lead, id);
  await oweAnswer(world, said.comment);
  await publishedBy(lead, id);
  const more = {
    suggestion: await suggestionOn(lead, id),
    ...{ ...said, entered: await enteredOn(lead, id) },
    template: await templateOf(lead, id),
    consultation: await openConsultationOn(lead, id),
    concern: await concernOn(world, lead, id),
    merge: randomUUID(),
    notice: await noticeFor(world, lead),
    ...(await mailTo(world, lead))
  };
  const plain = { ...(await summaryOn(lead, id)), term: await termBy(lead), ...(await guestBy(world, lead)) };
  return { ...withBallot, ...more, ...plain, ...(await decisionOn(lead, version.id)) };
}

const NOTHING_LOST = { kept: {}, notKept: [] };

/** Not one of the template's, which would ask for the others of them too. */
const CLAUSE = 'k3x9q0zw7a';

type Facts = Pick<Objects, 'evidence' | 'measure' | 'budgetLine' | 'point'>;

/**
 * One of everything that is kept about a clause. The point is raised by somebody else when they are named: one person raises only so many in ten
 * minutes.
 */
export async function factsOn(by: TestPerson, specificationId: string, raiser = by): Promise<Facts> {
  const { commands, memberId, actor } = by;
  const place = { specificationId, clause: CLAUSE };
  const payerId = actor.memberships[0]!.organisationId;
  const money = { label: 'Response', perYear: '£1,000', payerId };
  const asked = { specificationId, clause: 'clause-1', kind: 'question', words: 'Who?', ownerId: memberId };
  return {
    evidence: done(await commands.keepEvidence({ ...place, ...EVIDENCE })).id,
    measure: done(await commands.keepMeasure({ ...place, ...MEASURE })).id,
    budgetLine: done(await commands.keepBudgetLine({ ...place, ...money })).id,
    point: done(await raiser.commands.raiseOpenPoint(asked)).id
  };
}

/** Nobody is accountable for the clause, and its owner is not left open. */
export async function clearResponsibility(by: TestPerson, own: Objects): Promise<void> {
  const place = { specificationId: own.specification, clause: own.clause };
  const named = { ...place, organisationId: own.organisation, kind: 'accountable', holds: 'no' };
  done(await by.commands.setResponsibility(named));
  done(await by.commands.leaveOwnerOpen({ ...place, open: 'no' }));
}

/** A clause with an id, and a sentence under it. */
export function textWithClause(): DocumentJson {
  return documentOf(clauseHeading(CLAUSE, 'Scope'), paragraph('Somebody comes within two hours.'));
}

/** An imported text that looks like the NHS template. */
export async function templateLike(world: World, by: TestPerson): Promise<string> {
  const report = { importReport: NOTHING_LOST, sourceFileName: 'scope.docx' };
  const headings = ['Population needs', 'Outcomes', 'Scope'].map((words) => heading(1, words));
  return specificationWith(world, by, documentOf(...headings), report);
}

/** Other words in the plain summary, and the hashes that go with them. */
export async function summaryOn(
  by: TestPerson,
  specificationId: string
): Promise<Pick<Objects, 'clauseHash' | 'summaryHash'>> {
  const about = { specificationId, clause: CLAUSE };
  const seen = done(await by.reads.plainSummary(specificationId, CLAUSE)).summary?.summaryHash ?? '';
  done(await by.commands.writePlainSummary({ ...about, text: `We come. ${randomUUID()}`, seen }));
  const { clauseHash, summaryHash } = done(await by.reads.plainSummary(specificationId, CLAUSE)).summary!;
  return { clauseHash: clauseHash!, summaryHash };
}

/** An invitation and somebody who came by it. */
export async function guestBy(
  world: World,
  by: TestPerson
): Promise<Pick<Objects, 'invitation' | 'link' | 'guestMember' | 'key' | 'receipt'>> {
  const { id: invitation, token: link } = await invitedBy(by);
  const guest = await guestOf(world, link, { called: 'A carer' });
  const { actor, memberId: guestMember } = guest;
  const { token: key } = done(await doorsAt(world, { actor }).newReturnLink());
  const receipt = done(await guest.commands.makeReceiptLink({ days: '90', send: 'here' })).token!;
  return { invitation, link, guestMember, key, receipt };
}

export async function termBy(by: TestPerson): Promise<string> {
  return done(await by.commands.addGlossaryTerm({ ...EXPLAINED, term: freshTerm() })).id;
}

export const EXPLAINED = { otherForms: '', explanation: 'In plain words.' };

export function freshTerm(): string {
  return `term ${randomUUID()}`;
}

/** A Word file that this person sent for the specification. */
export async function mergeOf(by: TestPerson, specificationId: string): Promise<string> {
  const word = wordFile({ styles: HEADING_STYLES, body: styled('Heading1', 'Scope') });
  const file = new File([new Uint8Array(word)], 'scope.docx');
  return done(await by.commands.readForMerge({ specificationId, file })).id;
}

/** A template of the partnership's own. */
export async function templateOf(by: TestPerson, specificationId: string): Promise<string> {
  const fields = { specificationId, name: freshReference(), keeps: 'headings' };
  return done(await by.commands.saveTemplate(fields)).id;
}

export async function decisionOn(
  by: TestPerson,
  versionId: string
): Promise<Pick<Objects, 'decision' | 'decisionHash'>> {
  const fields = decisionFields({ versionId } as Boards, { reference: freshReference() });
  const { id, hash } = done(await by.commands.proposeDecision(fields));
  return { decision: id, decisionHash: hash };
}

export function freshReference(): string {
  return `JCC-${randomUUID().slice(0, 8)}`;
}

/** Ids that name nothing, with hashes that are those of something else. */
export function unknownObjects(like: Objects): Objects {
  return {
    ...like,
    specification: randomUUID(),
    room: `draft-${randomUUID()}`,
    version: randomUUID(),
    comment: randomUUID(),
    entered: randomUUID(),
    suggestion: randomUUID(),
    reply: randomUUID(),
    term: randomUUID(),
    invitation: randomUUID(),
    guestMember: randomUUID(),
    ballot: randomUUID(),
    consultation: randomUUID(),
    concern: randomUUID(),
    notice: randomUUID(),
    mail: randomUUID(),
    evidence: randomUUID(),
    measure: randomUUID(),
    budgetLine: randomUUID(),
    point: randomUUID(),
    decision: randomUUID(),
    template: randomUUID(),
    merge: randomUUID()
  };
}
