import type { Logger } from 'pino';
import type { DocumentId, PersonId } from '#domain/ids';
import type { RefusalCode } from '#domain/refusal';
import type { Endpoint, Metrics } from '../metrics';
import { MessageBucket } from './message-bucket';

/** Who and where, as far as it is known. Ids only: no names, no addresses, no text. */
export interface Whereabouts {
  readonly person?: PersonId | undefined;
  readonly document?: DocumentId | undefined;
}

/** Anybody can have requests refused without end: more lines than this are counted and not written. */
const REFUSED_LINES = { perSecond: 10, burst: 100 };

/**
 * What an operator should be able to look up later, one line each: `event`, `person`, `document`, `code`. Counted in
 * the metrics at the same time. Whatever a client sent stays out: the text, the address it asked for, its headers.
 */
export class EventLog {
  readonly #lines = new MessageBucket(REFUSED_LINES.perSecond, REFUSED_LINES.burst);
  #unwritten = 0;

  constructor(
    private readonly log: Logger,
    private readonly metrics: Metrics
  ) {}

  editRefused(code: RefusalCode, where: Whereabouts): void {
    this.metrics.refused(code);
    this.log.info({ event: 'edit refused', ...where, code }, 'edit refused');
  }

  socketClosed(endpoint: Endpoint, code: number, where: Whereabouts): void {
    this.metrics.closed(endpoint, code);
    this.log.info({ event: 'socket closed', endpoint, ...where, code }, 'socket closed');
  }

  upgradeRefused(endpoint: Endpoint, status: number, where: Whereabouts = {}): void {
    this.metrics.upgradeRefused(endpoint, status);
    if (!this.#lines.take()) {
      this.#unwritten += 1;
      return;
    }
    const unwritten = this.#unwritten > 0 ? { unwritten: this.#unwritten } : {};
    this.#unwritten = 0;
    this.log.info(
      { event: 'upgrade refused', endpoint, ...where, code: status, ...unwritten },
      'upgrade refused'
    );
  }

  /** `fault` is the database's or the file system's; only its name and code are written, since its text may quote rows. */
  commitFailed(fault: unknown, where: Whereabouts = {}): void {
    this.metrics.commitFailed();
    this.log.error({ event: 'commit failed', ...where, code: faultCode(fault) }, 'commit failed');
  }

  /** Costs nothing but time at the next opening of the document. */
  snapshotFailed(fault: unknown, where: Whereabouts = {}): void {
    this.log.warn({ event: 'snapshot failed', ...where, code: faultCode(fault) }, 'snapshot failed');
  }

  /** A document could not be read for somebody who has it open. */
  readFailed(fault: unknown, where: Whereabouts = {}): void {
    this.log.error({ event: 'read failed', ...where, code: faultCode(fault) }, 'read failed');
  }
}

/** E.g. "ENOSPC", "23505", "TypeError". */
export function faultCode(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  // drizzle wraps the driver's own error, and its message holds the statement with every parameter.
  const inner = fault.cause instanceof Error ? fault.cause : fault;
  const { code } = inner as { code?: unknown };
  return typeof code === 'string' ? code : inner.name;
}
