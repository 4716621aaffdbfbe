import { inflateSync } from 'node:zlib';

/** A PDF, read from its objects without any PDF library: its tags, and the words that are no decoration. */
export class ReadPdf {
  readonly #objects = new Map<number, { readonly text: string; readonly stream: string | null }>();

  constructor(file: Uint8Array) {
    const text = Buffer.from(file).toString('latin1');
    for (const [, id, body] of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([^]*?)\nendobj/g)) {
      const [, head = body!, packed] = /^([^]*?)\nstream\n([^]*?)\nendstream/.exec(body!) ?? [];
      this.#objects.set(Number(id), { text: head, stream: unpacked(head, packed) });
    }
  }

  /** The dictionary of the first object that holds these characters. */
  find(part: string): string {
    const found = [...this.#objects.values()].find(({ text }) => text.includes(part));
    if (!found) throw new Error(`No object holds ${part}.`);
    return found.text;
  }

  /** What stands under this number. */
  object(id: number): string {
    return this.#objects.get(id)?.text ?? '';
  }

  /** The unpacked stream of the first object whose stream holds these characters. */
  streamWith(part: string): string {
    return [...this.#objects.values()].find(({ stream }) => stream?.includes(part))?.stream ?? '';
  }

  get pages(): number {
    return this.#pages().length;
  }

  /** The tags as an outline: type and attributes, indented by depth. */
  tags(): string[] {
    const lines: string[] = [];
    const visit = (id: number, depth: number) => {
      const text = this.object(id);
      const [, attributes = ''] = /\/A <<\n([^>]*)>>/.exec(text) ?? [];
      const shown = attributes
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('/O '))
        .join(' ');
      lines.push(`${'  '.repeat(depth)}${/\/S \/(\w+)/.exec(text)?.[1] ?? '?'} ${shown}`.trimEnd());
      for (const child of this.#children(text)) visit(child, depth + 1);
    };
    for (const child of this.#children(this.find('/Type /StructTreeRoot'))) visit(child, 0);
    return lines;
  }

  /** Everything that is read aloud, in the order in which it is drawn; spaces are left out. */
  words(): string {
    return this.#pages()
      .map((page) => this.#wordsOn(page))
      .join('')
      .replace(/\s+/g, '');
  }

  /** Words that are only looked at: page numbers, repeated headers. */
  decoration(): string {
    return this.#pages()
      .map((page) => this.#wordsOn(page, true))
      .join('\n');
  }

  #pages(): string[] {
    return [...this.#objects.values()].map(({ text }) => text).filter((text) => /\/Type \/Page\n/.test(text));
  }

  #children(text: string): number[] {
    const [, kids = ''] = /\/K \[([^]*?)\]\n/.exec(`${text}\n`) ?? [];
    return numbersOf(kids.replace(/<<[^]*?>>/g, '')).filter((id) => /\/S \/\w+/.test(this.object(id)));
  }

  #wordsOn(page: string, decoration = false): string {
    const fonts = this.#fontsOf(page);
    const [contents = 0] = numbersOf(/\/Contents ([^\n]*)/.exec(page)?.[1] ?? '');
    let font: ReadonlyMap<string, string> | undefined;
    let marks: boolean[] = [];
    let words = '';
    const stream = this.#objects.get(contents)?.stream ?? '';
    // A mark and its properties stand on several lines.
    for (const line of stream.replace(/ <<[^>]*>> BDC$/gm, ' BDC').split('\n')) {
      const chosen = /^\/(\w+) [\d.]+ Tf$/.exec(line);
      if (chosen) font = fonts.get(chosen[1]!);
      if (/ B[DM]C$/.test(line)) marks.push(line.startsWith('/Artifact'));
      if (line === 'EMC') marks = marks.slice(0, -1);
      if (line.endsWith(' TJ') && marks.includes(true) === decoration) words += shown(line, font);
    }
    return words;
  }

  #fontsOf(page: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
    const [resources = 0] = numbersOf(/\/Resources ([^\n]*)/.exec(page)?.[1] ?? '');
    const text = this.#objects.get(resources)?.text ?? '';
    const [, named = ''] = /\/Font <<\n([^]*?)>>/.exec(text) ?? [];
    return new Map(
      [...named.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name, id]) => [name!, this.#lettersOf(Number(id))])
    );
  }

  /** Which letters the numbers of a font's glyphs stand for. */
  #lettersOf(font: number): ReadonlyMap<string, string> {
    const text = this.#objects.get(font)?.text ?? '';
    const [map = 0] = numbersOf(/\/ToUnicode ([^\n]*)/.exec(text)?.[1] ?? '');
    const letters = new Map<string, string>();
    const ranges = (this.#objects.get(map)?.stream ?? '').matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g);
    for (const [, start, list] of ranges)
      [...list!.matchAll(/<([^>]*)>/g)].forEach(([, code], index) => {
        const glyph = (parseInt(start!, 16) + index).toString(16).padStart(4, '0');
        letters.set(glyph, fromHex(code!));
      });
    return letters;
  }
}

function unpacked(head: string, packed: string | undefined): string | null {
  if (packed === undefined) return null;
  if (!head.includes('FlateDecode')) return packed;
  return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1');
}

function numbersOf(references: string): number[] {
  return [...references.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id));
}

function shown(line: string, font: ReadonlyMap<string, string> | undefined): string {
  const glyphs = [...line.matchAll(/<([0-9a-f]*)>/gi)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []);
  return glyphs.map((glyph) => font?.get(glyph.toLowerCase()) ?? '\u25a1').join('');
}

function fromHex(code: string): string {
  const units = code.replace(/\s/g, '').match(/.{4}/g) ?? [];
  return String.fromCharCode(...units.map((unit) => parseInt(unit, 16)));
}
