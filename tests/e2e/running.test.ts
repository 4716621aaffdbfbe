import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { freePort, startProduct } from '#tests/builders/product';

/** What a newcomer's clone does not have yet. */
const NOT_CLONED = new Set(['node_modules', 'build', 'data', '.svelte-kit', '.git', 'test-results']);

/** A copy of the checkout, with its packages and none of its builds or data. */
let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'concordat-copy-'));
  for (const name of readdirSync('.').filter((entry) => !NOT_CLONED.has(entry))) {
    cpSync(name, join(copy, name), { recursive: true });
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Whatever a failed test left running. */
const running = new Set<ChildProcess>();
afterEach(() => Promise.all([...running].map(endGroup)));

interface Running {
  readonly url: string;
  output(): string;
  stop(): Promise<void>;
}

/** Runs an npm command of the copy until it prints `ready`. */
async function start(args: readonly string[], ready: RegExp): Promise<Running> {
  const port = await freePort();
  // Without colours, which Vite would put inside the line that says it is ready wherever `CI` is set.
  const environment = { ...process.env, PORT: String(port), NO_COLOR: '1' };
  for (const name of ['DATA_DIR', 'NODE_ENV', 'VITEST', 'ORIGIN', 'DATABASE_URL', 'FORCE_COLOR'] as const) {
    delete (environment as NodeJS.ProcessEnv)[name];
  }
  // A group of its own: npm starts a shell that starts node, and all of them must end.
  const child = spawn('npm', args, { cwd: copy, env: environment, detached: true });
  running.add(child);
  child.once('close', () => running.delete(child));
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      printed += chunk.toString();
      if (ready.test(printed)) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => reject(new Error(`npm ${args.join(' ')} ended (${code}):\n${printed}`)));
  });
  return { url: `http://localhost:${port}`, output: () => printed, stop: () => endGroup(child) };
}

async function endGroup(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  process.kill(-child.pid!, 'SIGTERM');
  await gone;
}

const SIGN_IN = { email: 'helen.marsh@wenmoor.example', password: 'wenmoor-demo' };

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, accept: 'text/html' },
    body: new URLSearchParams(SIGN_IN)
  });
  expect(answer.status).toBe(303);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

it('RUN-1 every npm command the README names is one that a test or CI runs', () => {
  const readme = readFileSync('README.md', 'utf8');
  const named = new Set(
    [...readme.matchAll(/npm (?:run )?(ci|test|start|(?<=run )[a-z:]+)/g)].map(([, command]) => command)
  );
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  // The tests of several nodes start theirs as "cluster" does.
  const byTests = ['demo', 'demo:reset', 'dev', 'start', 'cluster', 'backup', 'restore', 'verify'];
  // `.ci/run` runs "npm ci" and "npm test", which runs "check"; "permissions" and "db:generate" are compared by it.
  const byCi = ['ci', 'test', 'check', 'permissions', 'db:generate', 'bench'];
  expect([...named].filter((command) => ![...byTests, ...byCi].includes(command!))).toEqual([]);
  expect([...named].filter((command) => command !== 'ci' && !(command! in scripts))).toEqual([]);
  expect(readFileSync('.ci/run', 'utf8')).toMatch(/npm ci[\s\S]*npm test[\s\S]*npm run bench/);
});

it('RUN-1 every file that the README points at is there', () => {
  const readme = readFileSync('README.md', 'utf8');
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, file]) => file!);
  const paths = [...readme.matchAll(/`((?:src|server|docs|tests)\/[\w./-]+)`/g)].map(([, path]) => path!);
  expect(links.length + paths.length).toBeGreaterThan(10);
  expect([...links, ...paths].filter((path) => !existsSync(path))).toEqual([]);
});

it('RUN-2 RUN-4 RUN-5 npm run demo, a second one on the same folder, and the reset', async () => {
  const demo = await start(['run', 'demo'], /password: /);
  expect(demo.output()).toContain(`Concordat is ready at ${demo.url}`);
  expect(demo.output()).toContain('helen.marsh@wenmoor.example');
  expect(await (await fetch(`${demo.url}/healthz`)).text()).toBe('ok');
  const cookie = await signIn(demo.url);
  const list = await fetch(`${demo.url}/api/v1/specifications`, { headers: { cookie } });
  expect(await list.json()).toMatchObject({ items: [{ title: 'Integrated falls and frailty service' }] });
  expect(existsSync(join(copy, 'data/database/PG_VERSION'))).toBe(true);

  await expect(start(['run', 'demo'], /password: /)).rejects.toThrow(/is in use by another Concordat/);
  await expect(start(['run', 'demo:reset'], /Removed/)).rejects.toThrow(/is in use by another Concordat/);
  expect((await fetch(`${demo.url}/healthz`)).status).toBe(200);
  await demo.stop();

  await expect(start(['start'], /ready/)).rejects.toThrow(/holds the demo, whose passwords are public/);
  const reset = await start(['run', 'demo:reset'], /Removed the demo/);
  await reset.stop().catch(() => undefined);
  expect(existsSync(join(copy, 'data/database'))).toBe(false);
});

it('RUN-3 npm start prints a link that sets the first lead up, once', async () => {
  const fresh = await start(['start'], /set-up\?token=\S+/);
  const link = /(http:\S+\/set-up\?token=\S+)/.exec(fresh.output())![1]!;
  expect((await fetch(link)).status).toBe(200);
  const token = new URL(link).searchParams.get('token')!;
  const fields = {
    token,
    organisation: 'Vale ICB',
    organisationKind: 'integrated-care-board',
    partnership: 'The Vale',
    purpose: 'One service.',
    locality: 'The Vale',
    name: 'Ada First',
    email: 'ada@vale.example',
    password: 'three random words'
  };
  const send = () =>
    fetch(`${fresh.url}/set-up`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: fresh.url, accept: 'text/html' },
      body: new URLSearchParams(fields)
    });
  const made = await send();
  expect(made.status).toBe(303);
  const cookie = made.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const home = await fetch(`${fresh.url}/`, { headers: { cookie } });
  expect(await home.text()).toContain('Hello Ada');
  expect((await send()).status).toBeGreaterThanOrEqual(400);
  await fresh.stop();
});

it('RUN-6 npm run dev serves the demo with live reload', async () => {
  rmSync(join(copy, 'data'), { recursive: true, force: true });
  const dev = await start(['run', 'dev'], /Local:/);
  expect(await (await fetch(`${dev.url}/healthz`)).text()).toBe('ok');
  const cookie = await signIn(dev.url);
  const page = await (await fetch(`${dev.url}/`, { headers: { cookie } })).text();
  expect(page).toContain('Hello Helen');
  expect(page).toContain('__sveltekit_dev');

  const file = join(copy, 'server/auth/signed-out-page.ts');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replaceAll('You are signed out', 'You have been signed out')
  );
  const post = () =>
    fetch(`${dev.url}/specifications/new`, {
      method: 'POST',
      headers: { origin: dev.url, accept: 'text/html' },
      body: new URLSearchParams({ title: 'Typed before' })
    });
  await vi.waitFor(async () => expect(await (await post()).text()).toContain('You have been signed out'), {
    timeout: 30_000,
    interval: 250
  });
  await dev.stop();
});

it('RUN-7 SIGTERM ends the process in order and a restart finds everything', async () => {
  const first = await startProduct();
  const cookie = await signIn(first.url);
  const made = await fetch(`${first.url}/api/v1/ballots`, { headers: { cookie } });
  const before = await made.json();
  await first.stop('SIGTERM');
  expect(first.process.exitCode).toBe(0);
  const again = await startProduct({ dataDir: first.dataDir });
  const after = await fetch(`${again.url}/api/v1/ballots`, { headers: { cookie: await signIn(again.url) } });
  expect(await after.json()).toEqual(before);
  await again.remove();
});
