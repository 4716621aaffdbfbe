import { LineRuleType, type IStylesOptions } from 'docx';
import { CLAUSE_NUMBER_STYLE, EXPORT_NOTE_STYLE, HEADER_CELL_STYLE } from './own-styles';

// Sizes are in half points, distances in twentieths of a point.
const INK = '212B32';
/** The outline level makes it a heading for screen readers and for other programs; the style's name alone does not. */
const heading = (level: number, size: number) => ({
  run: { size, bold: true, color: INK, font: 'Arial' },
  paragraph: { spacing: { before: 320, after: 120 }, keepNext: true, outlineLevel: level - 1 }
});

/** The look of an exported Word file: readable sizes, dark headings, nothing that depends on a font being installed. */
export const EXPORT_STYLES: IStylesOptions = {
  default: {
    document: {
      run: { font: 'Arial', size: 22, language: { value: 'en-GB' } },
      // Without the rule LibreOffice takes the line height as fixed, and large letters overlap.
      paragraph: { spacing: { after: 120, line: 288, lineRule: LineRuleType.AUTO } }
    },
    title: {
      run: { size: 44, bold: true, color: INK, font: 'Arial' },
      paragraph: { spacing: { after: 120 } }
    },
    heading1: heading(1, 32),
    heading2: heading(2, 28),
    heading3: heading(3, 24),
    heading4: heading(4, 22),
    heading5: heading(5, 22),
    heading6: heading(6, 22)
  },
  paragraphStyles: [
    {
      id: EXPORT_NOTE_STYLE,
      name: 'Concordat Export Note',
      basedOn: 'Normal',
      run: { color: '4C6272' },
      paragraph: { spacing: { after: 120 } }
    },
    { id: HEADER_CELL_STYLE, name: 'Concordat Table Heading', basedOn: 'Normal', run: { bold: true } },
    {
      id: 'Quote',
      name: 'Quote',
      basedOn: 'Normal',
      run: { italics: true },
      paragraph: { indent: { left: 567, right: 567 } }
    }
  ],
  characterStyles: [
    { id: CLAUSE_NUMBER_STYLE, name: 'Concordat Clause Number', basedOn: 'DefaultParagraphFont' }
  ]
};
