import type { VersionId } from '#domain/ids';
import type { Database } from '../db/database';
import { versionTexts } from '../db/versions';
import { documentOf } from './frozen-text';
import { lineOf } from './version-line';

/** How much stays in memory between reads, in characters: some forty long specifications. */
const MOST_KEPT = 8 * 1024 * 1024;

/** The words of frozen versions, each as one line (see `lineOf`). A version never changes, so what is kept of one is true for ever. */
export class VersionLines {
  /** Those that were asked for longest ago come first. */
  readonly #kept = new Map<VersionId, string>();
  #characters = 0;

  constructor(
    private readonly db: Database,
    private readonly most = MOST_KEPT
  ) {}

  /** Of each of these that there is. Only those that are not kept are read. */
  async of(ids: readonly VersionId[]): Promise<ReadonlyMap<VersionId, string>> {
    const lines = new Map(ids.flatMap((id) => this.#known(id)));
    const missing = ids.filter((id) => !lines.has(id));
    for (const row of missing.length === 0 ? [] : await versionTexts(this.db, missing))
      lines.set(row.id, lineOf(documentOf(row)));
    for (const [id, line] of lines) this.#keep(id, line);
    return lines;
  }

  #known(id: VersionId): [VersionId, string][] {
    const line = this.#kept.get(id);
    return line === undefined ? [] : [[id, line]];
  }

  #keep(id: VersionId, line: string): void {
    this.#forget(id);
    this.#kept.set(id, line);
    this.#characters += line.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#characters <= this.most) return;
      this.#forget(oldest);
    }
  }

  #forget(id: VersionId): void {
    const line = this.#kept.get(id);
    if (line === undefined) return;
    this.#kept.delete(id);
    this.#characters -= line.length;
  }
}
