import { goodFile, upload } from './uploads';
import { ballotFields } from '#tests/builders/ballots';
import { consultationFields, experienceSent } from '#tests/builders/consultations';
import { EVIDENCE, MEASURE } from '#tests/builders/clauses';
import { PASSWORD } from '#tests/builders/world';
import { EXPLAINED, freshReference, freshTerm, type Objects } from './people-and-objects';
import { ACCOUNT } from './account-requests';
import { decisionForm, decisionJson, signature } from './decisions-sent';
import { MODERATION } from './moderated';
import { FIRST_WORD, RECEIPT_BODIES, SUBJECT_BODIES } from './words-said';
import { BOLD_LINE_FIELD } from './draft-edits';
import type { Sending } from './served-world';

type Body = Omit<Sending, 'path' | 'method'>;

/** A request that would be done if the visitor may: everything in it is right. */
export function requestFor(route: string, objects: Objects): Sending {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pathOf(pattern, objects) + (QUERIES[route]?.(objects) ?? '');
  if (method === 'GET' || method === 'UPGRADE') return { path };
  const body = BODIES[route];
  if (!body) throw new Error(`What to send to ${route} is not said.`);
  return { method, path, ...body(objects) };
}

/** Whether the request names an object, in its address or in its body. */
export function namesObjects(route: string, own: Objects, other: Objects): boolean {
  const bare = (objects: Objects) => {
    const { path, form, json } = requestFor(route, { ...objects });
    return JSON.stringify([path, form, json]).replaceAll(/JCC-[0-9a-f]{8}|term [0-9a-f-]{36}/g, '');
  };
  return bare(own) !== bare(other);
}

function pathOf(pattern: string, objects: Objects): string {
  const [, family] = /^(?:\/api\/v1)?\/([a-z-]+)/.exec(pattern) ?? [];
  const ids: Record<string, string> = {
    specifications: objects.specification,
    'you-said': objects.specification,
    priorities: objects.ballot,
    ballots: objects.ballot,
    comments: pattern.endsWith('/acceptance') ? objects.suggestion : objects.comment,
    decisions: objects.decision,
    points: objects.point,
    concerns: objects.concern
  };
  const [, kind] = /\/(evidence|measures|budget-lines)\/\[fact\]$/.exec(pattern) ?? [];
  const facts: Record<string, string> = {
    evidence: objects.evidence,
    measures: objects.measure,
    'budget-lines': objects.budgetLine
  };
  return pattern
    .replace('[id]', ids[family ?? ''] ?? '')
    .replace('[clause]', objects.clause)
    .replace('[reply]', objects.reply)
    .replace('[notice]', objects.notice)
    .replace('[fact]', facts[kind ?? ''] ?? '')
    .replace('[comment]', pattern.includes('/slips/') ? objects.entered : objects.suggestion)
    .replace('[kind]', 'board')
    .replace('[number]', '1')
    .replace('[sequence]', '0')
    .replace('[token]', objects.unsubscribe)
    .replace('[room]', objects.room);
}

const QUERIES: Readonly<Record<string, (objects: Objects) => string>> = {
  'GET /join': ({ link }) => `?link=${link}`,
  // A form without an action is sent to the address that it stands at.
  'POST /join': ({ link }) => `?link=${link}`,
  'GET /receipts/by-link': ({ receipt }) => `?key=${receipt}`,
  'GET /confirm-address': () => '?confirmed',
  'GET /come-back': ({ key }) => `?key=${key}`,
  'POST /come-back': ({ key }) => `?key=${key}`,
  'GET /specifications/[id]/export': () => '?format=html',
  'GET /api/v1/specifications/[id]/export': () => '?format=json',
  'GET /decisions/[id]/papers/[kind]/export': () => '?format=html',
  'GET /api/v1/decisions/[id]/papers/[kind]': () => '?format=pdf',
  'GET /specifications/[id]/comment': () => '?clause=clause-1',
  'GET /specifications/[id]/suggest': () => '?clause=clause-1',
  'GET /specifications/[id]/enter/words': () => '?clause=clause-1',
  'GET /specifications/[id]/history': () => '?clause=clause-1',
  'GET /api/v1/specifications/[id]/history': () => '?clause=clause-1',
  'GET /mailbox/html': ({ mail }) => `?mail=${mail}`,
  'GET /api/v1/comments': ({ specification }) => `?specification=${specification}`
};

const TEMPLATE = { title: 'Home oxygen', serviceNumber: '' };
const COMMENT = { clause: 'clause-1', body: 'What about nights?' };
const REPLY = { body: 'Nights are in section two.' };
const WORDING = { ...FIRST_WORD, wording: 'A nurse' };
const DECLINED = { body: 'There is nobody at night.' };
const ANSWER = { outcome: 'not-changed', body: 'Section two names nights already.' };
const duty = ({ member }: Objects) => ({ ownerId: member, dueOn: '2026-12-01' });
const NAMED = { kind: 'accountable' };
const money = ({ organisation: payerId }: Objects) => ({ label: 'Response', perYear: '£1,000', payerId });
const responsibility = ({ organisation }: Objects) => ({ ...NAMED, organisationId: organisation });
const question = ({ member }: Objects) => ({
  clause: 'clause-1',
  kind: 'question',
  words: 'Who comes at night?',
  ownerId: member
});
const SETTLED = { resolution: 'The ambulance does.' };
const PLACES = { 'rank-P1': '1', 'rank-P2': '2', 'rank-P3': '3' };
/** The same, of somebody without an account. */
const ENTERED = { ...PLACES, group: 'patient-carer', agreed: 'yes' };

const CLAUSES = '/api/v1/specifications/[id]/clauses/[clause]';
/** A fact that is changed must differ from what it was before. */
const other = <Words extends object>(words: Words, name: keyof Words) => ({
  ...words,
  [name]: freshReference()
});
const CLAUSE_API: Readonly<Record<string, (objects: Objects) => Body>> = {
  [`POST ${CLAUSES}/responsibilities`]: (objects) => ({ json: responsibility(objects) }),
  [`POST ${CLAUSES}/open-owner`]: () => ({ json: { open: 'yes' } }),
  [`POST ${CLAUSES}/evidence`]: () => ({ json: EVIDENCE }),
  [`PUT ${CLAUSES}/evidence/[fact]`]: () => ({ json: other(EVIDENCE, 'shows') }),
  [`DELETE ${CLAUSES}/evidence/[fact]`]: () => ({}),
  [`POST ${CLAUSES}/measures`]: () => ({ json: MEASURE }),
  [`PUT ${CLAUSES}/measures/[fact]`]: () => ({ json: other(MEASURE, 'name') }),
  [`DELETE ${CLAUSES}/measures/[fact]`]: () => ({}),
  [`POST ${CLAUSES}/budget-lines`]: (objects) => ({ json: money(objects) }),
  [`PUT ${CLAUSES}/budget-lines/[fact]`]: (objects) => ({ json: other(money(objects), 'label') }),
  [`DELETE ${CLAUSES}/budget-lines/[fact]`]: () => ({})
};

const BODIES: Readonly<Record<string, (objects: Objects) => Body>> = {
  'POST /sign-in': ({ guest }) => ({ form: { email: guest, password: PASSWORD } }),
  'POST /sign-out': () => ({ form: {} }),
  'POST /set-up': () => ({ form: SET_UP }),
  'POST /join': ({ link }) => ({ form: { link, called: 'A carer' } }),
  'POST /come-back': ({ key }) => ({ form: { key } }),
  ...ACCOUNT,
  'POST /unsubscribe/[token]': () => ({ form: {} }),
  'POST /inbox?/read': ({ notice }) => ({ form: { noticeId: notice } }),
  ...RECEIPT_BODIES,
  ...SUBJECT_BODIES,
  'POST /people/invitations?/make': ({ specification, organisation }) => ({
    form: { ...INVITATION, specificationId: specification, organisationId: organisation }
  }),
  'POST /people/invitations?/revoke': ({ invitation }) => ({ form: { invitationId: invitation } }),
  'POST /specifications/new?/template': () => ({ form: TEMPLATE }),
  'POST /specifications/new?/saveTemplate': ({ specification }) => ({
    form: { specificationId: specification, name: freshReference(), keeps: 'headings' }
  }),
  'POST /specifications/new?/mandatoryHeadings': ({ template }) => ({ form: { templateId: template } }),
  'POST /specifications/new?/removeTemplate': ({ template }) => ({ form: { templateId: template } }),
  'POST /specifications/new?/word': () => ({ raw: upload(goodFile()) }),
  'POST /specifications/[id]?/comment': () => ({ form: COMMENT }),
  'POST /specifications/[id]?/reply': ({ comment }) => ({ form: { commentId: comment, ...REPLY } }),
  'POST /specifications/[id]?/answer': ({ comment }) => ({ form: { commentId: comment, ...ANSWER } }),
  'POST /specifications/[id]/suggest?/suggest': () => ({ form: WORDING }),
  'POST /specifications/[id]/suggestions/[comment]?/accept': () => ({ form: {} }),
  'POST /specifications/[id]/suggestions/[comment]?/decline': () => ({ form: DECLINED }),
  'POST /api/v1/specifications/[id]/suggestions': () => ({ json: WORDING }),
  'POST /api/v1/comments/[id]/acceptance': () => ({ json: {} }),
  'POST /specifications/[id]?/change': ({ comment }) => ({ form: { commentId: comment, ...REPLY } }),
  'POST /specifications/[id]?/withdraw': ({ comment }) => ({ form: { commentId: comment } }),
  ...MODERATION,
  'POST /specifications/[id]/answer?/choose': ({ comment }) => ({
    form: { commentId: comment, outcome: 'changed', within: 'clause-1' }
  }),
  'POST /specifications/[id]/answer?/answer': ({ comment }) => ({ form: { commentId: comment, ...ANSWER } }),
  'POST /specifications/[id]/owed?/answer': ({ comment }) => ({
    form: { [`comment.${comment}`]: 'yes', ...ANSWER }
  }),
  'POST /specifications/[id]/owed?/duty': (objects) => ({
    form: { commentId: objects.comment, ...duty(objects) }
  }),
  'POST /specifications/[id]/clauses/[clause]?/responsibility': (objects) => ({
    form: responsibility(objects)
  }),
  'POST /specifications/[id]/clauses/[clause]?/openOwner': () => ({ form: { open: 'yes' } }),
  'POST /specifications/[id]/clauses/[clause]?/evidence': () => ({ form: EVIDENCE }),
  'POST /specifications/[id]/clauses/[clause]?/removeEvidence': ({ evidence }) => ({
    form: { factId: evidence }
  }),
  'POST /specifications/[id]/clauses/[clause]?/measure': () => ({ form: MEASURE }),
  'POST /specifications/[id]/clauses/[clause]?/removeMeasure': ({ measure }) => ({
    form: { factId: measure }
  }),
  'POST /specifications/[id]/clauses/[clause]?/budgetLine': (objects) => ({ form: money(objects) }),
  'POST /specifications/[id]/clauses/[clause]?/linkBudgetLine': ({ budgetLine }) => ({
    form: { lineId: budgetLine }
  }),
  'POST /specifications/[id]/clauses/[clause]?/removeBudgetLine': ({ budgetLine }) => ({
    form: { factId: budgetLine }
  }),
  'POST /specifications/[id]/points?/resolve': ({ point }) => ({ form: { pointId: point, ...SETTLED } }),
  'POST /specifications/[id]/points/new?/raise': (objects) => ({ form: question(objects) }),
  'POST /specifications/[id]/consultation?/open': ({ specification }) => ({
    form: consultationFields(specification)
  }),
  'POST /specifications/[id]/consultation/experience': experienceSent,
  'POST /specifications/[id]/consultation?/end': ({ consultation }) => ({
    form: { consultationId: consultation, reason: 'The money is gone.' }
  }),
  'POST /specifications/[id]/imported?/structure': () => ({
    form: { kind: 'headings', [BOLD_LINE_FIELD]: 'yes' }
  }),
  'POST /specifications/[id]/imported?/hold': () => ({ form: { template: 'nhs', choice: 'hold' } }),
  'POST /specifications/[id]?/review': ({ clause, summaryHash }) => ({
    form: { clause, summaryHash, reviewer: 'Sheila Brand' }
  }),
  'POST /specifications/[id]/clauses/[clause]/plain?/start': () => ({ form: {} }),
  'POST /specifications/[id]/clauses/[clause]/plain?/write': ({ summaryHash }) => ({
    form: { text: 'Somebody comes soon.', seen: summaryHash }
  }),
  'POST /specifications/[id]/clauses/[clause]/plain?/confirm': ({ clauseHash, summaryHash }) => ({
    form: { clauseHash, summaryHash }
  }),
  'POST /glossary?/add': () => ({ form: { term: freshTerm(), ...EXPLAINED } }),
  'POST /glossary?/change': ({ term }) => ({ form: { id: term, term: freshTerm(), ...EXPLAINED } }),
  'POST /glossary?/remove': ({ term }) => ({ form: { id: term } }),
  'POST /specifications/[id]/merge?/read': () => ({ raw: upload(goodFile()) }),
  'POST /specifications/[id]/merge?/merge': ({ merge }) => ({ form: { merge } }),
  'POST /specifications/[id]/merge?/giveUp': () => ({ form: {} }),
  'POST /specifications/[id]/versions?/freeze': () => ({ form: { label: '0.8' } }),
  'POST /specifications/[id]/versions?/close': () => ({ form: {} }),
  'POST /specifications/[id]/versions?/open': () => ({ form: {} }),
  'POST /specifications/[id]/versions/[number]/restore': ({ draftHash }) => ({ form: { seen: draftHash } }),
  'POST /priorities/new': (objects) => ({ form: ballotForm(objects) }),
  'POST /priorities/[id]?/review': () => ({ form: PLACES }),
  'POST /priorities/[id]?/change': () => ({ form: PLACES }),
  'POST /priorities/[id]?/cast': () => ({ form: PLACES }),
  'POST /priorities/[id]?/close': () => ({ form: {} }),
  'POST /priorities/[id]/enter?/review': () => ({ form: ENTERED }),
  'POST /priorities/[id]/enter?/change': () => ({ form: ENTERED }),
  'POST /priorities/[id]/enter?/enter': () => ({ form: ENTERED }),
  'POST /decisions/new': ({ version }) => ({ form: decisionForm(version) }),
  'POST /decisions/[id]/sign': (objects) => ({ form: signature(objects) }),
  'POST /api/v1/specifications': () => ({ json: TEMPLATE }),
  'POST /api/v1/specifications/[id]/comments': () => ({ json: COMMENT }),
  'POST /api/v1/specifications/[id]/answers': ({ comment }) => ({
    json: { commentIds: [comment], ...ANSWER }
  }),
  'POST /api/v1/specifications/[id]/versions': () => ({ json: { label: '0.8' } }),
  ...CLAUSE_API,
  'POST /api/v1/specifications/[id]/points': (objects) => ({ json: question(objects) }),
  'POST /api/v1/points/[id]/resolution': () => ({ json: SETTLED }),
  'PUT /api/v1/comments/[id]': () => ({ json: REPLY }),
  'DELETE /api/v1/comments/[id]': () => ({}),
  'PUT /api/v1/comments/[id]/duty': (objects) => ({ json: duty(objects) }),
  'PUT /api/v1/comments/[id]/replies/[reply]': () => ({ json: REPLY }),
  'DELETE /api/v1/comments/[id]/replies/[reply]': () => ({}),
  'POST /api/v1/comments/[id]/replies': () => ({ json: REPLY }),
  'POST /api/v1/comments/[id]/response': () => ({ json: ANSWER }),
  'POST /api/v1/ballots': ({ specification }) => ({ json: ballotFields({ specificationId: specification }) }),
  'POST /api/v1/ballots/[id]/votes': () => ({ json: { ranking: ['P1', 'P2', 'P3'] } }),
  'POST /api/v1/ballots/[id]/entered-votes': () => ({
    json: { group: 'patient-carer', ranking: ['P1', 'P2', 'P3'], agreed: 'yes' }
  }),
  'POST /api/v1/ballots/[id]/close': () => ({ json: {} }),
  'POST /api/v1/decisions': ({ version }) => ({ json: decisionJson(version) }),
  'POST /api/v1/decisions/[id]/signatures': (objects) => ({ json: signature(objects) })
};

const INVITATION = {
  purpose: 'Tell us what matters.',
  group: 'patient-carer',
  most: '20',
  lastDay: '2026-12-08'
};

const SET_UP = {
  token: 'not-a-token',
  organisation: 'Board',
  organisationKind: 'council',
  partnership: 'Vale',
  purpose: 'A purpose',
  locality: 'Vale',
  name: 'Eve',
  email: 'eve@test.example',
  password: 'a long enough password'
};

function ballotForm({ specification }: Objects): Record<string, string> {
  return {
    title: 'Falls priorities',
    question: 'Which of these matters most?',
    purpose: 'It feeds the decision.',
    'options.0.name': 'Same-day response',
    'options.1.name': 'Assessment',
    'options.2.name': 'Strength',
    'group-commissioner': 'yes',
    closesOn: '2026-11-25',
    closesTime: '17:00',
    specificationId: specification
  };
}
