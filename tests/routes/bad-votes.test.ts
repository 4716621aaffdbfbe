import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openedBy } from '#tests/builders/ballots';
import { done } from '#tests/builders/decisions';
import type { TestPerson } from '#tests/builders/world';
import { decisionJson, signature } from './decisions-sent';
import { castOf, decisionOn, type Cast } from './people-and-objects';
import { commentOn } from './words-said';
import { serveWorld, type Answer, type Sending, type ServedWorld } from './served-world';

let served: ServedWorld;
let cast: Cast;

beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
});
afterAll(() => served.close());

function errorOf(answer: Answer): { code: string; message: string; field?: string } {
  return (JSON.parse(answer.text) as { error: { code: string; message: string } }).error;
}

/** Whatever the answer, not a row may have changed. */
async function unchangedBy(sending: Sending, by: TestPerson = cast.people.lead): Promise<Answer> {
  const before = await served.fingerprint();
  const answer = await served.ask(by, sending);
  expect(await served.fingerprint(), `${sending.path} ${answer.status}`).toBe(before);
  return answer;
}

describe('votes and signatures', () => {
  const vote = (ballot: string, ranking: unknown): Sending => ({
    path: `/api/v1/ballots/${ballot}/votes`,
    json: { ranking }
  });
  const right = ['P1', 'P2', 'P3'];

  it('BAD-6 wrong rankings are refused with their codes', async () => {
    const ballot = await openedBy(cast.people.lead);
    const cases: [unknown, string][] = [
      [['P1', 'P2', 'P9'], 'unknown-option'],
      [['P1', 'P2', '__proto__'], 'unknown-option'],
      [['P1', 'P2'], 'incomplete-ranking'],
      [['P1', 'P1', 'P2'], 'incomplete-ranking'],
      [[], 'incomplete-ranking'],
      ['P1', 'incomplete-ranking'],
      [Array(10_000).fill('P1'), 'incomplete-ranking'],
      [[1, null, {}], 'incomplete-ranking']
    ];
    for (const [ranking, code] of cases) {
      const answer = await unchangedBy(vote(ballot, ranking), cast.people.contributor);
      expect([answer.status, errorOf(answer).code], JSON.stringify(ranking).slice(0, 40)).toEqual([
        400,
        code
      ]);
    }
  });

  it('BAD-6 after the close no vote counts, by form or API', async () => {
    const ballot = await openedBy(cast.people.lead);
    done(await cast.people.lead.commands.closeBallot({ ballotId: ballot }));
    const api = await unchangedBy(vote(ballot, right), cast.people.contributor);
    expect([api.status, errorOf(api).code]).toEqual([409, 'ballot-closed']);
    const places = { 'rank-P1': '1', 'rank-P2': '2', 'rank-P3': '3' };
    const form = await unchangedBy(
      { path: `/priorities/${ballot}?/cast`, form: places },
      cast.people.contributor
    );
    expect(form.status).toBe(409);
    expect(form.text).toContain('so the vote was not counted');
    const again = await unchangedBy({ path: `/api/v1/ballots/${ballot}/close`, json: {} });
    expect(errorOf(again).code).toBe('ballot-closed');
  });

  it('BAD-7 one person’s twenty votes at once are one vote', async () => {
    const ballot = await openedBy(cast.people.lead);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => served.ask(cast.people.contributor, vote(ballot, right)))
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 201);
    expect(new Set(others.map((answer) => errorOf(answer).code))).toEqual(new Set(['already-voted']));
    const page = done(await cast.people.lead.reads.ballot(ballot));
    expect(page.turnout.voted).toBe(1);
    expect((await unchangedBy(vote(ballot, right), cast.people.contributor)).status).toBe(409);
  });

  it('BAD-7 an answer, a signature and a decision’s reference sent ten times at once are there once', async () => {
    const { people, own } = cast;
    const comment = await commentOn(people.lead, own.specification);
    const decision = await decisionOn(people.lead, own.version);
    const signing = signature({ ...own, ...decision });
    const reference = 'JCC-AT-ONCE';
    const sendings: [Sending, Cast['people']['lead'], string][] = [
      [
        { path: `/api/v1/comments/${comment}/response`, json: { outcome: 'not-changed', body: 'It is.' } },
        people.editor,
        'already-answered'
      ],
      [
        { path: `/api/v1/decisions/${decision.decision}/signatures`, json: signing },
        people['board-member'],
        'already-signed'
      ],
      [
        { path: '/api/v1/decisions', json: decisionJson(own.version, { reference }) },
        people.lead,
        'reference-taken'
      ]
    ];
    for (const [sending, by, code] of sendings) {
      const answers = await Promise.all(Array.from({ length: 10 }, () => served.ask(by, sending)));
      expect(
        answers.filter(({ status }) => status === 201),
        sending.path
      ).toHaveLength(1);
      const refused = answers.filter(({ status }) => status !== 201).map((answer) => errorOf(answer).code);
      expect(new Set(refused), sending.path).toEqual(new Set([code]));
    }
  });

  it('BAD-8 a signature under other hashes or with a wrong password is refused', async () => {
    const { people, own } = cast;
    const decision = await decisionOn(people.lead, own.version);
    const at = `/decisions/${decision.decision}`;
    const fields = signature({ ...own, ...decision });
    const cases: [Record<string, string>, number, string][] = [
      [{ ...fields, versionHash: 'f'.repeat(64) }, 409, 'version-changed'],
      [{ ...fields, decisionHash: 'f'.repeat(64) }, 409, 'version-changed'],
      [{ ...fields, decisionHash: '' }, 409, 'version-changed'],
      [{ ...fields, password: 'not the password' }, 400, 'wrong-password'],
      [{ ...fields, password: '' }, 400, 'missing-field'],
      [{ ...fields, outcome: 'agreed' }, 400, 'missing-field']
    ];
    for (const [form, status, code] of cases) {
      const api = await unchangedBy({ path: `/api/v1${at}/signatures`, json: form }, people['board-member']);
      expect([api.status, errorOf(api).code], code).toEqual([status, code]);
      const page = await unchangedBy({ path: `${at}/sign`, form }, people['board-member']);
      expect(page.status).toBe(status);
      expect(page.text).not.toContain('not the password');
    }
  });
});
