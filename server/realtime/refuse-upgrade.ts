import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Answers an upgrade request with a plain HTTP status and nothing else, and hangs up. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  // Nobody else listens to this line any more, and an error nobody hears would end the process.
  socket.on('error', () => socket.destroy());
  // Our half being closed is not enough: a peer that never closes its own would keep the line for ever.
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
