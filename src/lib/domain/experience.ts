/** What people are asked about taking part. The sources stand in `docs/spec/EXQ.md`. `short` continues “Yes or mostly:”. */
export const EXPERIENCE_QUESTIONS = [
  { key: 'part', question: 'Is it clear what your part is, and who decides?', short: 'their part is clear' },
  { key: 'way', question: 'Can you take part in a way that suits you?', short: 'the way suits them' },
  { key: 'say', question: 'Can you say what matters to you?', short: 'they can say what matters' },
  {
    key: 'respect',
    question: 'Are you, and what you say, treated with respect?',
    short: 'they are treated with respect'
  },
  {
    key: 'difference',
    question: 'Do you think that what people say here will make a difference?',
    short: 'it will make a difference'
  }
] as const;
export type ExperienceKey = (typeof EXPERIENCE_QUESTIONS)[number]['key'];

export const EXPERIENCE_ANSWERS = ['yes', 'mostly', 'a-little', 'no', 'not-said'] as const;
export type ExperienceAnswer = (typeof EXPERIENCE_ANSWERS)[number];

export const EXPERIENCE_ANSWER_NAMES: Record<ExperienceAnswer, string> = {
  yes: 'Yes',
  mostly: 'Mostly',
  'a-little': 'Only a little',
  no: 'No',
  'not-said': 'I would rather not say'
};

/** One member's answers, one to each question. */
export type ExperienceAnswers = Readonly<Record<ExperienceKey, ExperienceAnswer>>;

export function isExperienceAnswer(value: unknown): value is ExperienceAnswer {
  return EXPERIENCE_ANSWERS.some((answer) => answer === value);
}
