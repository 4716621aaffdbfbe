export interface Violation {
  readonly rule: string;
  readonly what: string;
}

/** What a run of one scenario has shown. */
export class Report {
  readonly violations: Violation[] = [];
  readonly counts = new Map<string, number>();
  /** Stands for everything that happened, in order. */
  digest = 0;

  constructor(
    private readonly now: () => number,
    private readonly print: ((line: string) => void) | undefined
  ) {}

  violation(rule: string, what: string): void {
    this.violations.push({ rule, what });
    this.trace(() => `!!! ${rule} ${what}`);
  }

  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  /** The line is only made when somebody reads it. */
  trace(line: () => string): void {
    this.print?.(`${this.now().toString().padStart(7)} ${line()}`);
  }

  /** Takes something into the digest. */
  note(...values: readonly (number | string)[]): void {
    for (const value of [this.now(), ...values]) {
      const text = String(value);
      for (let at = 0; at < text.length; at += 1)
        this.digest = (Math.imul(this.digest ^ text.charCodeAt(at), 0x01000193) + 1) >>> 0;
    }
  }
}
