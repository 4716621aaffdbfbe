import { integerAttribute, stringAttribute, type DocumentJson } from '../document-json';
import type { Clause } from './changes';
import { wordsIn } from './tokens';

/** A text cut in front of every heading that stands in the text itself. The first clause may be empty. */
export function clausesIn(document: DocumentJson): Clause[] {
  const clauses: { heading: DocumentJson | null; blocks: DocumentJson[] }[] = [{ heading: null, blocks: [] }];
  for (const block of document.content ?? []) {
    if (block.type === 'heading') clauses.push({ heading: block, blocks: [] });
    else clauses.at(-1)!.blocks.push(block);
  }
  return clauses;
}

/** The heading's words as they are compared: small letters, single spaces. */
export function headingKey({ heading }: Clause): string {
  return heading ? wordsIn(heading).join(' ').toLowerCase() : '';
}

/** The heading with those that it stands under. */
export function headingPaths(clauses: readonly Clause[]): string[] {
  const above: { level: number; key: string }[] = [];
  return clauses.map((clause) => {
    const level = levelOf(clause);
    while (above.length > 0 && above.at(-1)!.level >= level) above.pop();
    above.push({ level, key: headingKey(clause) });
    return above.map(({ key }) => key).join('\n');
  });
}

/** 0 for what stands before the first heading. */
export function levelOf({ heading }: Clause): number {
  return heading ? integerAttribute(heading, 'level', { min: 1, max: 6, otherwise: 1 }) : 0;
}

/** The id a clause keeps for ever, when it has one. */
export function lastingId({ heading }: Clause): string | null {
  return heading && stringAttribute(heading, 'clause');
}

export function nodesIn({ heading, blocks }: Clause): readonly DocumentJson[] {
  return heading ? [heading, ...blocks] : blocks;
}
