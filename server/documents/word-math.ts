import { childElements, firstChild, innerText, type XmlElement } from './xml-tree';

/** An equation as one line of plain text: fractions with a stroke, powers with ^, indices with _. */
export function mathText(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const part = (name: string) => mathText(firstChild(element, name));
  switch (element.name) {
    case 'm:t':
      return innerText(element);
    case 'm:f':
      return `${grouped(part('m:num'))}/${grouped(part('m:den'))}`;
    case 'm:sSup':
      return `${part('m:e')}^${grouped(part('m:sup'))}`;
    case 'm:sSub':
      return `${part('m:e')}_${grouped(part('m:sub'))}`;
    case 'm:rad':
      return `√${grouped(part('m:e'))}`;
    case 'm:d':
      return `(${childElements(element, 'm:e').map(mathText).join(', ')})`;
    default:
      return childElements(element).map(mathText).join('');
  }
}

function grouped(text: string): string {
  return /^[\p{L}\p{N}.]*$/u.test(text) ? text : `(${text})`;
}
