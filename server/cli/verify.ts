import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shown, unreadable, type Finding } from './verify/finding';
import { look } from './verify/look';
import { rememberedHead } from './verify/register-file';

/**
 * `npm run verify -- VERSION.json [REGISTER.json]`: works out again what a version and a register hold, from the files alone. It asks no
 * server and no database, so that nobody has to trust either. Ends with 0 when everything agrees, 1 when something does not, 2 when a file
 * cannot be read.
 */
const USAGE = [
  'Say which file to check: npm run verify -- VERSION.json [REGISTER.json]',
  '  VERSION.json   a version, saved as “Data (JSON)” from its page',
  '  REGISTER.json  the register, from “Download it as JSON” on its page',
  '  --entries=NUMBER --last=FINGERPRINT   what you wrote down of the register earlier'
].join('\n');

function found(args: readonly string[]): Finding[] {
  const asked = readArguments(args);
  if (!asked) return [unreadable('usage', USAGE)];
  const { files, entries, last } = asked;
  const remembered = entries !== undefined && last !== undefined ? rememberedHead(entries, last) : undefined;
  if (!remembered && (entries !== undefined || last !== undefined)) return [unreadable('usage', USAGE)];
  try {
    const [version, register] = files.map(read);
    return look({ version: version!, register, remembered });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return [unreadable('cannot-read-file', shown(error.message))];
  }
}

function readArguments(args: readonly string[]) {
  const options = { entries: { type: 'string' }, last: { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return positionals.length === 1 || positionals.length === 2
      ? { files: positionals, ...values }
      : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** npm runs this in the project's folder; people name files from where they are. */
function read(named: string): string {
  return readFileSync(resolve(process.env.INIT_CWD ?? '.', named), 'utf8');
}

const LAST_WORD = {
  agrees: 'Everything agrees.',
  differs: 'It does not agree. Keep the files as they are, and ask whoever gave them to you.',
  unreadable: 'It could not be checked.'
};

const findings = found(process.argv.slice(2));
for (const { code, sentence, wrong } of findings) console.log(`${wrong ? '✗' : '✓'} ${sentence} [${code}]`);
const outcome = findings.find(({ wrong }) => wrong === 'differs') ?? findings.find(({ wrong }) => wrong);
console.log(LAST_WORD[outcome?.wrong ?? 'agrees']);
process.exitCode = outcome ? (outcome.wrong === 'differs' ? 1 : 2) : 0;
