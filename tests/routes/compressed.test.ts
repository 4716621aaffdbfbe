import { readdirSync, readFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '#tests/builders/world';
import { castOf, type Cast } from './people-and-objects';
import { serveWorld, type ServedWorld } from './served-world';

let served: ServedWorld;
let cast: Cast;
beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
});
afterAll(() => served.close());

interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As they came over the line. */
  readonly bytes: Buffer;
}

/** `fetch` would unpack the answer and send words of its own about where a request comes from. */
function ask(
  path: string,
  headers: Readonly<Record<string, string>>,
  person?: TestPerson
): Promise<Received> {
  const cookie = person ? { cookie: person.cookie } : {};
  return new Promise((resolve, reject) => {
    const asked = request({ host: 'localhost', port: served.port, path, headers: { ...headers, ...cookie } });
    asked.on('error', reject);
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) })
      );
    });
    asked.end();
  });
}

const BROWSER = { 'accept-encoding': 'gzip, deflate, br, zstd', accept: 'text/html' };
const OURS = { ...BROWSER, 'sec-fetch-site': 'same-origin' };

describe('files of the build', () => {
  const files = (folder: string, kind: string) =>
    readdirSync(`build/client/_app/immutable/${folder}`)
      .filter((name) => name.endsWith(kind))
      .map((name) => `_app/immutable/${folder}/${name}`);
  const someOf = () => [...files('entry', '.js'), ...files('chunks', '.js'), ...files('assets', '.css')];

  it('RUN-9 every script and style sheet goes as brotli or gzip, and is the same bytes unpacked', async () => {
    expect(someOf().length).toBeGreaterThan(20);
    for (const path of someOf()) {
      const file = readFileSync(`build/client/${path}`);
      if (file.length < 300) continue;
      const br = await ask(`/${path}`, BROWSER);
      expect(br.headers['content-encoding'], path).toBe('br');
      expect(brotliDecompressSync(br.bytes).equals(file), path).toBe(true);
      const gz = await ask(`/${path}`, { 'accept-encoding': 'gzip' });
      expect(gz.headers['content-encoding'], path).toBe('gzip');
      expect(gunzipSync(gz.bytes).equals(file), path).toBe(true);
      expect(gz.headers.vary, path).toMatch(/accept-encoding/i);
    }
  });

  it('RUN-9 a browser that asks for neither gets the file as it is', async () => {
    const [path] = files('entry', '.js');
    const plain = await ask(`/${path}`, {});
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.bytes.equals(readFileSync(`build/client/${path}`))).toBe(true);
    expect(plain.headers['cache-control']).toMatch(/immutable/);
  });
});

describe('pages', () => {
  const reading = () => `/specifications/${cast.own.specification}`;

  it('RUN-10 a page goes compressed to our own pages and to the person by the address bar', async () => {
    for (const site of ['same-origin', 'none']) {
      const page = await ask(reading(), { ...BROWSER, 'sec-fetch-site': site }, cast.people.lead);
      expect(page.status).toBe(200);
      expect(page.headers['content-encoding']).toBe('gzip');
      expect(Number(page.headers['content-length'])).toBe(page.bytes.length);
      expect(page.headers.vary).toMatch(/accept-encoding, sec-fetch-site/);
      expect(page.headers['content-security-policy']).toMatch(/'nonce-/);
      expect(page.headers['cache-control']).toMatch(/^private, no-/);
      const html = gunzipSync(page.bytes);
      expect(html.toString()).toContain('</html>');
      expect(page.bytes.length).toBeLessThan(html.length / 3);
    }
  });

  it('RUN-10 so do data of a page and an answer of the API', async () => {
    for (const path of [`${reading()}/__data.json`, '/api/v1/specifications?all']) {
      const plain = await ask(path, {}, cast.people.lead);
      const packed = await ask(path, OURS, cast.people.lead);
      expect(packed.status, path).toBe(200);
      const isLarge = plain.bytes.length >= 2048;
      expect(packed.headers['content-encoding'], path).toBe(isLarge ? 'gzip' : undefined);
      JSON.parse((isLarge ? gunzipSync(packed.bytes) : packed.bytes).toString());
    }
    const data = await ask(`${reading()}/__data.json`, OURS, cast.people.lead);
    expect(data.headers['content-encoding']).toBe('gzip');
  });

  it('RUN-10 not to a browser that does not take it, and not what is small', async () => {
    for (const takes of ['', 'br', 'gzip;q=0', 'gzip;q=0.0, br', 'identity']) {
      const page = await ask(reading(), { ...OURS, 'accept-encoding': takes }, cast.people.lead);
      expect(page.headers['content-encoding'], takes).toBeUndefined();
      expect(page.bytes.toString()).toContain('</html>');
    }
    const small = await ask('/api/v1/specifications', OURS);
    expect(small.status).toBe(401);
    expect(small.headers['content-encoding']).toBeUndefined();
    const redirect = await ask(reading(), OURS);
    expect(redirect.status).toBe(303);
    expect(redirect.headers['content-encoding']).toBeUndefined();
  });

  it('RUN-11 never when another site made the browser ask, or nobody says who did', async () => {
    const elsewhere = ['cross-site', 'same-site', 'same-origin, cross-site', ''].map((site) => ({
      'sec-fetch-site': site
    }));
    for (const headers of [{}, ...elsewhere]) {
      for (const path of [`${reading()}?q=guess`, `${reading()}/__data.json`, '/sign-in?next=/guess']) {
        const page = await ask(path, { ...BROWSER, ...headers }, cast.people.lead);
        expect(page.headers['content-encoding'], JSON.stringify(headers)).toBeUndefined();
      }
    }
  });
});
