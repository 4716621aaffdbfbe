import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

export interface NewerBuild {
  readonly main: string;
  readonly version: string;
  remove(): void;
}

/** The product as if it had been built again a moment later: another version, and another name of every file that holds it. */
export function newerBuild(): NewerBuild {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-newer-'));
  for (const name of ['node_modules', 'drizzle']) symlinkSync(resolve(name), join(folder, name));
  cpSync('build', join(folder, 'build'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), readFileSync('package.json'));
  const version = versionOf('build');
  const newer = String(Number(version) + 1);
  const holding = textsOf(folder).filter((file) => readFileSync(file, 'utf8').includes(version));
  const hashed = holding.filter((file) => file.includes('/immutable/')).map((file) => basename(file, '.js'));
  for (const file of textsOf(folder)) {
    const text = readFileSync(file, 'utf8');
    const changed = hashed
      .reduce((all, name) => all.replaceAll(name, `${name}-newer`), text)
      .replaceAll(version, newer);
    if (changed === text) continue;
    writeFileSync(file, changed);
    // What lies packed beside it is of the older build; without it the file goes as it is.
    for (const packed of ['.br', '.gz']) rmSync(file + packed, { force: true });
    const name = hashed.find((each) => basename(file) === `${each}.js`);
    if (name !== undefined) renameSync(file, file.replace(`${name}.js`, `${name}-newer.js`));
  }
  return {
    main: join(folder, 'build/main.js'),
    version: newer,
    remove: () => rmSync(folder, { recursive: true, force: true })
  };
}

export function versionOf(build: string): string {
  const { version } = JSON.parse(readFileSync(join(build, 'client/_app/version.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

function textsOf(folder: string): string[] {
  return readdirSync(join(folder, 'build'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|json)$/.test(file))
    .map((file) => join(folder, 'build', file));
}
