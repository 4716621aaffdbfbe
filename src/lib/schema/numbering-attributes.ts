import { Extension } from '@tiptap/core';
import { isListFormat } from './document-json';

// What pasted HTML may say about a list's numbering: <ol type="a"> or a CSS word.
const FORMAT_BY_HTML_TYPE: Record<string, string> = {
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman'
};

function listFormatOf(element: HTMLElement): string {
  const written = element.getAttribute('data-format') ?? element.style?.listStyleType;
  if (isListFormat(written)) return written;
  return FORMAT_BY_HTML_TYPE[element.getAttribute('type') ?? ''] ?? 'decimal';
}

/**
 * `number` on headings and paragraphs is the clause number as the Word file showed it ("3.2.1"), kept as text:
 * people quote it in minutes, so it must not change because a clause was added above. `format` on ordered
 * lists is the style of their numbers. Kept as global attributes so that the standard nodes stay unchanged.
 */
export const NumberingAttributes = Extension.create({
  name: 'numberingAttributes',

  addGlobalAttributes() {
    return [
      {
        types: ['heading', 'paragraph'],
        attributes: {
          number: {
            default: null,
            validate: 'string|null',
            keepOnSplit: false,
            parseHTML: (element) => element.getAttribute('data-number'),
            renderHTML: (attributes) => (attributes.number ? { 'data-number': attributes.number } : {})
          }
        }
      },
      {
        types: ['orderedList'],
        attributes: {
          format: {
            default: 'decimal',
            validate: (value: unknown) => {
              if (!isListFormat(value)) throw new RangeError('unknown list format');
            },
            parseHTML: listFormatOf,
            renderHTML: (attributes) =>
              attributes.format === 'decimal'
                ? {}
                : { 'data-format': attributes.format, style: `list-style-type: ${attributes.format}` }
          }
        }
      }
    ];
  }
});
