import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { readConfig } from '#server/config';
import { aroundPages } from '#server/serve';

it('STO-8 a wrong setting is one plain sentence', () => {
  for (const [name, value] of [
    ['PORT', 'many'],
    ['PORT', '70000'],
    ['TRUSTED_PROXY_HOPS', '-1'],
    ['TRUSTED_PROXY_HOPS', 'yes'],
    ['ORIGIN', 'concordat'],
    ['ORIGIN', 'ftp://concordat.example'],
    ['SESSION_IDLE_HOURS', '-1'],
    ['SESSION_ABSOLUTE_HOURS', 'long']
  ] as const) {
    const config = readConfig({ [name]: value }, { demo: false });
    expect(config, `${name}=${value}`).toMatchObject({
      wrong: expect.stringMatching(/^[A-Z_ a-z0-9]+must be .+\.$/)
    });
  }
});

it('STO-8 without any setting it serves this machine only, on port 3000, from ./data', () => {
  const config = readConfig({}, { demo: true });
  expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', secure: false, databaseUrl: undefined });
  expect(config).toMatchObject({
    origins: expect.arrayContaining(['http://localhost:3000', 'http://127.0.0.1:3000'])
  });
});

it('SIG-16 no proxy is trusted unless it is said how many there are', () => {
  expect(readConfig({}, { demo: false })).toMatchObject({ trustedProxyHops: 0 });
  expect(readConfig({ TRUSTED_PROXY_HOPS: '2' }, { demo: false })).toMatchObject({ trustedProxyHops: 2 });
});

it('SIG-16 what came past the proxies counts as coming from its connection, all else is left as it is', () => {
  const seen = (hops: number, forwarded?: string) => {
    const config = readConfig({ PORT: '0', TRUSTED_PROXY_HOPS: String(hops) }, { demo: false });
    if ('wrong' in config) throw new Error(config.wrong);
    const request = {
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      socket: { remoteAddress: '192.0.2.9' }
    } as unknown as IncomingMessage;
    const response = { setHeader: () => undefined } as unknown as ServerResponse;
    aroundPages(config, () => undefined)(request, response);
    return request.headers['x-forwarded-for'];
  };
  expect(seen(0)).toBeUndefined();
  expect(seen(0, '198.51.100.1')).toBe('198.51.100.1');
  expect(seen(1, '203.0.113.5, 198.51.100.1')).toBe('203.0.113.5, 198.51.100.1');
  expect(seen(1)).toBe('192.0.2.9');
  expect(seen(2, '198.51.100.1')).toBe('192.0.2.9,192.0.2.9');
});

it('STO-8 an https origin makes cookies secure', () => {
  expect(readConfig({ ORIGIN: 'https://concordat.example/x' }, { demo: false })).toMatchObject({
    secure: true,
    origins: ['https://concordat.example']
  });
});
