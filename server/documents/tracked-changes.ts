import type { NotKept } from '#schema/import-report';
import type { ImportFindings } from './import-findings';

/** Who made a tracked change according to the file, and which kind it is. */
export interface TrackedChange {
  what: NotKept;
  author: string | undefined;
}

/** Word cuts one change into many runs; this joins the runs of one change in one paragraph before reporting it. */
export class TrackedChanges {
  private current: (TrackedChange & { text: string }) | null = null;

  constructor(private readonly findings: ImportFindings) {}

  record(change: TrackedChange, text: string): void {
    const goesOn = this.current?.what === change.what && this.current.author === change.author;
    if (this.current === null || !goesOn) {
      this.close();
      this.current = { ...change, text: '' };
    }
    this.current.text += text;
  }

  /** Ends the change that is being read: ordinary text follows, or the paragraph is over. */
  close(): void {
    const change = this.current;
    this.current = null;
    if (change === null) return;
    const by = change.author === undefined ? {} : { author: change.author };
    this.findings.add(change.what, { ...by, text: change.text });
  }
}
