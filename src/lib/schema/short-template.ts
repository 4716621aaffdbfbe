import type { SpecificationTemplate } from './specification-template';

/** For small or local services: what partners need to agree, in everyday words. */
export const SHORT_TEMPLATE: SpecificationTemplate = {
  id: 'short',
  name: 'Short local form',
  about: 'Eight questions in everyday words, for a small or local service, or to start a conversation.',
  cover: ['Reference', 'Service', 'Led by', 'Starts', 'Review by'],
  advice: 'Use post titles in this table and not people’s names.',
  sections: [
    {
      id: 'short-why',
      heading: 'Why we need this',
      mandatory: true,
      hint: 'Who has a difficulty today, how many people they are, and how we know.',
      parts: []
    },
    {
      id: 'short-different',
      heading: 'What will be different',
      mandatory: true,
      hint: 'What people will notice, how it is today, and what we aim for.',
      parts: [],
      table: ['What will be different', 'How we will see it', 'Today', 'Aim', 'Owner']
    },
    {
      id: 'short-who',
      heading: 'Who it is for',
      mandatory: true,
      hint: 'Who can use it, how they get to it, and who is helped elsewhere.',
      parts: []
    },
    {
      id: 'short-what',
      heading: 'What happens',
      mandatory: true,
      hint: 'Step by step, from the first contact to the last.',
      parts: []
    },
    {
      id: 'short-roles',
      heading: 'Who does what',
      mandatory: true,
      hint: 'For each step: one organisation that answers for it, and those that do the work.',
      parts: [],
      table: ['Step', 'Answers for it', 'Does the work', 'Is asked or told']
    },
    {
      id: 'short-money',
      heading: 'What it costs and who pays',
      mandatory: false,
      hint: 'For each year and each partner.',
      parts: [],
      table: ['What', 'Cost a year', 'Paid by']
    },
    {
      id: 'short-access',
      heading: 'How everyone can use it',
      mandatory: false,
      hint: 'Language, getting there, hearing, sight, learning disability, carers.',
      parts: []
    },
    {
      id: 'short-review',
      heading: 'How we will look back',
      mandatory: false,
      hint: 'When, with whom, and what would make us change or stop it.',
      parts: []
    }
  ]
};
