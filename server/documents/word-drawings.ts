import type { ImportFindings } from './import-findings';
import { wordsOf } from './word-comments';
import { childElements, descendants, type XmlElement } from './xml-tree';

/** Reports a drawing or an embedded object and returns the text boxes in it, whose paragraphs are kept. */
export function reportDrawing(element: XmlElement, findings: ImportFindings): XmlElement[] {
  const shown = shownElements(element);
  const boxes = shown.filter(({ name }) => name === 'w:txbxContent');
  for (const box of boxes) findings.add('text-box', { text: wordsOf(box) });
  const pictures = shown.filter(({ name }) => name === 'pic:pic' || name === 'v:imagedata');
  const text = description(element);
  if (element.name === 'w:object') findings.add('embedded-file', { text });
  else if (pictures.length > 0) for (const _ of pictures) findings.add('image', { text });
  else if (boxes.length === 0) findings.add('drawing', { text });
  return boxes;
}

/**
 * The elements of a drawing that are shown: of newer content and its older stand-in only the first, and
 * nothing inside text boxes, which are read as paragraphs later.
 */
function shownElements(element: XmlElement): XmlElement[] {
  return childElements(element).flatMap((child) => {
    if (child.name === 'w:txbxContent') return [child];
    if (child.name !== 'mc:AlternateContent') return [child, ...shownElements(child)];
    const chosen = childElements(child)[0];
    return chosen === undefined ? [] : shownElements(chosen);
  });
}

function description(element: XmlElement): string {
  const named = descendants(element, 'wp:docPr')[0]?.attributes;
  const shape = descendants(element, 'v:shape')[0]?.attributes;
  return named?.['descr'] ?? named?.['title'] ?? shape?.['alt'] ?? named?.['name'] ?? '';
}
