import { createRequire } from 'node:module';
import path from 'node:path';

/** How words look; the names are those of the marks. */
export interface Look {
  readonly bold: boolean;
  readonly italic: boolean;
}

/** Words of one look that one font file can show. */
export interface FontRun {
  readonly font: string;
  readonly text: string;
}

/** The little of a PDF document that fonts need. */
interface FontHolder {
  registerFont(name: string, file: string): unknown;
  font(name: string): unknown;
}

/** Not declared by the library: the font that was chosen last, as its font reader knows it. */
interface ChosenFont {
  readonly _font: { readonly font: { hasGlyphForCodePoint(code: number): boolean } };
}

// The font comes in files by script; the first that has a character shows it.
const SUBSETS = [
  'latin',
  'latin-ext',
  'greek',
  'greek-ext',
  'cyrillic',
  'cyrillic-ext',
  'vietnamese'
] as const;
/** Stands for a character that none of the files has: a file for archives may not hold a glyph that means nothing. */
const UNKNOWN = '?';

/** Source Sans 3 (SIL Open Font License), embedded so that the file looks the same everywhere and can be read aloud. */
export class PdfFonts {
  readonly #registered = new Set<string>();
  readonly #holders = new Map<string, string | null>();

  constructor(private readonly document: FontHolder) {}

  /** The text cut where another font file is needed; spaces of all kinds as one kind, and nothing of what cannot be seen. */
  runs(text: string, look: Look): FontRun[] {
    const runs: { font: string; text: string }[] = [];
    for (const character of text.replace(/\p{Cf}/gu, '').replace(/\s/g, ' ')) {
      const holder = this.#holderOf(character, look);
      const font = holder ?? this.#font('latin', look);
      const shown = holder === null ? UNKNOWN : character;
      const last = runs.at(-1);
      if (last?.font === font) last.text += shown;
      else runs.push({ font, text: shown });
    }
    return runs;
  }

  /** The font with this character, or null. */
  #holderOf(character: string, look: Look): string | null {
    const key = `${character}${look.bold ? 'b' : ''}${look.italic ? 'i' : ''}`;
    const known = this.#holders.get(key);
    if (known !== undefined) return known;
    const code = character.codePointAt(0) ?? 0;
    const found = SUBSETS.map((subset) => this.#font(subset, look)).find((font) => this.#has(font, code));
    this.#holders.set(key, found ?? null);
    return found ?? null;
  }

  #has(font: string, code: number): boolean {
    this.document.font(font);
    return (this.document as unknown as ChosenFont)._font.font.hasGlyphForCodePoint(code);
  }

  #font(subset: (typeof SUBSETS)[number], { bold, italic }: Look): string {
    const name = `${subset}-${bold ? 700 : 400}-${italic ? 'italic' : 'normal'}`;
    if (!this.#registered.has(name)) this.document.registerFont(name, fileOf(name));
    this.#registered.add(name);
    return name;
  }
}

function fileOf(name: string): string {
  const manifest = createRequire(import.meta.url).resolve('@fontsource/source-sans-3/package.json');
  return path.join(path.dirname(manifest), 'files', `source-sans-3-${name}.woff`);
}
