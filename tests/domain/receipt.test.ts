import { describe, expect, it } from 'vitest';
import { aboutLine, type Answer, type CommentThread, type Reply, type Writer } from '#domain/comment-thread';
import type { CommentId, MemberId, SpecificationId } from '#domain/ids';
import type { ReplyId } from '#domain/comment-thread';
import { isRefusal } from '#domain/refusal';
import { publishedAnswer, withoutTheWords } from '#domain/published-answer';
import { enteredParts, ownParts, receiptLinkDays, receiptLinkEnd, withoutOthers } from '#domain/receipt';

const AT = new Date('2026-11-24T10:00:00.000Z');
const ICB = 'Wenmoor Vale Integrated Care Board';

const patrick: Writer = {
  memberId: 'm1' as MemberId,
  name: 'Patrick Doyle',
  group: 'patient-carer',
  organisation: 'Healthwatch'
};
const helen: Writer = {
  memberId: 'm2' as MemberId,
  name: 'Helen Marsh',
  group: 'commissioner',
  organisation: ICB
};

const said = {
  ...{ dayOnly: false, brought: null, at: AT, editedAt: null, withdrawnAt: null },
  ...{ removed: null, earlier: [] }
};

const replyOf = (by: Writer, mine: boolean, body: string): Reply => ({
  id: body as ReplyId,
  ...{ ...said, by, mine, body }
});

const answer: Answer = {
  outcome: 'changed',
  body: 'It is one hour now.',
  by: helen,
  at: AT,
  passedTo: null,
  changed: {
    before: 'within 2 hours',
    quote: 'within 1 hour',
    range: { from: 3, to: 16 },
    now: 'within one hour',
    versionBefore: 1,
    versionAfter: 2
  }
};

function thread(more: Partial<CommentThread> = {}): CommentThread {
  return {
    ...{ ...said, id: 'c1' as CommentId, specificationId: 's1' as SpecificationId, kind: 'question' },
    ...{ by: patrick, mine: true, body: 'Two hours is long.', quote: 'within 2 hours' },
    ...{
      subject: { kind: 'words' },
      entered: null,
      anchor: { start: 1, end: 2 },
      range: { from: 3, to: 16 },
      wordsNow: 'within one hour'
    },
    replies: [replyOf(patrick, true, 'And cold.'), replyOf(helen, false, 'At night?')],
    answer,
    suggestion: null,
    duty: {
      owner: { memberId: 'm2' as MemberId, name: 'Helen Marsh' },
      dueOn: '2026-12-08',
      daysLeft: 14
    },
    ...more
  };
}

describe('a receipt', () => {
  it('RCP-1 RCP-4 holds what its reader said and the answer, and nothing that others said', () => {
    const { comments, replies } = ownParts([
      thread(),
      thread({
        id: 'c2' as CommentId,
        mine: false,
        body: 'Words of somebody else.',
        quote: 'Saltmere Clinic'
      })
    ]);
    expect(
      comments.map(({ id, body, replies: under }) => [id, body, under.map((each) => each.body)])
    ).toEqual([['c1', 'Two hours is long.', ['And cold.']]]);
    expect(replies.map(({ commentId, quote, reply }) => [commentId, quote, reply.body])).toEqual([
      ['c2', 'Saltmere Clinic', 'And cold.']
    ]);
    expect(JSON.stringify({ comments, replies })).not.toMatch(/somebody else|At night|anchor/);
  });

  it('RCP-11 by its link it names nobody else, tells of the text only what changed, and leads nowhere', () => {
    const linked = withoutOthers(ownParts([thread()]));
    expect(JSON.stringify(linked)).not.toMatch(/Helen|m2/);
    expect(linked.comments[0]).toMatchObject({
      wordsNow: null,
      answer: {
        body: 'It is one hour now.',
        by: { memberId: null, name: ICB },
        changed: { now: 'within one hour', versionBefore: null, versionAfter: null }
      },
      duty: { owner: null, dueOn: '2026-12-08' }
    });
  });

  it('RCP-7 what is about the whole specification says so, and nothing stands in empty quotation marks', () => {
    expect(aboutLine(thread())).toBe('About: “within 2 hours”');
    expect(aboutLine({ subject: { kind: 'whole' }, quote: '' })).toBe('About the whole specification.');
    const [reply] = ownParts([thread({ mine: false, subject: { kind: 'whole' }, quote: '' })]).replies;
    expect(aboutLine(reply!)).toBe('About the whole specification.');
  });

  it('ENT-15 of what was entered for somebody it names of the helper only the organisation', () => {
    const carer: Writer = { memberId: null, name: 'A carer', group: 'patient-carer', organisation: '' };
    const entered = { by: patrick, way: 'paper', on: '2026-11-20' } as const;
    const parts = enteredParts([thread({ by: carer, mine: false, entered, replies: [] })]);
    expect(parts.comments[0]).toMatchObject({
      body: 'Two hours is long.',
      by: { name: 'A carer' },
      entered: { by: { memberId: null, name: 'Healthwatch', organisation: '' }, way: 'paper' },
      answer: { by: { name: ICB } },
      duty: { owner: null }
    });
    expect(JSON.stringify(parts)).not.toMatch(/Patrick|Helen|"m1"|"m2"/);
  });

  it('RCP-10 a link is made for 7, 30 or 90 days and for nothing else', () => {
    expect(['7', '30', '90'].map(receiptLinkDays)).toEqual([7, 30, 90]);
    for (const other of ['', '8', 30, undefined, '-7', '1e1']) expect(receiptLinkDays(other)).toBeUndefined();
    expect(receiptLinkEnd(30, AT).toISOString()).toBe('2026-12-24T10:00:00.000Z');
  });
});

describe('what is published', () => {
  it('RCP-20 RCP-23 the words or a shorter form, the answer and the words that changed; nobody is named', () => {
    const part = publishedAnswer(thread(), null);
    expect(part).toEqual({
      ...{ group: 'patient-carer', kind: 'question', said: 'Two hours is long.', isShort: false },
      ...{ outcome: 'changed', answer: 'It is one hour now.', passedTo: null },
      ...{ before: 'within 2 hours', after: 'within one hour' }
    });
    expect(publishedAnswer(thread(), 'Come sooner.')).toMatchObject({ said: 'Come sooner.', isShort: true });
  });

  it('RCP-28 of what must not be quoted neither the words nor a shorter form is left', () => {
    const part = publishedAnswer(thread(), 'Come sooner.');
    if (isRefusal(part)) throw new Error(part.code);
    expect(withoutTheWords(part)).toEqual({ ...part, said: null, isShort: false });
  });

  it('RCP-21 where the words read as when it was answered, these; where they are gone, none', () => {
    const changed = (more: object) =>
      thread({ answer: { ...answer, changed: { ...answer.changed!, ...more } } });
    expect(publishedAnswer(changed({ now: 'within 1 hour' }), null)).toMatchObject({
      after: 'within 1 hour'
    });
    expect(publishedAnswer(changed({ range: null, now: 'within 1 hour' }), null)).toMatchObject({
      before: 'within 2 hours',
      after: null
    });
    const kept = thread({ answer: { ...answer, outcome: 'not-changed', changed: null } });
    expect(publishedAnswer(kept, null)).toMatchObject({ before: null, after: null });
  });

  it('RCP-22 nothing without an answer, and nothing that was withdrawn', () => {
    expect(publishedAnswer(thread({ answer: null }), null)).toMatchObject({ code: 'not-answered-yet' });
    expect(publishedAnswer(thread({ withdrawnAt: AT, body: '' }), 'Short.')).toMatchObject({
      code: 'already-withdrawn'
    });
  });
});
