import { describe, expect, it } from 'vitest';
import {
  inboxOrder,
  isOver,
  noticeHref,
  noticeSentence,
  type Notice,
  type NoticeSubject
} from '#domain/notice';

const id = (figure: string) => `${figure.repeat(8)}-0000-4000-8000-000000000000` as never;
const COMMENT = {
  commentId: id('1'),
  specificationId: id('2'),
  title: 'Falls',
  suggestsWording: false,
  entered: false,
  repliedToEntered: false
};
const BALLOT = { ballotId: id('3'), title: 'Order', closesAt: new Date('2026-07-14T16:00:00Z') };
const DECISION = { decisionId: id('4'), reference: 'JCC-1', title: 'Falls' };
const unanswered = {
  ...COMMENT,
  acceptance: null,
  answered: false,
  withdrawn: false,
  settled: false,
  dueOn: null,
  late: false
};
const entered = { ...unanswered, entered: true };
const open = { ...BALLOT, over: false, hasVoted: false };
const awaited = { ...DECISION, outcome: null, answeredByUs: false };

describe('what a notice says', () => {
  it.each<[NoticeSubject, string, boolean]>([
    [{ kind: 'answered', ...unanswered, answered: true }, 'Your comment on “Falls” has an answer.', false],
    [
      { kind: 'answered', ...unanswered, suggestsWording: true, acceptance: 'accepted-with-changes' },
      'Your suggestion for “Falls” was accepted in part.',
      false
    ],
    [{ kind: 'reply', ...unanswered }, 'Somebody replied to your comment on “Falls”.', false],
    [{ kind: 'to-answer', ...unanswered }, 'A comment on “Falls” waits for your answer.', false],
    [
      { kind: 'to-answer', ...unanswered, dueOn: '2026-12-08' },
      'A comment on “Falls” waits for your answer, until 8 December 2026.',
      false
    ],
    [
      { kind: 'to-answer', ...unanswered, withdrawn: true },
      'A comment on “Falls” was withdrawn or removed.',
      true
    ],
    [{ kind: 'to-answer', ...unanswered, answered: true }, 'A comment on “Falls” has its answer.', true],
    [{ kind: 'ballot-opened', ...open }, 'You can vote in “Order” until 14 July 2026 at 5:00pm.', false],
    [{ kind: 'vote-today', ...open }, '“Order” needs your vote: it closes on 14 July 2026 at 5:00pm.', false],
    [{ kind: 'ballot-opened', ...open, over: true }, 'Voting in “Order” is over.', true],
    [{ kind: 'vote-today', ...open, over: true, hasVoted: true }, 'You have voted in “Order”.', true],
    [{ kind: 'to-sign', ...awaited }, 'Decision JCC-1, “Falls”, waits for your signature.', false],
    [
      { kind: 'to-sign', ...awaited, answeredByUs: true },
      'Decision JCC-1, “Falls”, has the answer of your organisation.',
      true
    ],
    [{ kind: 'to-sign', ...awaited, outcome: 'refused' }, 'Decision JCC-1, “Falls”, was refused.', true],
    [{ kind: 'decision-made', ...awaited, outcome: 'agreed' }, 'Decision JCC-1, “Falls”, was agreed.', false]
  ])('MSG-4 MSG-6 %o', (subject, sentence, over) => {
    expect(noticeSentence(subject)).toBe(sentence);
    expect(isOver(subject)).toBe(over);
  });

  it('MSG-10 MSG-6 of what is late the day that is over, and that it is late; not once it is answered', () => {
    const late = { kind: 'to-answer', ...unanswered, dueOn: '2026-12-08', late: true } as const;
    expect(noticeSentence(late)).toBe(
      'A comment on “Falls” waits for your answer: it was due on 8 December 2026 and is late.'
    );
    expect(noticeSentence({ ...late, answered: true })).toBe('A comment on “Falls” has its answer.');
    expect(noticeSentence({ ...late, withdrawn: true })).toBe(
      'A comment on “Falls” was withdrawn or removed.'
    );
  });

  it.each<[NoticeSubject, string]>([
    [{ kind: 'removed', ...unanswered }, 'Something that you wrote on “Falls” was removed.'],
    [{ kind: 'removed', ...entered }, 'Something that you entered for somebody else on “Falls” was removed.'],
    [
      { kind: 'set-aside', ...entered },
      'Something that you entered for somebody else on “Falls” is hidden while it is looked at.'
    ],
    [{ kind: 'reviewed', ...entered }, 'What you entered for somebody else on “Falls” was reviewed.'],
    [
      { kind: 'removed', ...entered, repliedToEntered: true },
      'Something that you wrote, or entered for somebody else, on “Falls” was removed.'
    ],
    [
      { kind: 'answered', ...entered },
      'What you entered on “Falls” has an answer: it is for whoever said it.'
    ],
    [{ kind: 'reply', ...entered }, 'Somebody replied to what you entered on “Falls”.']
  ])('MSG-13 %o', (subject, sentence) => {
    expect(noticeSentence(subject)).toContain(sentence);
  });

  it('MSG-4 leads to the very thing', () => {
    const specification = '22222222-0000-4000-8000-000000000000';
    expect(noticeHref({ kind: 'reply', ...unanswered })).toBe(
      `/specifications/${specification}#comment-11111111-0000-4000-8000-000000000000`
    );
    expect(noticeHref({ kind: 'vote-today', ...open })).toBe(
      '/priorities/33333333-0000-4000-8000-000000000000'
    );
    expect(noticeHref({ kind: 'to-sign', ...awaited })).toBe(
      '/decisions/44444444-0000-4000-8000-000000000000'
    );
  });

  it('MSG-4 newest day first, and of one day what hurries most', () => {
    const notices = [
      { id: 'b', day: '2026-11-23', kind: 'vote-today' },
      { id: 'd', day: '2026-11-24', kind: 'reply' },
      { id: 'c', day: '2026-11-24', kind: 'reply' },
      { id: 'a', day: '2026-11-24', kind: 'vote-today' }
    ] as unknown as Notice[];
    expect(notices.sort(inboxOrder).map((each) => each.id)).toEqual(['a', 'c', 'd', 'b']);
  });
});
