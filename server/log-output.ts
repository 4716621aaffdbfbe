import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

/**
 * Standard output. A line that cannot be written, on a full disk for instance, is dropped, and
 * the next one that can be is preceded by a line that says how many were: what people do here does not wait for the
 * log. (pino's own output ends the process with the first failure, and on the way out tries again for ever.)
 */
export class LogOutput implements DestinationStream {
  #lost = 0;
  #halfALine = false;

  /** `write` answers how many bytes it took. */
  constructor(private readonly writeBytes: (bytes: Uint8Array) => number = (bytes) => writeSync(1, bytes)) {}

  write(line: string): void {
    const before = (this.#halfALine ? '\n' : '') + (this.#lost > 0 ? lost(this.#lost) : '');
    if (!this.#written(before + line)) this.#lost += 1;
    else this.#lost = 0;
  }

  #written(text: string): boolean {
    const bytes = Buffer.from(text);
    try {
      const written = this.writeBytes(bytes);
      if (written > 0) this.#halfALine = written < bytes.length;
      return written === bytes.length;
    } catch {
      return false;
    }
  }
}

function lost(count: number): string {
  return `${JSON.stringify({ level: 40, time: Date.now(), event: 'log lines lost', count, msg: 'log lines lost' })}\n`;
}
