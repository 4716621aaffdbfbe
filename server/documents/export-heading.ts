/** What stands above the text of an exported file: the title, which version this is, and what it can be checked by. */
export interface ExportHeading {
  readonly title: string;
  /** "Draft of 10 February 2027, WV/2027/FF/01"; may be empty. */
  readonly subtitle: string;
  /** SHA-256, hex, of the canonical text. */
  readonly hash: string;
}

/** The lines under the title. */
export function headingLines({ subtitle, hash }: ExportHeading): string[] {
  return [...(subtitle === '' ? [] : [subtitle]), fingerprintLine(hash)];
}

export function fingerprintLine(hash: string): string {
  return `Fingerprint of this text (SHA-256): ${hash}`;
}
