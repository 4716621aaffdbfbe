import { childElements, descend, firstChild, valueOf, type XmlElement } from './xml-tree';

/** Character formatting that the draft text keeps; undefined means "not said here". */
export interface RunLook {
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  strike?: boolean;
  script?: 'superscript' | 'subscript' | 'baseline';
  hidden?: boolean;
}

/** A number reference: which list, and which level of it (0–8). */
export interface NumberReference {
  numId: string;
  level: number | null;
}

interface ParagraphStyle {
  id: string;
  name: string;
  basedOn: string | undefined;
  properties: XmlElement | undefined;
  element: XmlElement;
}

// Word writes the English names of its own styles in every language; other programs write their own.
const HEADING_NAME =
  /^(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|címsor|заголовок|başlık)\s*([1-9])$/i;
const TITLE_NAME = /^(?:title|titel)$/i;
const QUOTE_NAME = /^(?:quote|intense quote|quotations)$/i;
const DEEPEST = 6;

// Word itself stops at eleven; a longer chain is there to cost time.
const LONGEST_CHAIN = 20;

/** The styles of a Word file, with what their parents say already looked up. */
export class WordStyles {
  private readonly styles = new Map<string, ParagraphStyle>();
  private readonly looks = new Map<string, RunLook>();
  private defaultParagraphStyle: string | undefined;

  constructor(tree: XmlElement | null) {
    for (const element of tree === null ? [] : childElements(tree, 'w:style')) this.add(element);
  }

  private add(element: XmlElement): void {
    const id = element.attributes['w:styleId'] ?? '';
    const type = element.attributes['w:type'];
    if (type === 'character') this.looks.set(id, runLook(firstChild(element, 'w:rPr')));
    this.styles.set(id, {
      id,
      name: valueOf(element, 'w:name') ?? '',
      basedOn: valueOf(element, 'w:basedOn'),
      properties: firstChild(element, 'w:pPr'),
      element
    });
    const isDefault = ['1', 'true', 'on'].includes(element.attributes['w:default'] ?? '');
    if (type === 'paragraph' && isDefault) this.defaultParagraphStyle = id;
  }

  /** A style and what it is based on, nearest first. A circle of styles ends the walk. */
  private chain(id: string | undefined): ParagraphStyle[] {
    const found = new Map<string, ParagraphStyle>();
    let style = id === undefined ? undefined : this.styles.get(id);
    while (style !== undefined && !found.has(style.id) && found.size < LONGEST_CHAIN) {
      found.set(style.id, style);
      style = style.basedOn === undefined ? undefined : this.styles.get(style.basedOn);
    }
    return [...found.values()];
  }

  private styleOf(properties: XmlElement | undefined): string | undefined {
    return valueOf(properties, 'w:pStyle') ?? this.defaultParagraphStyle;
  }

  /** The heading level 1–6 that a paragraph's own outline level or its style gives it, or null. */
  headingLevel(properties: XmlElement | undefined): number | null {
    const own = outlineLevel(properties);
    if (own !== undefined) return own;
    for (const style of this.chain(this.styleOf(properties))) {
      const named = HEADING_NAME.exec(style.name.trim());
      const level = outlineLevel(style.properties) ?? (named === null ? undefined : Number(named[1]));
      if (level !== undefined) return level === null ? null : Math.min(level, DEEPEST);
    }
    return null;
  }

  isTitle(properties: XmlElement | undefined): boolean {
    return this.isNamed(properties, TITLE_NAME);
  }

  isQuote(properties: XmlElement | undefined): boolean {
    return this.isNamed(properties, QUOTE_NAME);
  }

  private isNamed(properties: XmlElement | undefined, pattern: RegExp): boolean {
    return this.chain(this.styleOf(properties)).some(({ name }) => pattern.test(name.trim()));
  }

  /** The list a paragraph belongs to, from itself or from its style; null when none, or switched off with number 0. */
  numberReference(properties: XmlElement | undefined): (NumberReference & { style: string | null }) | null {
    const own = numberReference(properties);
    const styles = this.chain(this.styleOf(properties));
    const style = styles.find((candidate) => numberReference(candidate.properties)?.numId !== undefined);
    const inherited = numberReference(style?.properties);
    const numId = own?.numId ?? inherited?.numId;
    if (numId === undefined || numId === '0') return null;
    return {
      numId,
      level: own?.level ?? inherited?.level ?? null,
      style: own?.numId === undefined ? (style?.id ?? null) : (this.styleOf(properties) ?? null)
    };
  }

  /** The numbering definition that a numbering style points at. */
  numberOfStyle(id: string): string | undefined {
    return valueOf(firstChild(this.styles.get(id)?.properties, 'w:numPr'), 'w:numId');
  }

  /** Left indent in twentieths of a point, from the paragraph or its style. */
  leftIndent(properties: XmlElement | undefined): number | null {
    const candidates = [properties, ...this.chain(valueOf(properties, 'w:pStyle')).map((s) => s.properties)];
    for (const candidate of candidates) {
      const indent = indentOf(candidate);
      if (indent !== null) return indent;
    }
    return null;
  }

  /** Which parts of a table its style shows in bold, as header row or first column, if the table asks for them. */
  boldParts(properties: XmlElement | undefined): { firstRow: boolean; firstColumn: boolean } {
    const look = firstChild(properties, 'w:tblLook')?.attributes;
    const flags = Number.parseInt(look?.['w:val'] ?? '0', 16);
    const asks = (name: string, flag: number) =>
      look?.[name] === '1' || (look?.[name] === undefined && (flags & flag) !== 0);
    const parts = this.chain(valueOf(properties, 'w:tblStyle')).flatMap(({ element }) =>
      childElements(element, 'w:tblStylePr')
    );
    const isBold = (type: string) =>
      parts.some(
        (part) => part.attributes['w:type'] === type && toggle(firstChild(part, 'w:rPr'), 'w:b') === true
      );
    return {
      firstRow: asks('w:firstRow', 0x20) && isBold('firstRow'),
      firstColumn: asks('w:firstColumn', 0x80) && isBold('firstCol')
    };
  }

  /** How a run looks: its character style, then what is said on the run itself. */
  runLook(properties: XmlElement | undefined): RunLook {
    const looks = this.chain(valueOf(properties, 'w:rStyle'))
      .map(({ id }) => this.looks.get(id) ?? {})
      .reverse();
    return Object.assign({}, ...looks, runLook(properties)) as RunLook;
  }
}

export function indentOf(properties: XmlElement | undefined): number | null {
  const attributes = firstChild(properties, 'w:ind')?.attributes;
  const written = attributes?.['w:left'] ?? attributes?.['w:start'];
  const value = Number.parseInt(written ?? '', 10);
  return Number.isNaN(value) ? null : value;
}

/** 1–6 for a heading, null for "body text" (level 9), undefined when nothing is said. */
function outlineLevel(properties: XmlElement | undefined): number | null | undefined {
  const written = Number.parseInt(valueOf(properties, 'w:outlineLvl') ?? '', 10);
  if (Number.isNaN(written) || written < 0) return undefined;
  return written > 8 ? null : Math.min(written + 1, DEEPEST);
}

function numberReference(
  properties: XmlElement | undefined
): { numId: string | undefined; level: number | null } | null {
  const numPr = descend(properties, 'w:numPr');
  if (numPr === undefined) return null;
  const level = Number.parseInt(valueOf(numPr, 'w:ilvl') ?? '', 10);
  const inRange = level >= 0 && level <= 8;
  return { numId: valueOf(numPr, 'w:numId'), level: inRange ? level : null };
}

function runLook(properties: XmlElement | undefined): RunLook {
  const look: RunLook = {};
  const bold = toggle(properties, 'w:b');
  const italic = toggle(properties, 'w:i');
  const strike = toggle(properties, 'w:strike') ?? toggle(properties, 'w:dstrike');
  const hidden = toggle(properties, 'w:vanish');
  const underline = firstChild(properties, 'w:u')?.attributes['w:val'];
  const script = valueOf(properties, 'w:vertAlign') ?? raised(properties);
  if (bold !== undefined) look.bold = bold;
  if (italic !== undefined) look.italic = italic;
  if (strike !== undefined) look.strike = strike;
  if (hidden !== undefined) look.hidden = hidden;
  if (underline !== undefined) look.underline = underline !== 'none';
  if (script === 'superscript' || script === 'subscript' || script === 'baseline') look.script = script;
  return look;
}

/** Other programs write superscript and subscript as text raised or lowered by half points. */
function raised(properties: XmlElement | undefined): string | undefined {
  const halfPoints = Number(valueOf(properties, 'w:position') ?? 0);
  return halfPoints > 0 ? 'superscript' : halfPoints < 0 ? 'subscript' : undefined;
}

/** A property that is on when it stands there, unless it says otherwise. */
export function toggle(properties: XmlElement | undefined, name: string): boolean | undefined {
  const element = firstChild(properties, name);
  if (element === undefined) return undefined;
  return !['0', 'false', 'off'].includes(element.attributes['w:val'] ?? '1');
}
