import { formatPounds } from '#domain/money';
import type { BallotOption } from '../../../../server/db/ballots';

/** "P1 Same-day falls response" */
export function optionLabel({ key, name }: Pick<BallotOption, 'key' | 'name'>): string {
  return `${key} ${name}`;
}

/** "Someone comes the same day. £1,180,000 a year. About 6,200 people a year." What is not known is left out. */
export function optionFacts({ description, annualCost, peopleAYear }: BallotOption): string {
  const facts = [
    description,
    annualCost === null ? '' : `${formatPounds(annualCost)} a year.`,
    peopleAYear === null ? '' : `About ${formatCount(peopleAYear)} people a year.`
  ];
  return facts.filter((fact) => fact !== '').join(' ');
}

/** 6200 → "6,200" */
export function formatCount(count: number): string {
  return new Intl.NumberFormat('en-GB').format(count);
}
