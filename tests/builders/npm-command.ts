import { spawn } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  /** Both what it said and what it complained of. */
  readonly output: string;
}

/** Runs `npm run NAME -- …` to its end. Variables that are undefined are taken away. */
export async function npmRun(
  args: readonly [name: string, ...rest: string[]],
  environment: Record<string, string | undefined>
): Promise<Ended> {
  const [name, ...rest] = args;
  const env = {
    ...process.env,
    DATABASE_URL: undefined,
    INIT_CWD: undefined,
    VITEST: undefined,
    ...environment
  };
  const child = spawn('npm', ['run', '--silent', name, '--', ...rest], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('close', resolve).once('error', reject)
  );
  return { code, output };
}
