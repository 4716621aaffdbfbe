import { findPersonalData } from '#domain/personal-data';
import { DETAIL_LIMIT, type ImportDetail, type NotKept, type NotKeptEntry } from '#schema/import-report';

const LONGEST_EXCERPT = 300;

/** Collects, while a file is read, everything that a person should hear about. */
export class ImportFindings {
  private readonly entries = new Map<NotKept, { count: number; detail: ImportDetail[] }>();

  add(what: NotKept, detail?: ImportDetail): void {
    const entry = this.entries.get(what) ?? { count: 0, detail: [] };
    this.entries.set(what, entry);
    entry.count += 1;
    // What could point to one person is not stored, in a report no more than in a comment.
    if (detail === undefined || entry.detail.length >= DETAIL_LIMIT || namesPerson(detail)) return;
    entry.detail.push(shortened(detail));
  }

  /** Things of which there is nothing to tell but their number. */
  addMany(what: NotKept, count: number): void {
    for (let each = 0; each < count; each += 1) this.add(what);
  }

  notKept(): NotKeptEntry[] {
    return [...this.entries].map(([what, { count, detail }]) =>
      detail.length === 0 ? { what, count } : { what, count, detail }
    );
  }
}

function namesPerson({ text, quote = '' }: ImportDetail): boolean {
  return findPersonalData(`${text}\n${quote}`).length > 0;
}

function shortened({ author, text, quote }: ImportDetail): ImportDetail {
  return {
    ...(author === undefined ? {} : { author: excerpt(author) }),
    text: excerpt(text),
    ...(quote === undefined ? {} : { quote: excerpt(quote) })
  };
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_EXCERPT ? `${line.slice(0, LONGEST_EXCERPT - 1).trimEnd()}…` : line;
}
