import { clauseName, type ClauseState } from '../clause-state';
import { formatDate } from '../dates';
import { OPEN_POINT_NAMES, waitingFirst, type OpenPoint } from '../open-point';
import { joinWords } from '../words';
import { gaps, list, orNotRecorded, subheading, tableOr, words, type PaperBlock } from './blocks';
import { inTextOrder, placeOf } from './clause-places';
import type { PaperFacts } from './facts';

export function background({ partnership, specification }: PaperFacts): PaperBlock[] {
  const number = orNotRecorded(specification.serviceNumber);
  return [
    words(partnership.purpose),
    words(`${partnership.localityName}: ${partnership.localityDefinition}`),
    words(`Specification: ${specification.title}. Service number: ${number}.`)
  ];
}

export function need(facts: PaperFacts): PaperBlock[] {
  return tableOr(
    ['What is shown', 'Of whom', 'Source', 'Clause'],
    inTextOrder(facts.kept.evidence, facts).map(({ shows, population, source, dated, clause }) => [
      shows,
      population,
      `${source}, ${dated}`,
      placeOf(clause, facts)
    ]),
    'No evidence of need is recorded.'
  );
}

export function outcomes(facts: PaperFacts): PaperBlock[] {
  return tableOr(
    ['What is to get better', 'Measured by', 'Now', 'Target', 'Who answers for it'],
    inTextOrder(facts.kept.measures, facts).map((each) => [
      each.name,
      each.measure,
      orNotRecorded(each.baseline),
      each.byWhen === '' ? each.target : `${each.target} (${each.byWhen})`,
      each.owner?.name ?? 'Nobody yet'
    ]),
    'No measures are recorded.'
  );
}

/** Who answers for each clause of the first level, and every clause that nobody or more than one body answers for. */
export function responsibilities({ clauses }: PaperFacts): PaperBlock[] {
  const top = clauses.filter(({ level }) => level === 1);
  const doubtful = clauses.filter(({ owner }) => owner.kind !== 'one' && owner.from === null);
  return [
    ...tableOr(
      ['Clause', 'Accountable'],
      top.map((clause) => [clauseName(clause), ownerWords(clause)]),
      'The text has no clauses.'
    ),
    ...(doubtful.length === 0
      ? [words('Every clause has one organisation that answers for it.')]
      : [
          subheading('Clauses without one clear owner'),
          ...list(doubtful.map((clause) => `${clauseName(clause)}: ${ownerWords(clause)}`))
        ])
  ];
}

function ownerWords({ owner }: ClauseState): string {
  switch (owner.kind) {
    case 'one':
      return owner.owner.name;
    case 'several':
      return `More than one: ${joinWords(owner.owners.map(({ name }) => name))}`;
    case 'none':
      return owner.leftOpen ? 'Nobody yet: left open for now' : 'Nobody yet';
  }
}

/** Contradictions and questions that nobody has settled. */
export function openPoints({ points }: PaperFacts): PaperBlock[] {
  const open = waitingFirst(points).filter(({ resolution }) => resolution === null);
  if (open.length === 0) return [words('No contradictions and no open questions are recorded.')];
  const contradictions = open.filter(({ kind }) => kind === 'contradiction');
  const questions = open.filter(({ kind }) => kind === 'question');
  return [
    subheading('Contradictions'),
    ...tableOr(
      ['Contradiction', 'These words', 'Against', 'Who settles it', 'Raised'],
      contradictions.map((point) => [point.words, wordsOf(point), against(point), ...settling(point)]),
      'None are recorded.'
    ),
    subheading('Open questions'),
    ...tableOr(
      ['Question', 'About these words', 'Who settles it', 'Raised'],
      questions.map((point) => [point.words, wordsOf(point), ...settling(point)]),
      'None are recorded.'
    )
  ];
}

function wordsOf({ place }: OpenPoint): string {
  const clause = place.clause ? ` (${place.clause.name})` : '';
  return `“${place.quote}”${clause}`;
}

function against({ other, outside }: OpenPoint): string {
  if (other === null) return outside;
  return `“${other.quote}”${other.clause ? ` (${other.clause.name})` : ''}`;
}

function settling({ owner, raisedAt }: OpenPoint): string[] {
  return [`${owner.name}, ${owner.organisation}`, formatDate(raisedAt)];
}

export function risks(facts: PaperFacts): PaperBlock[] {
  const { points, clauses } = facts;
  const open = points.filter(({ resolution }) => resolution === null);
  const kinds = [...new Set(open.map(({ kind }) => OPEN_POINT_NAMES[kind].toLowerCase()))];
  const unowned = clauses.filter(({ owner }) => owner.kind === 'none' && owner.from === null).length;
  return [
    ...list([
      ...(open.length === 0
        ? []
        : [`Not settled: ${open.length} (${joinWords(kinds)}), listed in this paper.`]),
      ...(unowned === 0 ? [] : [`Clauses that no organisation answers for: ${unowned}.`])
    ]),
    ...gaps('Risk register: how likely, how bad, and what is done about it')
  ];
}
