import type { AnswerOutcome } from '#domain/comment-thread';
import type { CommentKind } from '#domain/comment-kind';
import { CRITERIA } from './specification-text';
import type { WrittenPart } from './written-by';

/** What patients and carers said about the draft, and what became of it. */
export interface DemoComment {
  readonly by: string;
  readonly kind: CommentKind;
  /** Words of the draft that it is about; they occur once. */
  readonly quote: string;
  /** How they should read, when it suggests that. Answered with "changed" it was accepted as it is. */
  readonly wording?: string;
  readonly body: string;
  /** How others see the writer, when it is not by name. */
  readonly shownAs?: 'nobody';
  readonly reply?: { readonly by: string; readonly body: string };
  readonly answer?: {
    readonly by: string;
    readonly outcome: AnswerOutcome;
    readonly body: string;
  };
  /** It stands with its answer on the public page. */
  readonly published?: boolean;
  /** Of one without an answer: why it has none when the decision is put to the boards. */
  readonly exception?: string;
}

export const COMMENTS: readonly DemoComment[] = [
  {
    by: 'Maureen Tasker',
    kind: 'suggestion',
    quote: 'Response within 2 hours if not injured; 999 if injured.',
    wording:
      'Response within 2 hours if not injured; 999 if injured. The call handler rings back every 30 minutes and gives keep-warm advice.',
    body: 'Two hours is a long time at 80 on a cold floor.',
    reply: {
      by: 'Dr Owen Pryce',
      body: 'Agreed. What helps most while someone waits is a voice and a blanket.'
    },
    answer: {
      by: 'Priya Nair',
      outcome: 'changed',
      body: 'You are right. Your words stand in 3.2(b): the call handler now rings back every 30 minutes and gives keep-warm advice.'
    },
    published: true
  },
  {
    by: 'Iqbal Hussain',
    kind: 'suggestion',
    quote: 'two or more falls in a year.',
    wording: 'two or more falls in a year. One assessment record, shared with consent.',
    body: 'I filled in four forms with the same questions.',
    answer: {
      by: 'Helen Marsh',
      outcome: 'changed',
      body: 'There will be one assessment record, shared with your consent, so nobody asks twice. See 3.2(c).'
    }
  },
  {
    by: 'Pauline Sharp',
    kind: 'suggestion',
    quote: 'one number, all hours.',
    wording: 'one number, all hours, with text and relay for people who cannot phone.',
    body: 'One number is no use if I cannot phone.',
    answer: {
      by: 'Helen Marsh',
      outcome: 'changed',
      body: 'Text and relay are now part of 3.2(a), and the accessible information standard is named in section 4.'
    }
  },
  {
    by: 'Roy Endicott',
    kind: 'experience',
    quote: 'Carers who say they had the help they needed',
    body: 'Six weeks of help would have kept Mum at home.',
    answer: {
      by: 'Priya Nair',
      outcome: 'not-changed',
      body: 'Not now: there is neither the money nor the staff for the full six weeks. Support for carers starts first, and the full service comes back for decision after six months of figures.'
    },
    published: true
  },
  {
    by: 'Kenneth Wroe',
    kind: 'comment',
    quote: 'Saltmere Clinic',
    body: 'Saltmere Clinic has no bus on Sundays.',
    shownAs: 'nobody',
    exception:
      'Whether there can be a bus on Sundays is with the council, action A6. The answer follows when it has replied; home visits at weekends do not wait for it.'
  },
  {
    by: 'Patrick Doyle',
    kind: 'question',
    quote: 'Carers say the first month home is the hardest.',
    body: 'Good that this is said. What in the service actually happens for the carer in that first month?',
    exception:
      'The first phase of support for carers is being written with carers. The answer comes with it; this decision funds that phase.'
  },
  {
    by: 'Roy Endicott',
    kind: 'suggestion',
    quote: 'Check at 6 weeks and 6 months.',
    wording: 'Check at 6 weeks and 6 months; the carer is asked as well.',
    body: 'The carer sees what the check does not.',
    exception:
      'It is read with the team that does the checks; whether carers are asked changes neither the budget nor who provides the service.'
  }
];

/** What became of it is not in the plain summary of its clause yet. */
export const ABOUT_CRITERIA: DemoComment = {
  by: 'Sheila Brand',
  kind: 'suggestion',
  quote: CRITERIA.first,
  wording: CRITERIA.now,
  body: 'Why 65? My husband has Parkinson’s and is 58.',
  answer: {
    by: 'Dr Sam Whitlock',
    outcome: 'changed',
    body: 'People aged 50 to 64 with a risk factor, such as Parkinson’s, are now accepted. See 3.4.'
  }
};

/** Words of the draft that were suggested and accepted: they were not in it before. */
export const SUGGESTED: readonly WrittenPart[] = COMMENTS.flatMap(({ by, quote, wording, answer }) =>
  wording && answer ? [{ by, day: -26, words: addedBy(quote, wording) }] : []
);

/** What one line has in the middle that the other does not. */
function addedBy(line: string, wording: string): string {
  let start = 0;
  while (line[start] === wording[start] && start < line.length) start += 1;
  return wording.slice(start, wording.length - (line.length - start));
}
