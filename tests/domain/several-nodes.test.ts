import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readConfig } from '#server/config';

const compose = readFileSync('compose.yaml', 'utf8');
const dockerfile = readFileSync('Dockerfile', 'utf8');

it('CLU-8 a REDIS_URL that cannot work is one plain sentence', () => {
  const wrong = (environment: Record<string, string>) => readConfig(environment, { demo: false });
  const address = 'redis://127.0.0.1:6379';
  expect(wrong({ REDIS_URL: address })).toEqual({
    wrong:
      'REDIS_URL is for several nodes, and they need one PostgreSQL database in common: set DATABASE_URL as well.'
  });
  for (const REDIS_URL of ['yes', '127.0.0.1:6379', 'http://127.0.0.1', 'redis://', 'redis://[x']) {
    expect(wrong({ REDIS_URL, DATABASE_URL: 'postgres://localhost/x' }), REDIS_URL).toEqual({
      wrong: 'REDIS_URL must be an address such as redis://127.0.0.1:6379.'
    });
  }
  const right = { REDIS_URL: address, DATABASE_URL: 'postgres://localhost/x' };
  expect(wrong(right)).toMatchObject({ redisUrl: address });
  expect(wrong({})).toMatchObject({ redisUrl: undefined });
});

/** The `environment:` of what both nodes share, with `${NAME:?…}` filled in. */
function nodeEnvironment(): Record<string, string> {
  const block = /^x-app:[\s\S]*?^ {2}environment:\n((?: {4}.+\n)+)/m.exec(compose)![1]!;
  const filled = block
    .replace(/\$\{ORIGIN:[^}]*\}/, 'https://concordat.example')
    .replace(/\$\{\w+:-\}/g, '')
    .replace(/\$\{\w+:[^}]*\}/g, 'x');
  return Object.fromEntries(
    filled
      .trim()
      .split('\n')
      .map((line) => {
        const [, name, value] = /^ *(\w+): ?'?(.*?)'?$/.exec(line)!;
        return [name!, value!];
      })
  );
}

it('CLU-9 compose.yaml sets only what the configuration reads, and starts two nodes on one database and one bus', () => {
  const read = new Set<string>();
  const environment = new Proxy(nodeEnvironment(), {
    get: (values, name: string) => {
      read.add(name);
      return values[name];
    }
  });
  const config = readConfig(environment, { demo: false });
  expect(config).toMatchObject({ secure: true, host: '0.0.0.0', port: 3000, trustedProxyHops: 1 });
  expect(config).toMatchObject({
    databaseUrl: expect.stringContaining('@database:'),
    redisUrl: 'redis://bus:6379'
  });
  expect(Object.keys(nodeEnvironment()).filter((name) => !read.has(name))).toEqual([]);
  expect(compose.match(/^ {2}app-\d: \*app$/gm)).toHaveLength(2);
});

it('CLU-9 every service, volume and file that compose.yaml and the proxy name is there', () => {
  const services = compose.split(/^services:\n/m)[1]!.split(/^volumes:/m)[0]!;
  const names = new Set([...services.matchAll(/^ {2}([\w-]+):/gm)].map(([, name]) => name!));
  const caddyfile = readFileSync('deploy/Caddyfile', 'utf8');
  const used = [
    ...[...caddyfile.matchAll(/\b([\w-]+):3000/g)].map(([, name]) => name!),
    ...Object.values(nodeEnvironment()).flatMap((value) => /[@/](\w+):\d{4}/.exec(value)?.[1] ?? [])
  ];
  expect(used).toHaveLength(4);
  expect(used.filter((name) => !names.has(name))).toEqual([]);
  for (const [, path] of compose.matchAll(/- (\.\/[^:]+):/g)) expect(existsSync(path!), path).toBe(true);
  expect(caddyfile).toContain('health_uri /healthz');
  expect(existsSync('src/routes/healthz/+server.ts')).toBe(true);
});

it('CLU-9 the Dockerfile runs commands that exist and copies what is there', () => {
  const { scripts, engines } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    scripts: Record<string, string>;
    engines: { node: string };
  };
  const runs = [...dockerfile.matchAll(/^RUN npm run ([\w:-]+)/gm)].map(([, name]) => name!);
  expect(runs).toEqual(['build']);
  expect(scripts.build).toBeDefined();
  expect(engines.node).toBe('>=20.19');
  for (const [, version] of dockerfile.matchAll(/^FROM node:([\d.]+)/gm))
    expect(version).toMatch(/^20\.19\.\d+$/);
  for (const [, paths] of dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
    for (const path of paths!.split(' ')) expect(existsSync(path), path).toBe(true);
  }
  expect(readFileSync('vite.server.config.ts', 'utf8')).toMatch(/main: 'server\/main\.ts'/);
  expect(dockerfile).toContain('CMD ["node", "build/main.js"]');
  const copied = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path]) => path!);
  // What `main.js` reads when it starts: its packages, the tables' migrations and the pages.
  expect(copied).toEqual(['package.json', 'node_modules', 'drizzle', 'build']);
});
