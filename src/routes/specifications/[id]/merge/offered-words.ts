import { countOf, joinWords } from '#domain/words';
import type { PageData } from './$types';

type Offered = NonNullable<PageData['offered']>;
type Row = Offered['rows'][number];

export const KIND_TAGS = {
  changed: { text: 'Changed', colour: 'blue' },
  moved: { text: 'Moved', colour: 'purple' },
  renumbered: { text: 'Only numbers differ', colour: 'grey' },
  new: { text: 'New in the file', colour: 'green' },
  missing: { text: 'Not in the file', colour: 'yellow' }
} as const satisfies Record<Row['kind'], { text: string; colour: string }>;

/** The two answers to what is to become of a clause. */
export function choicesFor({ kind }: Row): { value: 'take' | 'keep'; text: string }[] {
  switch (kind) {
    case 'new':
      return pair('Take it in', 'Leave it out');
    case 'missing':
      return pair('Remove it from the draft', 'Keep it').reverse();
    case 'moved':
      return pair('Move it', 'Leave it where it is');
    case 'changed':
      return pair('Use the file’s words', 'Keep the draft’s words');
    case 'renumbered':
      return pair('Use the file’s numbers', 'Keep the draft’s numbers');
  }
}

function pair(take: string, keep: string): { value: 'take' | 'keep'; text: string }[] {
  return [
    { value: 'take', text: take },
    { value: 'keep', text: keep }
  ];
}

/** "The file differs in 3 clauses: 1 changed, 1 new and 1 not in the file." */
export function summaryOf({ rows, comments }: Pick<Offered, 'rows' | 'comments'>): string {
  const remarks = comments > 0 ? ` It brings ${countOf(comments, 'comment')}.` : '';
  if (rows.length === 0) return `The file says what the draft says.${remarks}`;
  const counts = (Object.keys(KIND_TAGS) as Row['kind'][]).flatMap((kind) => {
    const count = rows.filter((row) => row.kind === kind).length;
    return count > 0 ? [`${count} ${SAID[kind]}`] : [];
  });
  return `The file differs in ${countOf(rows.length, 'clause')}: ${joinWords(counts)}.${remarks}`;
}

const SAID: Record<Row['kind'], string> = {
  changed: 'changed',
  moved: 'moved',
  renumbered: 'with other numbers',
  new: 'new',
  missing: 'not in the file'
};
