import type { Command } from './server-process';

/** Limits that keep single clients honest and that the load, which is one machine playing hundreds, would meet. */
const RAISED_LIMITS = {
  SYNC_SOCKETS_PER_SESSION: '2000',
  SYNC_SOCKETS_PER_PERSON: '5000',
  SYNC_SOCKETS_PER_ADDRESS: '10000',
  SYNC_MESSAGES_PER_SECOND: '1000000',
  SYNC_MESSAGE_BURST: '1000000',
  SYNC_UPGRADES_UNDER_WAY: '5000',
  SYNC_CLIENT_IDS_PER_HOUR: '100000',
  SYNC_DOCUMENT_BYTES: '100000000'
} as const;

/** The built product with everything on, as `npm run demo` starts it. */
export function concordatCommand(
  node: string,
  port: number,
  environment: Readonly<Record<string, string>>
): Command {
  return {
    node,
    args: ['build/main.js', '--demo'],
    environment: { PORT: String(port), LOG_LEVEL: 'warn', ...RAISED_LIMITS, ...environment },
    ready: /Concordat is ready/
  };
}
