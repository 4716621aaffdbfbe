import type { RememberedHead } from '#domain/register-check';
import { countOf } from '#domain/words';
import { differs, isFinding, shown, unreadable, type Finding } from './finding';
import { inRegisterFindings } from './in-register';
import { readRegisterFile, registerFindings } from './register-file';
import { readVersionFile, type VersionFile } from './version-file';

/** Files as they were read; a register only when one was named. */
export interface Given {
  readonly version: string;
  readonly register?: string;
  readonly remembered?: RememberedHead;
}

/** Everything that can be found out from the files alone, in the order in which it is told. */
export function look({ version, register, remembered }: Given): Finding[] {
  const file = readVersionFile(version);
  if (isFinding(file)) return [file];
  const findings = versionFindings(file, register !== undefined);
  if (register === undefined) return findings;
  const read = readRegisterFile(register);
  if (isFinding(read)) return [...findings, read];
  const checked = registerFindings(read, remembered);
  // What a register says that does not hold together is worth nothing.
  return checked.some(({ wrong }) => wrong)
    ? [...findings, ...checked]
    : [...findings, ...checked, ...inRegisterFindings(file, read.entries)];
}

function versionFindings(file: VersionFile, withRegister: boolean): Finding[] {
  const { title, state, hash, printedHash, plain } = file;
  const named = [title, state].filter((part) => part !== null).map((part) => shown(part));
  return [
    ...(named.length > 0 ? [{ code: 'named', sentence: `The file calls itself: ${named.join('. ')}.` }] : []),
    { code: 'fingerprint', sentence: `The fingerprint of its words is ${hash}.` },
    ...printedFindings(hash, printedHash, withRegister),
    ...(plain ? plainFindings(plain) : [])
  ];
}

function printedFindings(hash: string, printed: string | null, withRegister: boolean): Finding[] {
  if (printed === hash)
    return [{ code: 'fingerprint-agrees', sentence: 'It is the fingerprint that is printed in the file.' }];
  if (printed !== null)
    return [
      differs(
        'fingerprint-differs',
        `It is not the one that is printed in the file, ${shown(printed)}: the words were changed after it was saved.`
      )
    ];
  const sentence = 'The file names no fingerprint to compare it with.';
  return [withRegister ? { code: 'no-fingerprint', sentence } : unreadable('no-fingerprint', sentence)];
}

function plainFindings({ hash, printedHash, count }: NonNullable<VersionFile['plain']>): Finding[] {
  const kept = `The file holds the plain summaries of ${countOf(count, 'clause')}`;
  return printedHash === hash
    ? [{ code: 'plain-agrees', sentence: `${kept}, with the fingerprint that is printed beside them.` }]
    : [differs('plain-differs', `${kept}, but they were changed after the file was saved.`)];
}
