import { formatDate, formatMoment } from '#domain/dates';
import type { StoredEntry } from '#domain/register-check';
import { joinWords } from '#domain/words';
import { differs, fieldsIn, shown, type Finding } from './finding';
import type { VersionFile } from './version-file';

/** What a sound register says of a text: as which version it was frozen, and what was decided on it. */
export function inRegisterFindings(file: VersionFile, entries: readonly StoredEntry[]): Finding[] {
  const frozen = frozenAs(file.hash, entries);
  if (frozen.length === 0) return [notInRegister(file, entries)];
  return [
    ...frozen.map((version) => ({ code: 'in-register', sentence: frozenSentence(version) })),
    ...headingFindings(file, frozen),
    ...plainFindings(file, frozen),
    ...decisionFindings(file.hash, entries)
  ];
}

interface Recorded {
  /** As people count entries: from 1. */
  readonly number: number;
  readonly kind: string;
  readonly at: Date;
  readonly content: Record<string, unknown>;
}

/** Those whose details are still there; these were checked against their hash. */
function recorded(entries: readonly StoredEntry[]): Recorded[] {
  return entries.flatMap(({ sequence, kind, recordedAt, details }) => {
    const content = fieldsIn(details?.content);
    return content ? [{ number: sequence + 1, kind, at: recordedAt, content }] : [];
  });
}

function frozenAs(hash: string, entries: readonly StoredEntry[]): Recorded[] {
  return recorded(entries).filter(({ kind, content }) => kind === 'version-frozen' && content.hash === hash);
}

function notInRegister({ hash, printedHash }: VersionFile, entries: readonly StoredEntry[]): Finding {
  const erased = entries.filter(({ details }) => details === null).length;
  const hidden =
    erased === 0
      ? ''
      : ` The details of ${erased === 1 ? 'one entry' : `${erased} entries`} were erased; it may have stood there.`;
  const printed = printedHash && printedHash !== hash ? frozenAs(printedHash, entries) : [];
  const instead = printed.map(
    (version) => ` The fingerprint printed in the file does: ${asVersion(version)}.`
  );
  return differs(
    'not-in-register',
    `No version with the words of this file stands in the register.${instead.join('')}${hidden}`
  );
}

function frozenSentence(version: Recorded): string {
  const { at, content, number } = version;
  const label = said(content.label) === '' ? '' : ` (“${said(content.label)}”)`;
  return `This text stands in the register as ${asVersion(version)}${label}, frozen by ${who(content.by)} on ${formatMoment(at)} (entry ${number}).`;
}

const asVersion = ({ content }: Recorded) => `version ${said(content.number)} of “${said(content.title)}”`;

/** The title, the number and the day are not among the words that are hashed: they are held against the register. */
function headingFindings({ title, state }: VersionFile, frozen: readonly Recorded[]): Finding[] {
  if (title === null && state === null) return [];
  const agrees = frozen.some(({ at, content }) => {
    const recordedState = `Version ${said(content.number)}, frozen on ${formatDate(at)}`;
    const isDraft = state === null || state.startsWith('Draft of ');
    const sameState = isDraft || state === recordedState || state.startsWith(`${recordedState}, `);
    const sameTitle = title === null || title.normalize('NFC') === String(content.title).normalize('NFC');
    return sameState && sameTitle;
  });
  if (agrees)
    return [{ code: 'heading-agrees', sentence: 'The title and the version that the file names are those.' }];
  const named = [title ?? '', state ?? ''].filter((part) => part !== '').map((part) => `“${shown(part)}”`);
  return [
    differs('heading-differs', `The file calls it ${joinWords(named)}, which is not what the register says.`)
  ];
}

/** The plain summaries have a fingerprint of their own; versions that were frozen earlier have none. */
function plainFindings({ plain }: VersionFile, frozen: readonly Recorded[]): Finding[] {
  if (!plain) return [];
  if (frozen.some(({ content }) => content.plainHash === plain.hash))
    return [{ code: 'plain-in-register', sentence: 'Its plain summaries are those that were kept with it.' }];
  return [
    differs('plain-not-in-register', 'The plain summaries in the file are not those that were kept with it.')
  ];
}

/** Decisions that rest on exactly these words, each with who signed and who refused. */
function decisionFindings(hash: string, entries: readonly StoredEntry[]): Finding[] {
  const about = recorded(entries).filter(
    ({ kind, content }) => kind.startsWith('decision-') && content.versionHash === hash
  );
  const ids = new Set(about.map(({ content }) => content.decisionId));
  if (ids.size === 0) return [{ code: 'no-decision', sentence: 'No decision rests on this text.' }];
  return [...ids].map((id) => {
    const steps = about.filter(({ content }) => content.decisionId === id);
    return { code: 'decision', sentence: decisionSentence(steps) };
  });
}

function decisionSentence(steps: readonly Recorded[]): string {
  const { reference, title } = steps[0]!.content;
  const done = steps.map((step) => `${stepWords(step)} on ${formatMoment(step.at)} (entry ${step.number})`);
  return `Decision ${said(reference)}, “${said(title)}”, rests on this text: ${joinWords(done)}.`;
}

function stepWords({ kind, content }: Recorded): string {
  switch (kind) {
    case 'decision-proposed':
      return `put to the boards by ${who(content.by)}`;
    case 'decision-signed':
      return `signed by ${who(content.by)}`;
    case 'decision-refused':
      return `refused by ${who(content.by)}`;
    case 'decision-agreed': {
      const by = Array.isArray(content.organisations) ? content.organisations.map(said) : [];
      return `agreed by ${joinWords(by)}`;
    }
    default:
      return shown(kind);
  }
}

function who(value: unknown): string {
  const { name, organisation } = fieldsIn(value) ?? {};
  return `${said(name)} (${said(organisation)})`;
}

function said(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? shown(String(value)) : '';
}
