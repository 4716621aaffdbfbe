import { isComposite, type WordNumbering } from './word-numbering';
import type { WordStyles } from './word-styles';
import { descendants, firstChild, type XmlElement } from './xml-tree';

/**
 * The lists (by abstract id) that number clauses and not list items: those that number a heading, and those of
 * which the document uses a level like "1.1". Looked up before reading, because "1." at the start of such a
 * list is a clause number although nothing shows it yet.
 */
export function clauseLists(
  document: XmlElement,
  styles: WordStyles,
  numbering: WordNumbering
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const paragraph of descendants(document, 'w:p')) {
    const properties = firstChild(paragraph, 'w:pPr');
    const reference = styles.numberReference(properties);
    const list = reference === null ? undefined : numbering.list(reference.numId);
    if (reference === null || list === undefined) continue;
    const pattern = list.levels[numbering.levelOf(reference)]?.text ?? '';
    if (isComposite(pattern) || styles.headingLevel(properties) !== null) found.add(list.abstractId);
  }
  return found;
}
