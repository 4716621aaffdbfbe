import { SOCKETS_PER_SESSION, type Prepared } from './prepared-concordat';
import type { Room } from './server';

/** One of the prepared documents; clients are spread over the prepared sessions. */
export function concordatRoom({ rooms, cookies }: Prepared, number: number, port: number): Room {
  const name = rooms[number];
  if (!name) throw new Error(`Only ${rooms.length} documents were prepared.`);
  return {
    address: (client) => ({
      port,
      path: `/sync/${name}`,
      headers: {
        Origin: `http://localhost:${port}`,
        Cookie: cookies[Math.floor(client / SOCKETS_PER_SESSION) % cookies.length]!
      }
    }),
    prefix: new Uint8Array(),
    greeting: [],
    answers: true
  };
}
