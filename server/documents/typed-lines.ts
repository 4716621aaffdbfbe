import { textOf, type DocumentJson } from '#schema/document-json';
import { isWholly } from './inline-marks';

/** A sign that people type where they mean a bullet, and what separates it from the words. */
const TYPED_BULLET = /^(?:o|[•·▪■◦●‣–—*-])[\t\u00a0 ]+(?=\S)/;
const LONGEST_BOLD_HEADING = 120;

/** How many characters at the beginning are a typed bullet; 0: there is none. */
export function typedBullet(text: string): number {
  return TYPED_BULLET.exec(text)?.[0].length ?? 0;
}

/** Whether a paragraph looks like a heading only because all of it is bold. */
export function isBoldLine(inline: readonly DocumentJson[]): boolean {
  const text = textOf({ type: 'paragraph', content: [...inline] });
  const isShort = text.length <= LONGEST_BOLD_HEADING && !/[.;:,]$/.test(text);
  return isShort && isWholly(inline, 'bold');
}
