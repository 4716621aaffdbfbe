import { safeHref } from '#schema/allowed-links';

interface Field {
  instruction: string;
  showsResult: boolean;
  kind: FieldKind;
}

/** What a field does to the words inside it. */
export type FieldKind =
  | { is: 'plain' }
  | { is: 'contents-list' }
  | { is: 'internal-link' }
  | { is: 'link'; href: string }
  | { is: 'unsafe-link'; target: string };

const DEEPEST = 32;
const PLAIN: FieldKind = { is: 'plain' };

/** What an instruction such as `HYPERLINK "https://…" \l "place"` asks for. */
export function fieldKind(instruction: string): FieldKind {
  const words = instruction.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  const name = words[0]?.toUpperCase();
  if (name === 'TOC') return { is: 'contents-list' };
  if (name !== 'HYPERLINK') return PLAIN;
  const target = words[1];
  if (target === undefined || target.startsWith('\\')) return { is: 'internal-link' };
  return linkTo(target.replace(/^"|"$/g, '').replaceAll('\\\\', '\\'));
}

export function linkTo(target: string): FieldKind {
  if (target.startsWith('#')) return { is: 'internal-link' };
  const href = safeHref(target);
  return href === null ? { is: 'unsafe-link', target } : { is: 'link', href };
}

/**
 * Fields are written as marks in the running text: begin, instruction, separate, result, end. They nest, and a
 * list of contents runs over many paragraphs, so the stack lives as long as the part that is read.
 */
export class FieldStack {
  private readonly fields: Field[] = [];
  /** Fields opened beyond the depth that any real file has; they are only counted. */
  private beyond = 0;

  begin(): void {
    if (this.fields.length >= DEEPEST) this.beyond += 1;
    else this.fields.push({ instruction: '', showsResult: false, kind: PLAIN });
  }

  instruct(text: string): void {
    const field = this.fields.at(-1);
    if (field !== undefined && !field.showsResult) field.instruction += text;
  }

  /** Returns what the field turns out to be, for the report; null when there is no field. */
  separate(): FieldKind | null {
    const field = this.beyond > 0 ? undefined : this.fields.at(-1);
    if (field === undefined || field.showsResult) return null;
    field.showsResult = true;
    field.kind = fieldKind(field.instruction);
    return field.kind;
  }

  end(): void {
    if (this.beyond > 0) this.beyond -= 1;
    else this.fields.pop();
  }

  /** Whether words read now are an instruction or part of a list of contents, and not text of the document. */
  get hidesWords(): boolean {
    return this.fields.some(({ showsResult, kind }) => !showsResult || kind.is === 'contents-list');
  }

  get href(): string | null {
    const links = this.fields.flatMap(({ kind }) => (kind.is === 'link' ? [kind.href] : []));
    return links.at(-1) ?? null;
  }
}
