import { emailOf, MEMBERS } from '#server/cli/demo/people';
import { freePort } from '#tests/builders/product';
import { signInToDemo, startSpecification } from '#tests/builders/demo-visitor';
import { concordatCommand } from './concordat-command';
import { ServerProcess } from './server-process';

/** How many documents a prepared database holds: one for each room of the largest scenario, and some more. */
const DOCUMENTS = 240;
/** Each person who may edit signs in so often; a session may have only so many sockets. */
const SESSIONS_EACH = 8;
export const SOCKETS_PER_SESSION = 18;

/** What a client needs to come in at a prepared database. */
export interface Prepared {
  readonly rooms: readonly string[];
  readonly cookies: readonly string[];
}

/** Starts the product on empty data, signs people in and starts specifications, over HTTP as a browser would. */
export async function prepareConcordat(
  node: string,
  environment: Readonly<Record<string, string>>
): Promise<Prepared> {
  const port = await freePort();
  const server = await ServerProcess.start(concordatCommand(node, port, environment));
  try {
    return await fill(`http://localhost:${port}`);
  } finally {
    await server.stop('SIGTERM');
  }
}

async function fill(url: string): Promise<Prepared> {
  const editors = MEMBERS.filter(({ roles }) => roles.includes('editor'));
  const cookies: string[] = [];
  for (let session = 0; session < SESSIONS_EACH; session += 1) {
    for (const { name } of editors) cookies.push(await signInToDemo(url, emailOf(name)));
  }
  const rooms: string[] = [];
  for (let number = 1; number <= DOCUMENTS; number += 1) {
    rooms.push(await startSpecification(url, cookies[0]!, `Measured service ${number}`));
  }
  return { rooms, cookies };
}
