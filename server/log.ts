import pino, { type Logger } from 'pino';
import { LogOutput } from './log-output';

/** JSON lines on standard output. Faults are written without anything that people typed. */
export function createLog(level: string, destination: pino.DestinationStream = new LogOutput()): Logger {
  return pino({ level, serializers: { err: faultForLog, fault: faultForLog } }, destination);
}

interface LoggedFault {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  /** Where in the code; not what. */
  readonly at: readonly string[];
}

/**
 * A fault's kind and where it happened. A database error quotes the statement with every parameter, and a parser's
 * quotes what it could not read: text, names, addresses, hashes. The messages of those are left out.
 */
export function faultForLog(fault: unknown): LoggedFault {
  if (!(fault instanceof Error)) return { type: typeof fault, at: [] };
  const cause = fault.cause instanceof Error ? fault.cause : fault;
  const { code } = cause as { code?: unknown };
  return {
    type: fault.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(quotes(fault) || quotes(cause) ? {} : { message: fault.message }),
    at: (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  };
}

function quotes(fault: Error): boolean {
  // drizzle, PGlite and pg, and a parser.
  return 'query' in fault || 'params' in fault || 'severity' in fault || fault instanceof SyntaxError;
}
