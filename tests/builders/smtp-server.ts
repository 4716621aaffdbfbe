import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** An e-mail as it came over the line. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** As it was sent, dots at line beginnings undone. */
  readonly raw: string;
}

/** What the server says to a recipient, e.g. "550 No such person"; undefined: it takes it. */
type Answer = (to: string) => string | undefined;

/** A small SMTP server of a test's own (RFC 5321, one recipient or more, no TLS): real enough to send to. */
export class SmtpServer {
  readonly received: Received[] = [];
  /** Changed by tests that want it to refuse. */
  answer: Answer = () => undefined;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SmtpServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const smtp = new SmtpServer(server);
    server.on('connection', (socket) => smtp.#talk(socket));
    return smtp;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #talk(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    let waiting = '';
    let from = '';
    let to: string[] = [];
    let data: string[] | undefined;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const line = (text: string): void => {
      if (data) {
        if (text !== '.') return void data.push(text.startsWith('.') ? text.slice(1) : text);
        this.received.push({ from, to, raw: data.join('\r\n') });
        data = undefined;
        to = [];
        return void say('250 Taken');
      }
      const [verb = ''] = text.toUpperCase().split(/[ :]/);
      if (verb === 'EHLO' || verb === 'HELO') say('250 test.example');
      else if (verb === 'MAIL') {
        from = addressIn(text);
        say('250 Go on');
      } else if (verb === 'RCPT') {
        const refusal = this.answer(addressIn(text));
        if (refusal === undefined) to.push(addressIn(text));
        say(refusal ?? '250 Go on');
      } else if (verb === 'DATA') {
        data = [];
        say('354 Go on');
      } else if (verb === 'QUIT') socket.end('221 Bye\r\n');
      else say(verb === 'RSET' || verb === 'NOOP' ? '250 Good' : '502 Not here');
    };
    socket.on('data', (chunk) => {
      const lines = (waiting + chunk.toString('latin1')).split('\r\n');
      waiting = lines.pop() ?? '';
      lines.forEach(line);
    });
    say('220 test.example');
  }
}

function addressIn(text: string): string {
  return /<([^>]*)>/.exec(text)?.[1] ?? '';
}

/** A header's value, folded lines joined; undefined when there is none, and an error when there are two. */
export function headerOf({ raw }: Received, name: string): string | undefined {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const found = head.split('\r\n').filter((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  if (found.length > 1) throw new Error(`${name} stands there ${found.length} times.`);
  return found[0]?.slice(name.length + 1).trim();
}

/** The parts of a multipart/alternative: plain text and HTML, decoded. */
export function partsOf({ raw }: Received): { text: string; html: string } {
  const [, boundary] = /boundary="([^"]+)"/.exec(raw) ?? [];
  const parts = raw.split(`--${boundary}`).slice(1, 3).map(decoded);
  return { text: parts[0] ?? '', html: parts[1] ?? '' };
}

function decoded(part: string): string {
  const at = part.indexOf('\r\n\r\n');
  const body = part.slice(at + 4);
  const [, encoding = '7bit'] = /content-transfer-encoding: (\S+)/i.exec(part.slice(0, at)) ?? [];
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body.replaceAll('\r\n', '\n');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
